package io.discovery.core;

import io.discovery.DiscoveryObserver;
import io.discovery.Refusal;
import io.discovery.core.cache.ObjectCache;
import io.discovery.core.nullness.Nullable;
import io.discovery.core.source.SourceRunner;
import io.discovery.model.NamespacedName;
import io.discovery.model.ResourceKind;
import io.discovery.time.EventLoop;
import io.discovery.watch.WatchEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sources of one discovery: admitted objects go to the cache, others to a control plane, whose
 * own watch goes to the cache. Confined to the loop, but for {@link #start} and {@link #why}.
 */
final class Sources {
  /** What the control plane is called among the sources. */
  static final String PLANE = "control plane";

  /** Rounds of the loop after which what was given to the control plane has come back. */
  private static final int ROUNDS = 4;

  private final EventLoop loop;
  private final ObjectCache cache;
  private final DiscoveryObserver observer;
  private final Runnable changed;
  private final @Nullable ControlPlane plane;
  private final List<Running> running = new ArrayList<>();
  private final Map<String, List<Refusal>> refusals = new LinkedHashMap<>();

  Sources(
      List<NamedSource> sources,
      Settings settings,
      EventLoop loop,
      ObjectCache cache,
      Runnable changed) {
    this.loop = loop;
    this.cache = cache;
    this.observer = settings.observer();
    this.changed = changed;
    plane = NamedSource.needPlane(sources) ? plane(settings) : null;
    for (NamedSource source : sources) {
      running.add(new Running(source, settings, admitted(sources).indexOf(source.name())));
    }
    if (plane != null) {
      NamedSource own = new NamedSource(PLANE, plane.watchSource(), true, false);
      running.add(new Running(own, settings, admitted(sources).indexOf(PLANE)));
    }
  }

  /** What users write has Pods but seldom Nodes: an unknown Node keeps no Pod waiting. */
  private ControlPlane plane(Settings settings) {
    return ControlPlane.builder(loop, settings.time(), settings.randomness())
        .serviceCidrs(settings.serviceCidrs())
        .unknownNodes(true)
        .build();
  }

  /** Returns the names that the cache knows: the control plane stands where its first source is. */
  static List<String> admitted(List<NamedSource> sources) {
    Set<String> names = new LinkedHashSet<>();
    for (NamedSource source : sources) {
      names.add(source.admitted() ? source.name() : PLANE);
    }
    return List.copyOf(names);
  }

  /**
   * Begins to watch; called once, by any thread.
   *
   * @return the sources that delivered within the call, and the control plane, which will soon
   * @throws IllegalArgumentException if a source can never deliver
   */
  List<Running> start() {
    List<Running> prompt = new ArrayList<>();
    for (Running each : running) {
      if (each.runner.start() || each.source.name().equals(PLANE)) {
        prompt.add(each);
      }
    }
    return prompt;
  }

  /** Returns the sources that have not delivered, and why, if that is known; null if all have. */
  @Nullable
  String missing() {
    return said(false);
  }

  /** Returns the sources that fell behind, and why; null if none has. */
  @Nullable
  String stale() {
    return said(true);
  }

  private @Nullable String said(boolean stale) {
    List<String> said = new ArrayList<>();
    for (Running each : running) {
      if (stale ? each.runner.problem() != null : !each.settled()) {
        said.add(each.said());
      }
    }
    return said.isEmpty() ? null : String.join(", ", said);
  }

  /** Returns what the control plane refused. */
  List<Refusal> refused() {
    return refusals.isEmpty()
        ? List.of()
        : refusals.values().stream().flatMap(List::stream).toList();
  }

  /** Returns what a control plane knows of a Service port without endpoint; any thread. */
  @Nullable
  String why(NamespacedName service, String port) {
    for (Running each : running) {
      if (each.source.source() instanceof PlaneWatches plane) {
        String why = plane.why(service, port);
        if (why != null) {
          return why;
        }
      }
    }
    return null;
  }

  /** Begins to watch objects of a kind too. */
  void add(ResourceKind kind) {
    cache.keep(kind);
    for (Running each : running) {
      if (each.source.source() instanceof PlaneWatches watches) {
        watches.add(kind);
      }
      if (each.declared == null) {
        each.runner.refresh();
      }
    }
  }

  void close() {
    running.forEach(each -> each.runner.close());
    if (plane != null) {
      plane.close();
    }
  }

  /** A source that is watched. */
  final class Running implements SourceRunner.Sink {
    private final NamedSource source;
    private final int index;
    private final SourceRunner runner;
    private final @Nullable Declared declared;
    private boolean settled;
    private boolean settling;

    private Running(NamedSource source, Settings settings, int index) {
      this.source = source;
      this.index = index;
      declared = plane == null || source.admitted() ? null : new Declared(source.name(), plane);
      runner = new SourceRunner(source.name(), source.source(), loop, settings.clocks(), this);
    }

    /** Returns whether its first whole state can be picked from. */
    boolean settled() {
      return settled;
    }

    private String said() {
      String problem = runner.problem();
      return problem == null ? source.name() : source.name() + ": " + problem;
    }

    @Override
    public void event(SourceRunner unused, WatchEvent event) {
      if (declared == null) {
        cache.apply(index, event);
      } else if (!(event instanceof WatchEvent.Bookmark || event instanceof WatchEvent.Stale)) {
        declared.apply(event);
        running.forEach(Running::note);
      }
      observer.onEvent(source.name(), event);
    }

    private void note() {
      if (declared == null) {
        return;
      }
      List<Refusal> now = declared.refused();
      List<Refusal> before = refusals.getOrDefault(source.name(), List.of());
      refusals.put(source.name(), List.copyOf(now));
      now.stream().filter(refusal -> !before.contains(refusal)).forEach(observer::onRefused);
    }

    @Override
    public void state(SourceRunner unused) {
      if (runner.delivered() && !settling) {
        settling = true;
        settle(declared == null ? 0 : ROUNDS);
      }
      changed.run();
    }

    private void settle(int rounds) {
      if (rounds > 0) {
        loop.execute(() -> settle(rounds - 1));
        return;
      }
      settled = true;
      if (declared == null) {
        cache.open(index);
      }
      changed.run();
    }
  }
}
