package io.discovery.manifest;

import io.discovery.model.NamespacedName;
import io.discovery.time.EventLoop;
import io.discovery.watch.ObjectSource;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Objects that are written down as YAML or JSON in files, as {@code kubectl apply -f} takes them.
 *
 * <p>A file may hold several documents and lists. It is read whole or not at all, and so is a
 * directory. Kinds and fields that are not known, misspelt ones too, are passed over; {@link #read}
 * lists them. Immutable: each {@code with} method returns another source.
 *
 * <p>What is followed is looked at every second, and a change counts once two looks in a row saw
 * the same, so that a file that is being written is not taken for complete. If the new state cannot
 * be read, the last one stays and the handler is told {@link WatchEvent.Stale}.
 */
public final class Manifests implements ObjectSource {
  private static final Ticker EVERY_SECOND = new ThreadTicker(Duration.ofSeconds(1));

  private static final Duration LONGEST_PERIOD = Duration.ofDays(1);

  private final Origin origin;
  private final ManifestReader reader;
  private final Ticker ticker;

  private Manifests(Origin origin, ManifestReader reader, Ticker ticker) {
    this.origin = origin;
    this.reader = reader;
    this.ticker = ticker;
  }

  private static Manifests of(Origin origin) {
    ManifestReader reader =
        new ManifestReader(Kinds.standard(), NamespacedName.DEFAULT_NAMESPACE, Limits.DEFAULT);
    return new Manifests(origin, reader, EVERY_SECOND);
  }

  /** Returns the manifests of one file, or of what a symbolic link leads to. */
  public static Manifests file(Path path) {
    return of(new FileOrigin(Objects.requireNonNull(path, "path")));
  }

  /**
   * Returns the manifests {@code *.yaml}, {@code *.yml} and {@code *.json} of a directory, in the
   * order of their names, but neither hidden ones nor those of directories in it.
   */
  public static Manifests directory(Path path) {
    return of(new DirectoryOrigin(Objects.requireNonNull(path, "path")));
  }

  /** Returns the manifests of a resource that the calling thread's class loader finds. */
  public static Manifests classpath(String name) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return classpath(name, loader == null ? ClassLoader.getSystemClassLoader() : loader);
  }

  /** Returns the manifests of a resource that a class loader finds. */
  public static Manifests classpath(String name, ClassLoader loader) {
    return of(new ClasspathOrigin(name, loader));
  }

  /** Returns the manifests of a text; messages call it by the name. */
  public static Manifests text(String name, String yamlOrJson) {
    return of(new TextOrigin(name, yamlOrJson));
  }

  /** Knows these kinds; by default {@link Kinds#standard()}. */
  public Manifests withKinds(Kinds kinds) {
    return with(new ManifestReader(kinds, reader.namespace(), reader.limits()));
  }

  /** Puts what names no namespace into this one; by default {@code default}. */
  public Manifests inNamespace(String namespace) {
    Objects.requireNonNull(namespace, "namespace");
    return with(new ManifestReader(reader.kinds(), namespace, reader.limits()));
  }

  /**
   * Accepts this many bytes in all; by default 16 MiB.
   *
   * @throws IllegalArgumentException if that is not positive
   */
  public Manifests withMaxBytes(int bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException("max bytes: " + bytes + " (expected: > 0)");
    }
    return with(new ManifestReader(reader.kinds(), reader.namespace(), Limits.ofBytes(bytes)));
  }

  /**
   * Looks for changes this often; by default every second.
   *
   * @throws IllegalArgumentException if that is not positive, or longer than a day
   */
  public Manifests lookingEvery(Duration period) {
    return new Manifests(origin, reader, new ThreadTicker(positive(period)));
  }

  /**
   * Looks for changes this often in tasks of a loop instead of a thread of its own; the loop waits
   * while files are read, so this is for virtual time.
   *
   * @throws IllegalArgumentException if that is not positive, or longer than a day
   */
  public Manifests lookingEvery(Duration period, EventLoop loop) {
    return new Manifests(origin, reader, new LoopTicker(positive(period), loop));
  }

  private static Duration positive(Duration period) {
    if (period.isZero() || period.isNegative() || period.compareTo(LONGEST_PERIOD) > 0) {
      throw new IllegalArgumentException("period: " + period + " (expected: > 0, at most a day)");
    }
    return period;
  }

  private Manifests with(ManifestReader reader) {
    return new Manifests(origin, reader, ticker);
  }

  /**
   * Reads once.
   *
   * @throws ManifestException with all that is wrong, if anything is
   */
  public Manifest read() {
    return reader.read(origin);
  }

  /**
   * {@inheritDoc}
   *
   * @throws ManifestException with all that is wrong with the first state, if anything is
   */
  @Override
  public Watch follow(WatchHandler handler) {
    Follower follower = new Follower(origin, reader, handler);
    follower.start();
    return origin.changes() ? follower.tickedBy(ticker) : follower;
  }

  @Override
  public String name() {
    return origin.name();
  }

  /** Returns the name of the source. */
  @Override
  public String toString() {
    return "Manifests[" + name() + "]";
  }
}
