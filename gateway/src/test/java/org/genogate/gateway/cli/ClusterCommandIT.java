package org.genogate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.genogate.gateway.config.ClusterFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterCommandIT {

  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");

  @TempDir private Path folder;

  private Path data(int node) {
    return folder.resolve("n" + node);
  }

  private Path identity(int node) {
    return folder.resolve("n%d.json".formatted(node));
  }

  private Terminal makeIdentity(int node, String name, int port) {
    return Terminal.run(
        "cluster",
        "identity",
        "--data",
        data(node),
        "--name",
        name,
        "--address",
        "127.0.0.1:" + port,
        "--out",
        identity(node));
  }

  private Terminal init(String quorum, int... nodes) {
    var words = new Object[6 + nodes.length];
    System.arraycopy(
        new Object[] {"cluster", "init", "--data", data(1), "--quorum", quorum}, 0, words, 0, 6);
    for (int i = 0; i < nodes.length; i++) {
      words[6 + i] = identity(nodes[i]);
    }
    return Terminal.run(words);
  }

  private void threeIdentities() {
    for (int node = 1; node <= 3; node++) {
      assertThat(makeIdentity(node, "node-" + node, 5700 + node).exitCode()).isZero();
    }
  }

  @Test
  void foundersAndJoinersSeeTheSameFingerprint() throws Exception {
    threeIdentities();

    var founded = init("2", 1, 2, 3);
    var joined = Terminal.run("cluster", "join", "--data", data(2), ClusterFile.in(data(1)));

    assertThat(founded.err()).isEmpty();
    assertThat(founded.exitCode()).isZero();
    assertThat(joined.exitCode()).isZero();
    assertThat(fingerprint(joined.out())).isEqualTo(fingerprint(founded.out()));
    assertThat(Files.readString(data(2).resolve("ledger").resolve("vkey")))
        .isEqualTo(Files.readString(data(1).resolve("ledger").resolve("vkey")));
  }

  private static String fingerprint(String said) {
    return FINGERPRINT.matcher(said).results().findFirst().orElseThrow().group();
  }

  @Test
  void twoNodesAreFoundedWithAWarning() {
    threeIdentities();

    var founded = init("all", 1, 2);

    assertThat(founded.exitCode()).isZero();
    assertThat(founded.err()).contains("3 stand the loss of one");
  }

  @Test
  void mistakesAreOneLineAndExitCodeTwo() {
    threeIdentities();
    assertMistake(init("1", 1, 2, 3), "two smaller quorums");
    assertMistake(init("most", 1, 2, 3), "a number, or all");
    assertMistake(init("2", 1, 2, 2), "same name");
    assertMistake(init("2", 2, 3), "none of the files");
    assertMistake(init("2", 1, 2, 9), "cannot read");
    assertMistake(makeIdentity(1, "Not A Name", 1), "a validator's name");
    assertMistake(makeIdentity(1, "n", 0), "a port");
    assertMistake(Terminal.run("cluster"), "say which");
    assertMistake(Terminal.run("cluster", "status", "--data", data(1)), "no gateway runs");
    assertMistake(
        Terminal.run("cluster", "backup", "--data", data(1), "--out", folder.resolve("b")),
        "no node of a cluster");
    assertMistake(change("add", identity(2)), "no gateway runs");
    assertMistake(change("add", folder.resolve("none.json")), "cannot read");
    assertMistake(change("remove", "node-2"), "no gateway runs");
    assertMistake(onFile("sign", identity(2)), "enrolments is missing");
    assertMistake(onFile("apply", folder.resolve("none.json")), "cannot read");
    assertThat(init("2", 1, 2, 3).exitCode()).isZero();
    assertMistake(init("2", 1, 2, 3), "a ledger already");
    assertMistake(onFile("sign", ClusterFile.in(data(1))), "enrolments is missing");
  }

  private Terminal change(String verb, Object whom) {
    return Terminal.run(
        "cluster", verb, "--data", data(1), "--out", folder.resolve("change.json"), whom);
  }

  private Terminal onFile(String verb, Path file) {
    return Terminal.run("cluster", verb, "--data", data(1), file);
  }

  @Test
  void aNodeWhoseFileMakesNoLinkDoesNotStart() throws Exception {
    threeIdentities();
    assertThat(init("2", 1, 2, 3).exitCode()).isZero();
    var file = ClusterFile.in(data(1));
    var right = Files.readString(file);

    Files.writeString(file, right.replace("127.0.0.1:5702", "nowhere.invalid:5702"));
    assertMistake(serve(data(1)), "the host of node-2 is not known");
    Files.writeString(file, right.replace("127.0.0.1:5702", "0.0.0.0:5702"));
    assertMistake(serve(data(1)), "the address of node-2 names no host");
    Files.writeString(file, right.replace("127.0.0.1:5702", "127.0.0.1:5703"));
    assertMistake(serve(data(1)), "have the same address");
    Files.writeString(file, right.replace("127.0.0.1:5702", "5702"));
    assertMistake(serve(data(1)), "cluster.json");
    assertThat(makeIdentity(4, "node-4", 5704).exitCode()).isZero();
    Files.createDirectories(ClusterFile.in(data(4)).getParent());
    Files.writeString(ClusterFile.in(data(4)), right);
    assertMistake(serve(data(4)), "cluster/cluster.json");
    assertThat(data(1).resolve("running.json")).doesNotExist();
  }

  private static Terminal serve(Path data) {
    return Terminal.run("serve", "--data", data, "--port", "0");
  }

  private static void assertMistake(Terminal terminal, String why) {
    assertThat(terminal.err()).startsWith("genogate: ").contains(why).hasLineCount(1);
    assertThat(terminal.exitCode()).isEqualTo(2);
  }
}
