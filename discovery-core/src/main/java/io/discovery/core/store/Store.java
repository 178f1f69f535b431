package io.discovery.core.store;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.ResourceKind;
import io.discovery.model.Selector;
import io.discovery.model.Service;
import io.discovery.model.Status;
import io.discovery.model.StatusException;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The objects of a cluster by kind and name; names are sorted once their kind is listed. */
public final class Store {
  private static final String NAME_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final int NAME_SUFFIX = 5;
  private static final int NAME_PREFIX = 58;

  /** The end of the year 9999, the last that RFC 3339 can write. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private final Time time;
  private final Randomness randomness;
  private final Map<ResourceKind, Map<NamespacedName, KubernetesObject>> objects = new HashMap<>();
  private final Map<ResourceKind, NavigableSet<NamespacedName>> names = new HashMap<>();
  private final Indexes indexes = new Indexes();
  private final List<Consumer<? super Change>> listeners = new CopyOnWriteArrayList<>();
  private final Deque<Change> untold = new ArrayDeque<>();
  private Consumer<? super Change> follower = change -> {};
  private Instant second = Instant.EPOCH;
  private boolean telling;
  private long revision;

  /** Returns an empty store; uids and name suffixes follow from the random numbers. */
  public Store(Time time, Randomness randomness) {
    this.time = time;
    this.randomness = randomness;
  }

  /** Returns the number of the last change. */
  public long revision() {
    return revision;
  }

  /** Sets who hears of each change at once, before it is told; may change the store. */
  public void follow(Consumer<? super Change> follower) {
    this.follower = follower;
  }

  /** Adds a listener of changes, which must not throw. */
  public void listen(Consumer<? super Change> listener) {
    listeners.add(listener);
  }

  /** Removes a listener. */
  public void unlisten(Consumer<? super Change> listener) {
    listeners.remove(listener);
  }

  /**
   * Tells the listeners what changed since the last time, in order: every listener sees a change
   * before any of them sees the next one, also if a listener changes something.
   */
  public void tell() {
    if (telling) {
      return;
    }
    telling = true;
    try {
      for (Change change = untold.poll(); change != null; change = untold.poll()) {
        for (Consumer<? super Change> listener : listeners) {
          listener.accept(change);
        }
      }
    } finally {
      telling = false;
    }
  }

  /** Returns an object, or null. */
  public @Nullable KubernetesObject get(ResourceKind kind, NamespacedName name) {
    return of(kind).get(name);
  }

  /** Returns the objects of a kind, by name. */
  public Collection<KubernetesObject> list(ResourceKind kind) {
    return list(kind, names(kind));
  }

  /** Returns the objects of a kind in a namespace, by name. */
  public Collection<KubernetesObject> list(ResourceKind kind, String namespace) {
    NamespacedName end = new NamespacedName(namespace + "\0", "");
    return list(kind, names(kind).subSet(new NamespacedName(namespace, ""), true, end, false));
  }

  private NavigableSet<NamespacedName> names(ResourceKind kind) {
    return names.computeIfAbsent(kind, unlisted -> new TreeSet<>(of(kind).keySet()));
  }

  private List<KubernetesObject> list(ResourceKind kind, Collection<NamespacedName> names) {
    List<KubernetesObject> found = new ArrayList<>();
    for (NamespacedName name : names) {
      found.add(Objects.requireNonNull(get(kind, name)));
    }
    return found;
  }

  /** Returns the Pods that a selector matches, by name. */
  public List<Pod> pods(String namespace, Selector selector) {
    return indexes.pods(namespace, selector);
  }

  /** Returns the Pods that have all these labels, by name. */
  public List<Pod> pods(String namespace, Map<String, String> labels) {
    return indexes.pods(namespace, labels);
  }

  /** Returns the Services whose selector matches these labels, by name. */
  public List<Service> servicesOf(String namespace, Map<String, String> labels) {
    return indexes.servicesOf(namespace, labels);
  }

  /** Returns the Pods that are bound to a Node, by name. */
  public List<Pod> podsOn(String node) {
    return indexes.podsOn(node);
  }

  /** Returns the slices that carry a Service's label, by name. */
  public List<EndpointSlice> slicesOf(NamespacedName service) {
    return indexes.slicesOf(service);
  }

  /** Returns whether there is an object with this uid. */
  public boolean exists(String uid) {
    return indexes.exists(uid);
  }

  /** Returns the objects that name an owner, by kind and name. */
  public List<KubernetesObject> dependentsOf(String ownerUid) {
    return indexes.dependentsOf(ownerUid);
  }

  /**
   * Returns an object with a name of its own if it has only a prefix for one; the same otherwise.
   */
  public <T extends KubernetesObject> T named(T object) {
    ObjectMeta given = object.metadata();
    String prefix = Objects.requireNonNullElse(given.generateName(), "");
    if (!given.name().isEmpty() || prefix.isEmpty()) {
      return object;
    }
    // The name of an address cannot be drawn: the prefix stands for it, and is refused as one.
    boolean drawn = !object.kind().equals(ResourceKind.IP_ADDRESS);
    String name = drawn ? newName(object, prefix) : prefix;
    return with(object, given.toBuilder().name(name).build());
  }

  /**
   * Stores a new object with uid, creation time, version and, if only a prefix is given, a name.
   *
   * @throws StatusException if there is one of the same name
   */
  public <T extends KubernetesObject> T create(T object) {
    return create(object, false);
  }

  /** As {@link #create(KubernetesObject)}; a dry run stores nothing. */
  public <T extends KubernetesObject> T create(T unnamed, boolean dryRun) {
    T object = named(unnamed);
    if (get(object.kind(), object.namespacedName()) != null) {
      throw new StatusException(Status.alreadyExists(object.kind(), object.metadata().name()));
    }
    ObjectMeta metadata =
        object.metadata().toBuilder()
            .uid(newUid())
            .creationTimestamp(now())
            .deletionTimestamp(null)
            .deletionGracePeriodSeconds(null)
            .generation(Generations.first(object))
            .resourceVersion(dryRun ? null : nextRevision())
            .build();
    T stored = with(object, metadata);
    if (!dryRun) {
      put(null, stored);
    }
    return stored;
  }

  /**
   * Stores a new state of an object, in which spec or metadata may have changed.
   *
   * @return the object as stored; the old one if nothing changed
   * @throws StatusException if there is none, or the version given is not the current one
   */
  public <T extends KubernetesObject> T update(T object) {
    return replace(object, true, false);
  }

  /** As {@link #update(KubernetesObject)}; a dry run stores nothing. */
  public <T extends KubernetesObject> T update(T object, boolean dryRun) {
    return replace(object, true, dryRun);
  }

  /** Stores a new state of an object in which only the status changed; a dry run does not. */
  public <T extends KubernetesObject> T updateStatus(T object, boolean dryRun) {
    return replace(object, false, dryRun);
  }

  /**
   * Returns the state that an object is to follow.
   *
   * @throws StatusException if there is none, or the version given is not the current one
   */
  @SuppressWarnings("unchecked") // a kind has one type
  public <T extends KubernetesObject> T current(T object) {
    KubernetesObject old = existing(object.kind(), object.namespacedName());
    Preconditions.check(old, object.metadata());
    return (T) old;
  }

  private <T extends KubernetesObject> T replace(T object, boolean spec, boolean dryRun) {
    T old = current(object);
    ObjectMeta before = old.metadata();
    ObjectMeta kept =
        object.metadata().toBuilder()
            .uid(before.uid())
            .creationTimestamp(before.creationTimestamp())
            .deletionTimestamp(before.deletionTimestamp())
            .deletionGracePeriodSeconds(before.deletionGracePeriodSeconds())
            .generation(before.generation())
            .resourceVersion(before.resourceVersion())
            .build();
    T same = with(object, kept);
    if (same.equals(old)) {
      return same;
    }
    if (isReleased(kept)) {
      if (!dryRun) {
        removeNow(old);
      }
      return same;
    }
    Long generation = spec ? Generations.next(old, same) : before.generation();
    ObjectMeta.Builder next = kept.toBuilder().generation(generation);
    if (dryRun) {
      return with(object, next.build());
    }
    T stored = with(object, next.resourceVersion(nextRevision()).build());
    put(old, stored);
    return stored;
  }

  /** Returns whether nothing holds an object any more whose deletion has begun. */
  private static boolean isReleased(ObjectMeta metadata) {
    Long grace = metadata.deletionGracePeriodSeconds();
    return metadata.terminating()
        && metadata.finalizers().isEmpty()
        && (grace == null || grace == 0);
  }

  /**
   * Deletes an object: at once, or once its grace period is over (the caller's to watch) and its
   * finalizers are gone.
   *
   * @param graceSeconds grace period of a Pod, null for its own; a later deletion may shorten it,
   *     never lengthen it
   * @return the object, terminating; null if it is gone
   * @throws StatusException if there is no such object
   */
  public @Nullable KubernetesObject delete(
      ResourceKind kind, NamespacedName name, @Nullable Long graceSeconds) {
    return delete(kind, name, graceSeconds, false);
  }

  /** As {@link #delete(ResourceKind, NamespacedName, Long)}; a dry run deletes nothing. */
  public @Nullable KubernetesObject delete(
      ResourceKind kind, NamespacedName name, @Nullable Long graceSeconds, boolean dryRun) {
    KubernetesObject old = existing(kind, name);
    ObjectMeta metadata = old.metadata();
    long grace = Math.min(GracePeriods.of(old, graceSeconds), LAST_SECOND - now().getEpochSecond());
    Long current = metadata.deletionGracePeriodSeconds();
    boolean atOnce = grace == 0 && metadata.finalizers().isEmpty();
    KubernetesObject marked = old;
    if (current == null || grace < current) {
      marked = old.withMetadata(marked(metadata, grace, dryRun));
      if (!dryRun && (!atOnce || old instanceof Pod)) {
        put(old, marked);
      }
    }
    if (atOnce && !dryRun) {
      removeNow(existing(kind, name));
    }
    return atOnce ? null : marked;
  }

  private ObjectMeta marked(ObjectMeta metadata, long grace, boolean dryRun) {
    Long generation = metadata.generation();
    boolean first = !metadata.terminating();
    return metadata.toBuilder()
        .deletionTimestamp(now().plusSeconds(grace))
        .deletionGracePeriodSeconds(grace)
        .generation(generation != null && first ? Long.valueOf(generation + 1) : generation)
        .resourceVersion(dryRun ? metadata.resourceVersion() : nextRevision())
        .build();
  }

  private void removeNow(KubernetesObject old) {
    ObjectMeta metadata = old.metadata().toBuilder().resourceVersion(nextRevision()).build();
    put(old.withMetadata(metadata), null);
  }

  private String nextRevision() {
    return Long.toString(revision + 1);
  }

  private KubernetesObject existing(ResourceKind kind, NamespacedName name) {
    KubernetesObject old = get(kind, name);
    if (old == null) {
      throw new StatusException(Status.notFound(kind, name.name()));
    }
    return old;
  }

  private void put(@Nullable KubernetesObject before, @Nullable KubernetesObject after) {
    revision++;
    Change change = new Change(before, after);
    KubernetesObject object = change.object();
    Map<NamespacedName, KubernetesObject> all = of(object.kind());
    NavigableSet<NamespacedName> listed = names.get(object.kind());
    NamespacedName name = object.namespacedName();
    if (after == null) {
      all.remove(name);
      if (listed != null) {
        listed.remove(name);
      }
    } else if (all.put(name, after) == null && listed != null) {
      listed.add(name);
    }
    indexes.apply(change);
    untold.add(change);
    follower.accept(change);
  }

  private Map<NamespacedName, KubernetesObject> of(ResourceKind kind) {
    return objects.computeIfAbsent(kind, absent -> new HashMap<>());
  }

  /** Returns the time in whole seconds, as Kubernetes writes it. */
  public Instant now() {
    long now = time.instant().getEpochSecond();
    if (now != second.getEpochSecond()) {
      second = Instant.ofEpochSecond(now);
    }
    return second;
  }

  private String newName(KubernetesObject object, String prefix) {
    String start = prefix.length() > NAME_PREFIX ? prefix.substring(0, NAME_PREFIX) : prefix;
    while (true) {
      StringBuilder name = new StringBuilder(start);
      for (int i = 0; i < NAME_SUFFIX; i++) {
        name.append(NAME_LETTERS.charAt(randomness.nextInt(NAME_LETTERS.length())));
      }
      NamespacedName drawn = new NamespacedName(object.metadata().namespace(), name.toString());
      if (get(object.kind(), drawn) == null) {
        return drawn.name();
      }
    }
  }

  /** Returns a random UUID, version 4. */
  private String newUid() {
    long high = (randomness.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
    long low = (randomness.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  @SuppressWarnings("unchecked") // withMetadata returns the type that it is called on
  private static <T extends KubernetesObject> T with(T object, ObjectMeta metadata) {
    return (T) object.withMetadata(metadata);
  }
}
