package org.genogate.gateway.demo;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.genogate.gateway.access.LedgerUnavailableException;
import org.genogate.gateway.config.ConfigException;
import org.genogate.gateway.custody.MalformedPeopleException;
import org.genogate.gateway.custody.Publication.Order;
import org.genogate.gateway.custody.Publication.SampleOwners;
import org.genogate.gateway.http.Listening;
import org.genogate.gateway.node.FolderInUseException;
import org.genogate.gateway.node.Gateway;
import org.genogate.genomics.cohort.CallableRegions;
import org.genogate.genomics.cohort.IngestProgress;
import org.genogate.ledger.event.PersonTag;

/// Makes the demo's world once, and serves it.
public final class Demo {

  private final DemoFolder folder;
  private final Size size;
  private final Consumer<String> narrator;

  /// @param narrator told a line for each thing that takes a while
  public Demo(DemoFolder folder, Size size, Consumer<String> narrator) {
    this.folder = folder;
    this.size = size;
    this.narrator = narrator;
  }

  /// How large the world is.
  public record Size(int samples, int sites) {
    /// Large enough that a stream can be stopped midway, small enough to be made in seconds.
    public static final Size DEFAULT = new Size(1000, 20_000);
  }

  /// Returns once the gateway answers and the tokens are written.
  ///
  /// @throws IOException if the folder holds something else, or cannot be used
  public Gateway start(int port)
      throws IOException, FolderInUseException, ConfigException, InterruptedException {
    boolean made = folder.isMade();
    if (!made) {
      prepare();
    }
    var tokens = new DemoTokens(folder, new SecureRandom(), Clock.systemUTC());
    var gateway =
        Gateway.start(
            new Gateway.Settings(
                folder.data(),
                folder.config(),
                new Listening("127.0.0.1", port, new Listening.Transport.Loopback())));
    try {
      if (!made) {
        populate(gateway);
        folder.markMade();
      }
      tokens.write(patient(gateway));
      return gateway;
    } catch (LedgerUnavailableException | MalformedPeopleException e) {
      gateway.close();
      throw new IOException("the demo's world could not be made: " + e.getMessage(), e);
    } catch (IOException | InterruptedException | RuntimeException e) {
      gateway.close();
      throw e;
    }
  }

  /// The person who plays the patient.
  public static PersonTag patient(Gateway gateway) {
    return gateway.node().people().tagOf(DemoWorld.PATIENT).orElseThrow();
  }

  /// Writes the files that the world is made of, and no ledger.
  void prepare() throws IOException {
    folder.begin();
    var world = new DemoWorld(folder, size.samples(), size.sites());
    narrator.accept(
        "making a cohort of %,d people and %,d sites".formatted(size.samples(), size.sites()));
    world.writeCohort();
    DemoPanel.write(folder.cohort(), folder.panel());
    world.writeConfig(DemoTokens.ISSUER, DemoTokens.AUDIENCE);
  }

  /// Takes the cohort into custody and records what each person allows.
  void populate(Gateway gateway)
      throws IOException,
          MalformedPeopleException,
          LedgerUnavailableException,
          InterruptedException {
    narrator.accept("taking it into custody, encrypted");
    var _ =
        gateway
            .node()
            .publication()
            .publish(
                new Order(
                    DemoWorld.DATASET,
                    folder.cohort(),
                    new SampleOwners.Listed(folder.people()),
                    new CallableRegions.Bed(folder.callable())),
                IngestProgress.NONE);
    narrator.accept("recording what each person allows");
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    new DemoPeople(gateway.node(), now).enrol(size.samples());
    gateway.node().ledger().awaitSealed();
  }
}
