package org.genogate.cluster.link;

import com.hazelcast.config.JavaSerializationFilterConfig;

/// What may be made of bytes by Java serialization: the exceptions with which Hazelcast's own
/// operations fail, and what such an exception consists of. Without those an operation that failed
/// elsewhere waits for its timeout here.
final class Deserializable {

  private static final String[] CLASSES = {
    "[Ljava.lang.StackTraceElement;",
    "com.hazelcast.core.HazelcastException",
    "com.hazelcast.core.HazelcastInstanceNotActiveException",
    "com.hazelcast.core.HazelcastOverloadException",
    "com.hazelcast.core.IndeterminateOperationStateException",
    "com.hazelcast.core.LocalMemberResetException",
    "com.hazelcast.core.MemberLeftException",
    "com.hazelcast.core.OperationTimeoutException",
    "com.hazelcast.internal.cluster.impl.ClusterTopologyChangedException",
    "com.hazelcast.internal.cluster.impl.ConfigMismatchException",
    "com.hazelcast.internal.cluster.impl.MasterNodeChangedException",
    "com.hazelcast.internal.cluster.impl.VersionMismatchException",
    "com.hazelcast.nio.serialization.HazelcastSerializationException",
    "com.hazelcast.spi.exception.CallerNotMemberException",
    "com.hazelcast.spi.exception.DistributedObjectDestroyedException",
    "com.hazelcast.spi.exception.PartitionMigratingException",
    "com.hazelcast.spi.exception.RetryableHazelcastException",
    "com.hazelcast.spi.exception.RetryableIOException",
    "com.hazelcast.spi.exception.ServiceNotFoundException",
    "com.hazelcast.spi.exception.TargetDisconnectedException",
    "com.hazelcast.spi.exception.TargetNotMemberException",
    "com.hazelcast.spi.exception.WrongTargetException",
    "java.io.IOException",
    "java.lang.Exception",
    "java.lang.IllegalArgumentException",
    "java.lang.IllegalStateException",
    "java.lang.NullPointerException",
    "java.lang.RuntimeException",
    "java.lang.SecurityException",
    "java.lang.StackTraceElement",
    "java.lang.Throwable",
    "java.lang.UnsupportedOperationException",
    "java.util.Collections$EmptyList",
    "java.util.concurrent.CancellationException",
  };

  private Deserializable() {}

  /// A filter whose list is empty lets everything through, so this one is never empty.
  static JavaSerializationFilterConfig filter() {
    var filter = new JavaSerializationFilterConfig().setDefaultsDisabled(true);
    filter.getWhitelist().addClasses(CLASSES);
    return filter;
  }
}
