package org.genogate.ledger.log;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// A disk in memory that knows what is durable, fails at a chosen step, and can lose its power.
///
/// Each directory and each file keeps its own order of changes, and no order holds between two of
/// them: worse than any real file system.
public final class SimulatedDisk implements Disk {

  /// What becomes of the step that fails.
  public enum Fault {
    PERSISTED,
    NOT_PERSISTED
  }

  /// What a crash leaves of changes that were not forced.
  public enum Crash {
    EVERYTHING,
    NOTHING,
    SOMETHING
  }

  private static final int SECTOR_BYTES = 512;

  private static final class Content {
    byte[] now = new byte[0];
    byte[] durable = new byte[0];
    final List<Map.Entry<Long, byte[]>> unforced = new ArrayList<>();

    static byte[] written(byte[] before, long position, byte[] bytes) {
      byte[] after = Arrays.copyOf(before, (int) Math.max(before.length, position + bytes.length));
      System.arraycopy(bytes, 0, after, (int) position, bytes.length);
      return after;
    }
  }

  private interface Change {
    void applyTo(Map<Path, Content> names);
  }

  private static final Content DIRECTORY = new Content();

  private final Map<Path, Content> names = new TreeMap<>();
  private final Map<Path, Content> durableNames = new TreeMap<>();
  private final Map<Path, List<Change>> unforced = new LinkedHashMap<>();
  private final List<byte[]> notes = new ArrayList<>();

  private int steps;
  private int failingStep = Integer.MAX_VALUE;
  private Fault fault = Fault.NOT_PERSISTED;
  private boolean lies;

  public SimulatedDisk() {
    names.put(Path.of("/"), DIRECTORY);
    durableNames.put(Path.of("/"), DIRECTORY);
  }

  /// Opens the log that lies here.
  public LedgerLog open(LogSettings settings, EntryRules rules) throws IOException {
    return LedgerLog.open(settings, rules, this);
  }

  public void failAt(int step, Fault how) {
    failingStep = step;
    fault = how;
  }

  /// From now on what is forced in files is said to be durable, and is not.
  public void lie() {
    lies = true;
  }

  public int steps() {
    return steps;
  }

  /// Everything that was ever written under the name of a checkpoint.
  public List<byte[]> notes() {
    return notes;
  }

  /// Files by path, as a process sees them.
  public Map<Path, byte[]> files(Path below) {
    var files = new TreeMap<Path, byte[]>();
    names.forEach((path, content) -> {
      if (content != DIRECTORY && path.startsWith(below)) {
        files.put(path, content.now);
      }
    });
    return files;
  }

  void add(Path file, byte[] bytes) {
    for (var up = file.getParent(); up != null; up = up.getParent()) {
      names.put(up, DIRECTORY);
      durableNames.put(up, DIRECTORY);
    }
    var content = new Content();
    content.now = bytes.clone();
    content.durable = bytes.clone();
    names.put(file, content);
    durableNames.put(file, content);
  }

  /// The disk as it is found after the power came back.
  public SimulatedDisk afterPowerLoss(Crash crash, SplittableRandom random) {
    var found = new TreeMap<>(durableNames);
    unforced.forEach((_, changes) -> {
      int kept =
          switch (crash) {
            case EVERYTHING -> changes.size();
            case NOTHING -> 0;
            case SOMETHING -> random.nextInt(changes.size() + 1);
          };
      changes.subList(0, kept).forEach(change -> change.applyTo(found));
    });
    found
        .keySet()
        .removeIf(path -> path.getParent() != null && !found.containsKey(path.getParent()));
    var after = new SimulatedDisk();
    found.forEach((path, content) -> {
      if (content == DIRECTORY) {
        after.names.put(path, DIRECTORY);
        after.durableNames.put(path, DIRECTORY);
      } else {
        after.add(path, afterPowerLoss(content, crash, random));
      }
    });
    return after;
  }

  private static byte[] afterPowerLoss(Content content, Crash crash, SplittableRandom random) {
    byte[] bytes = content.durable;
    for (var write : content.unforced) {
      byte[] written = write.getValue();
      for (int from = 0; from < written.length; from += SECTOR_BYTES) {
        boolean kept =
            crash == Crash.EVERYTHING || (crash == Crash.SOMETHING && random.nextBoolean());
        if (kept) {
          int to = Math.min(written.length, from + SECTOR_BYTES);
          bytes =
              Content.written(bytes, write.getKey() + from, Arrays.copyOfRange(written, from, to));
        }
      }
    }
    return bytes;
  }

  private interface Step {
    void run() throws IOException;
  }

  private synchronized void step(Step effect) throws IOException {
    steps++;
    if (steps < failingStep) {
      effect.run();
      return;
    }
    if (steps == failingStep && fault == Fault.PERSISTED) {
      effect.run();
    }
    throw new IOException("the disk failed at step " + steps);
  }

  private void change(Path path, Change change) {
    change.applyTo(names);
    unforced.computeIfAbsent(path.getParent(), _ -> new ArrayList<>()).add(change);
  }

  @Override
  public Output create(Path file) throws IOException {
    var content = new Content();
    step(() -> change(file, found -> found.put(file, content)));
    return output(file, content);
  }

  @Override
  public Output openToWrite(Path file) throws IOException {
    return output(file, content(file));
  }

  private Content content(Path file) throws NoSuchFileException {
    var content = names.get(file);
    if (content == null) {
      throw new NoSuchFileException(file.toString());
    }
    return content;
  }

  private Output output(Path file, Content content) {
    return new Output() {
      @Override
      public void write(long position, ByteBuffer bytes) throws IOException {
        byte[] written = new byte[bytes.remaining()];
        bytes.get(written);
        if (file.toString().contains("checkpoint")) {
          notes.add(written);
        }
        step(() -> {
          content.now = Content.written(content.now, position, written);
          content.unforced.add(Map.entry(position, written));
        });
      }

      @Override
      public void force() throws IOException {
        step(() -> {
          if (!lies) {
            content.durable = content.now;
            content.unforced.clear();
          }
        });
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Input openToRead(Path file) throws IOException {
    byte[] bytes = content(file).now;
    return new Input() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public void read(long position, ByteBuffer into) throws IOException {
        if (position + into.remaining() > bytes.length) {
          throw new EOFException("the file ends at " + bytes.length);
        }
        into.put(bytes, (int) position, into.remaining());
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public boolean exists(Path path) {
    return names.containsKey(path);
  }

  @Override
  public List<String> list(Path directory) {
    return names.keySet().stream()
        .filter(path -> directory.equals(path.getParent()))
        .map(path -> path.getFileName().toString())
        .toList();
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    step(() -> change(directory, found -> found.put(directory, DIRECTORY)));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    var content = content(from);
    step(() ->
        change(
            to,
            found -> {
              found.remove(from);
              found.put(to, content);
            }));
  }

  @Override
  public void delete(Path path) throws IOException {
    step(() -> change(path, found -> found.remove(path)));
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    step(() ->
        unforced
            .getOrDefault(directory, new ArrayList<>())
            .removeIf(change -> {
              change.applyTo(durableNames);
              return true;
            }));
  }

  @Override
  public Closeable lock(Path file) {
    return () -> {};
  }
}
