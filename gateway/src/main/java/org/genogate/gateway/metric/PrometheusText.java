package org.genogate.gateway.metric;

/// Text as Prometheus reads it, a sample a line.
///
/// Spec: [text format 0.0.4](https://prometheus.io/docs/instrumenting/exposition_formats/)
public final class PrometheusText {

  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder();

  void describe(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  /// One metric that has one sample.
  void gauge(String name, String help, double value) {
    describe(name, "gauge", help);
    sample(name, value);
  }

  void gauge(String name, String help, long value) {
    gauge(name, help, (double) value);
  }

  void counter(String name, String help, long value) {
    describe(name, "counter", help);
    sample(name, (double) value);
  }

  void sample(String name, double value) {
    text.append(name).append(' ').append(number(value)).append('\n');
  }

  void sample(String name, long value) {
    sample(name, (double) value);
  }

  void sample(String name, String label, String labelled, long value) {
    sample(name, label, labelled, (double) value);
  }

  /// @param labelled of `a-z`, digits, `.`, `+` and `-`: nothing that would have to be escaped
  void sample(String name, String label, String labelled, double value) {
    text.append(name).append('{').append(label).append("=\"").append(labelled).append("\"} ");
    text.append(number(value)).append('\n');
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1L << 53
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
