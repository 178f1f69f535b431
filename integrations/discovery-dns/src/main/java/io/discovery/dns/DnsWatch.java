package io.discovery.dns;

import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.ResourceKind;
import io.discovery.snapshot.ServiceName;
import io.discovery.snapshot.ServicePortName;
import io.discovery.time.EventLoop;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells a handler what the DNS says, and asks again when that may have changed.
 *
 * <p>The first whole state comes once each port was asked for, and at least one Service is known; a
 * Service is known once all its ports are. Confined to the loop, but for {@link #close}.
 */
final class DnsWatch implements Watch {
  private final Map<ServiceName, List<Followed>> services = new TreeMap<>();
  private final Map<Followed, Remembered> memory;
  private final Asker asker;
  private final Driver driver;
  private final WatchHandler handler;
  private final SortedMap<ServicePortName, String> problems = new TreeMap<>();
  private final Set<Followed> unasked = new LinkedHashSet<>();
  private final Map<Followed, EventLoop.Timer> timers = new LinkedHashMap<>();
  private final Map<ServiceName, List<KubernetesObject>> told = new TreeMap<>();

  /** Held while an event is delivered, so that none is begun once {@link #close} has returned. */
  private final ReentrantLock delivering = new ReentrantLock();

  private boolean closed;
  private boolean opened;
  private String toldProblem = "";

  /**
   * Returns a watch that has not begun.
   *
   * @param memory what earlier watches found; thread-safe
   */
  DnsWatch(
      List<Followed> followed,
      Map<Followed, Remembered> memory,
      Asker asker,
      Driver driver,
      WatchHandler handler) {
    this.memory = memory;
    this.asker = asker;
    this.driver = driver;
    this.handler = handler;
    for (Followed each : followed) {
      services.computeIfAbsent(each.port().service(), unused -> new ArrayList<>()).add(each);
      unasked.add(each);
    }
  }

  void begin() {
    for (Followed each : List.copyOf(unasked)) {
      Remembered remembered = remembered(each);
      if (remembered.known().isEmpty() || remembered.until() - asker.now() <= 0) {
        ask(each);
      } else {
        take(each, remembered);
      }
    }
    services.keySet().forEach(name -> told.put(name, objects(name)));
    tell(List.of());
  }

  private Remembered remembered(Followed followed) {
    return memory.getOrDefault(followed, Remembered.NOTHING);
  }

  private void ask(Followed followed) {
    timers.remove(followed);
    new Round(followed, remembered(followed), asker, now -> asked(followed, now)).begin();
  }

  private void asked(Followed followed, Remembered now) {
    memory.put(followed, now);
    take(followed, now);
    ServiceName name = followed.port().service();
    List<KubernetesObject> objects = objects(name);
    List<KubernetesObject> before = told.put(name, objects);
    tell(changes(before == null ? List.of() : before, objects));
  }

  private void take(Followed followed, Remembered now) {
    unasked.remove(followed);
    if (now.problem() == null) {
      problems.remove(followed.port());
    } else {
      problems.put(followed.port(), now.problem());
    }
    askLater(followed, now);
  }

  /** However long a round took, the next one keeps its distance. */
  private void askLater(Followed followed, Remembered known) {
    long left = Math.max(asker.pace().floor().toNanos(), known.until() - asker.now());
    timers.put(followed, driver.loop().schedule(Duration.ofNanos(left), () -> ask(followed)));
  }

  /** An event says that all is well: what is not has to be said after it, again. */
  private void tell(List<WatchEvent> changes) {
    List<WatchEvent> events = new ArrayList<>();
    String problem = problem();
    boolean recovered = problem.isEmpty() && !toldProblem.isEmpty();
    if (opened && !recovered) {
      events.addAll(changes);
    } else if (unasked.isEmpty() && told.values().stream().anyMatch(known -> !known.isEmpty())) {
      opened = true;
      events.add(WatchEvent.replaced(told.values().stream().flatMap(List::stream).toList()));
    }
    if (!problem.isEmpty() && !(events.isEmpty() && problem.equals(toldProblem))) {
      events.add(new WatchEvent.Stale(new StaleException(problem)));
    }
    toldProblem = problem;
    events.forEach(this::deliver);
  }

  /** Returns what may be out of date, and why; empty if nothing is. */
  private String problem() {
    if (problems.isEmpty()) {
      return "";
    }
    ServicePortName first = problems.firstKey();
    int others = problems.size() - 1;
    String more = others == 0 ? "" : ", and " + others + " more";
    return first + ": " + problems.get(first) + more;
  }

  /** Returns nothing until all is known. */
  private List<KubernetesObject> objects(ServiceName name) {
    Map<Followed, List<Socket>> ports = new LinkedHashMap<>();
    for (Followed each : services.getOrDefault(name, List.of())) {
      List<Socket> sockets = remembered(each).sockets();
      if (sockets == null) {
        return List.of();
      }
      ports.put(each, sockets);
    }
    return PortObjects.of(name, ports);
  }

  private static List<WatchEvent> changes(
      List<KubernetesObject> before, List<KubernetesObject> now) {
    List<WatchEvent> events = new ArrayList<>();
    Map<Key, KubernetesObject> left = new LinkedHashMap<>();
    before.forEach(object -> left.put(Key.of(object), object));
    for (KubernetesObject object : now) {
      KubernetesObject known = left.remove(Key.of(object));
      if (known == null) {
        events.add(new WatchEvent.Added(object));
      } else if (!known.equals(object)) {
        events.add(new WatchEvent.Modified(object));
      }
    }
    left.values().forEach(object -> events.add(new WatchEvent.Deleted(object)));
    return events;
  }

  private void deliver(WatchEvent event) {
    delivering.lock();
    try {
      if (!closed) {
        handler.onEvent(event);
      }
    } finally {
      delivering.unlock();
    }
  }

  @Override
  public void close() {
    delivering.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
    } finally {
      delivering.unlock();
    }
    // Not under the lock: this waits for the loop's thread, which may be waiting for the lock.
    driver.close(this::end);
  }

  private void end() {
    asker.close();
    timers.values().forEach(EventLoop.Timer::cancel);
    timers.clear();
  }

  private record Key(ResourceKind kind, NamespacedName name) {
    static Key of(KubernetesObject object) {
      return new Key(object.kind(), object.namespacedName());
    }
  }

  /** Why what was told may be out of date. */
  private static final class StaleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StaleException(String message) {
      super(message, null, false, false);
    }
  }
}
