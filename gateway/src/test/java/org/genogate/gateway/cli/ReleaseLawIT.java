package org.genogate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.ledger.event.KeyRole;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a log begins that wants releases.
class ReleaseLawIT {

  @TempDir private Path folder;
  private Path key = Path.of("");

  @BeforeEach
  void makeKey() {
    var made = Terminal.run("release", "key", "--out", folder.resolve("committee.pem"));
    assertThat(made.exitCode()).isZero();
    key = folder.resolve("committee.pub");
  }

  private static void assertRefused(Terminal terminal, String said) {
    assertThat(terminal.err()).startsWith("genogate: ").contains(said);
    assertThat(terminal.err().lines()).hasSize(1);
    assertThat(terminal.exitCode()).isEqualTo(2);
  }

  @Test
  void releasesNeedACommittee() {
    var data = folder.resolve("alone");

    assertRefused(Terminal.run("log", "init", "--data", data, "--releases"), "--committee");
    assertRefused(Terminal.run("log", "init", "--data", data, "--committee", key), "--releases");
    assertRefused(
        Terminal.run(
            "log", "init", "--data", data, "--releases", "--committee", key, "--committee", key),
        "once");
    assertRefused(
        Terminal.run(
            "log",
            "init",
            "--data",
            data,
            "--releases",
            "--committee",
            folder.resolve("committee.pem")),
        "no Ed25519 public key");
    assertThat(data).doesNotExist();
  }

  @Test
  void aLedgerIsBegunOnce() {
    var data = folder.resolve("alone");
    assertThat(Terminal.run("log", "init", "--data", data).exitCode()).isZero();

    assertRefused(
        Terminal.run("log", "init", "--data", data, "--releases", "--committee", key),
        "a ledger already");
  }

  @Test
  void aClusterIsFoundedWithTheTableAndTheCommittee() throws Exception {
    var data = folder.resolve("a");
    var a = identity("a", 7001);
    var b = identity("b", 7002);
    assertRefused(
        Terminal.run("cluster", "init", "--data", data, "--quorum", "all", a, b, "--releases"),
        "--committee");
    assertThat(ClusterFile.in(data)).doesNotExist();

    var founded =
        Terminal.run(
            "cluster",
            "init",
            "--data",
            data,
            "--quorum",
            "all",
            a,
            b,
            "--releases",
            "--committee",
            key);

    assertThat(founded.exitCode()).as(founded.err()).isZero();
    var genesis = ClusterFile.read(ClusterFile.in(data)).founding().genesis();
    assertThat(genesis.endorsements().wantRelease()).isTrue();
    assertThat(genesis.endorsements().rows()).containsOnlyKeys(9, 16);
    assertThat(genesis.keys()).anyMatch(known -> known.role() == KeyRole.COMMITTEE);
  }

  private Path identity(String name, int port) {
    var file = folder.resolve(name + ".json");
    var made =
        Terminal.run(
            "cluster",
            "identity",
            "--data",
            folder.resolve(name),
            "--name",
            name,
            "--address",
            "127.0.0.1:" + port,
            "--out",
            file);
    assertThat(made.exitCode()).isZero();
    return file;
  }
}
