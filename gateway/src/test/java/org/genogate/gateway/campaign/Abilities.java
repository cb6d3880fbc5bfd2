package org.genogate.gateway.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.genogate.gateway.campaign.Fault.Needs;
import org.jspecify.annotations.Nullable;

/// What this machine lets a campaign do. What it does not is said in a line.
@SuppressWarnings("try") // whoever interrupts the test wants it to end
final class Abilities implements AutoCloseable {

  private static final String DISK_MEGABYTES = "192";

  private final Network network;
  private final @Nullable Path small;
  private final @Nullable Path fakeTime;
  private final Set<Needs> met = EnumSet.of(Needs.NOTHING);

  private Abilities(Network network, @Nullable Path small, @Nullable Path fakeTime) {
    this.network = network;
    this.small = small;
    this.fakeTime = fakeTime;
  }

  /// @param small a folder to be put on a small disk
  /// @throws IOException if Debian's tools are missing and `GENOGATE_OUTSIDE` says `required`
  static Abilities find(int nodes, Path small) throws IOException {
    var bridged = Network.Bridged.of(nodes);
    var network = bridged.isPresent() ? bridged.get() : Network.Loopback.of(nodes);
    Files.createDirectories(small);
    boolean mounted =
        Shell.can("mount -t tmpfs -o size=%sm none %s".formatted(DISK_MEGABYTES, small));
    var fakeTime = fakeTime();
    var found = new Abilities(network, mounted ? small : null, fakeTime.orElse(null));
    found.note(Needs.NETWORK, bridged.isPresent(), "cuts: no root, or no network namespaces");
    found.note(Needs.MOUNT, mounted, "a full disk: no root, or no mounts");
    found.tool(Needs.STRACE, Files.exists(Path.of("/usr/bin/strace")), "strace");
    found.tool(Needs.FAKETIME, fakeTime.isPresent(), "faketime");
    if (found.can(Needs.STRACE) && !canTrace()) {
      found.met.remove(Needs.STRACE);
      System.out.println("skipped: a slow disk: processes may not be traced here");
    }
    return found;
  }

  private static Optional<Path> fakeTime() throws IOException {
    var libraries = Path.of("/usr/lib");
    try (Stream<Path> machines = Files.list(libraries)) {
      return machines
          .map(machine -> machine.resolve("faketime/libfaketimeMT.so.1"))
          .filter(Files::exists)
          .findFirst();
    }
  }

  /// Tries it: whether one may is nowhere written.
  private static boolean canTrace() {
    return Shell.can(
        "sleep 5 & p=$!; strace -o /dev/null -p $p 2>/dev/null & s=$!; sleep 0.5; "
            + "kill -0 $s && kill -INT $s; r=$?; kill $p; exit $r");
  }

  private void tool(Needs need, boolean there, String debianPackage) throws IOException {
    if (!there && "required".equals(System.getenv("GENOGATE_OUTSIDE"))) {
      throw new IOException("install the package " + debianPackage);
    }
    note(need, there, "what needs the package " + debianPackage);
  }

  private void note(Needs need, boolean there, String what) {
    if (there) {
      met.add(need);
    } else {
      System.out.println("skipped: " + what);
    }
  }

  boolean can(Needs need) {
    return met.contains(need);
  }

  List<Fault> faults() {
    return Arrays.stream(Fault.values()).filter(fault -> can(fault.needs())).toList();
  }

  Network network() {
    return network;
  }

  /// What a node's process is given so that its wall clock follows a file; nothing where that
  /// cannot be.
  Map<String, String> clockOf(Path file) {
    return fakeTime == null
        ? Map.of()
        : Map.of(
            "LD_PRELOAD",
            fakeTime.toString(),
            "FAKETIME_TIMESTAMP_FILE",
            file.toString(),
            "FAKETIME_CACHE_DURATION",
            "1",
            "FAKETIME_DONT_FAKE_MONOTONIC",
            "1",
            // With it each timed wait of a JVM ends at once.
            "FAKETIME_FORCE_MONOTONIC_FIX",
            "0");
  }

  @Override
  public void close() throws IOException {
    network.close();
    if (small != null) {
      Shell.run("umount " + small);
    }
  }
}
