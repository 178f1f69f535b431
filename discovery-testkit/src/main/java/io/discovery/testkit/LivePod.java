package io.discovery.testkit;

import io.discovery.address.Ip;
import io.discovery.core.ControlPlane;
import io.discovery.model.NamespacedName;
import io.discovery.model.Pod;
import io.discovery.model.PodSpec;
import io.discovery.model.PodStatus;
import io.discovery.model.Protocol;
import io.discovery.model.ResourceKind;
import io.discovery.time.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The life of one Pod, step by step; confined to the loop. */
final class LivePod {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  /** More would not fit into nanoseconds. */
  private static final long LONGEST_GRACE = 1L << 32;

  private final Kubelet kubelet;
  private final ControlPlane plane;
  private final PodHandle handle;
  private final LongAdder served = new LongAdder();
  private final BackOff backOff = new BackOff();
  private final Map<Place, Listener> listeners = new LinkedHashMap<>();
  private final List<EventLoop.Timer> timers = new ArrayList<>();

  private Pod pod;
  private PodProfile profile = PodProfile.NONE;
  private Stage stage = Stage.WAITING;
  private @Nullable String ip;
  private boolean ready;
  private int restarts;
  private @Nullable Instant startedAt;
  private @Nullable Instant endedAt;

  private enum Stage {
    WAITING,
    RUNNING,
    BACK_OFF,
    DRAINING,
    DEAD,
    GONE
  }

  LivePod(Kubelet kubelet, ControlPlane plane, Pod pod) {
    this.kubelet = kubelet;
    this.plane = plane;
    this.pod = pod;
    this.handle = new PodDoor(kubelet.driver(), this);
  }

  PodHandle handle() {
    return handle;
  }

  NamespacedName name() {
    return pod.namespacedName();
  }

  Pod pod() {
    return pod;
  }

  int restarts() {
    return restarts;
  }

  long served() {
    return served.sum();
  }

  String image() {
    List<PodSpec.Container> containers = pod.spec().containers();
    String image = containers.isEmpty() ? null : containers.get(0).image();
    return image == null ? "" : image;
  }

  PodHandle.State state() {
    if (stage == Stage.GONE) {
      return PodHandle.State.GONE;
    }
    if (stage == Stage.DEAD) {
      return PodHandle.State.DEAD;
    }
    if (pod.metadata().terminating()) {
      return PodHandle.State.TERMINATING;
    }
    return switch (stage) {
      case RUNNING -> ready ? PodHandle.State.READY : PodHandle.State.NOT_READY;
      case BACK_OFF -> PodHandle.State.BACK_OFF;
      default -> PodHandle.State.PENDING;
    };
  }

  /** The Pod was created, or bound by somebody else. */
  void begin() {
    if (pod.spec().nodeName() == null) {
      after(PodProfile.drawn(kubelet.randomness(), 1, 5), this::bind);
    } else {
      bound();
    }
  }

  private void bind() {
    String node = kubelet.nodes().choose(pod);
    step("scheduled " + node);
    plane.bind(name(), node);
    bound();
  }

  private void bound() {
    kubelet.nodes().bound(node(), pod);
    profile = kubelet.profileOf(pod);
    after(profile.startAfter(kubelet.randomness()), this::start);
  }

  private String node() {
    String node = pod.spec().nodeName();
    return node == null ? "" : node;
  }

  private void start() {
    if (ip == null) {
      ip = kubelet.nodes().takeAddress(node());
    }
    step("started " + ip);
    stage = Stage.RUNNING;
    startedAt = now();
    if (!open(ip)) {
      crash();
      return;
    }
    after(profile.readyAfter(kubelet.randomness()), () -> ready(true));
    write();
  }

  /** Returns whether each TCP and UDP port has its server. */
  private boolean open(String ip) {
    try {
      for (PodSpec.Container container : pod.spec().containers()) {
        for (PodSpec.ContainerPort port : container.ports()) {
          Protocol protocol = Objects.requireNonNullElse(port.protocol(), Protocol.TCP);
          if (Place.serves(protocol)) {
            open(new Place(protocol, Ip.parse(ip), port.containerPort()));
          }
        }
      }
      return true;
    } catch (IOException e) {
      step("failed to listen: " + e.getMessage());
      return false;
    }
  }

  private void open(Place place) throws IOException {
    if (!listeners.containsKey(place)) {
      PodServer server = profile.serverOf(handle);
      Listener listener = kubelet.network().newListener(name().name(), server, served);
      kubelet.network().open(place, listener);
      listeners.put(place, listener);
    }
  }

  private void closeListeners() {
    listeners.keySet().forEach(kubelet.network()::close);
    listeners.clear();
  }

  void crash() {
    require(stage == Stage.RUNNING, "crash");
    step("crashed");
    closeListeners();
    cancelTimers();
    ready = false;
    endedAt = now();
    stage = Stage.BACK_OFF;
    Duration wait = backOff.ended(kubelet.nanos());
    write(!wait.isZero());
    after(wait.plus(profile.startAfter(kubelet.randomness())), this::restart);
  }

  private void restart() {
    restarts++;
    backOff.restarted(kubelet.nanos());
    start();
  }

  void ready(boolean wanted) {
    require(stage == Stage.RUNNING || stage == Stage.DRAINING, "change readiness of");
    cancelTimersUnlessDraining();
    if (ready != wanted) {
      ready = wanted;
      step(wanted ? "ready" : "not ready");
      write();
    }
  }

  void delete() {
    require(stage != Stage.GONE, "delete");
    plane.delete(ResourceKind.POD, name());
  }

  void kill(Duration unnoticed) {
    require(stage != Stage.GONE && stage != Stage.DEAD, "kill");
    step("killed");
    closeListeners();
    cancelTimers();
    stage = Stage.DEAD;
    after(unnoticed, this::remove);
  }

  /** The store has a new state of the Pod. */
  void changed(Pod now) {
    boolean asked = now.metadata().terminating() && !pod.metadata().terminating();
    pod = now;
    if (asked && stage != Stage.DEAD) {
      kubelet.loop().execute(this::terminate);
    }
  }

  private void terminate() {
    if (stage == Stage.GONE || stage == Stage.DEAD || stage == Stage.DRAINING) {
      return;
    }
    cancelTimers();
    if (stage != Stage.RUNNING) {
      remove();
    } else if (kubelet.abrupt()) {
      step("cut off");
      closeListeners();
      stage = Stage.DEAD;
      remove();
    } else {
      step("terminating");
      stage = Stage.DRAINING;
      listeners.values().forEach(Listener::drain);
      Duration grace = grace();
      Duration drain = profile.drainTime().compareTo(grace) < 0 ? profile.drainTime() : grace;
      long end = kubelet.nanos() + grace.toNanos();
      after(drain, () -> stop(end));
    }
  }

  private Duration grace() {
    Long seconds = pod.metadata().deletionGracePeriodSeconds();
    return Duration.ofSeconds(seconds == null ? 0 : Math.min(seconds, LONGEST_GRACE));
  }

  /** Ends once no request is in flight, or the grace period is over. */
  private void stop(long end) {
    boolean busy = listeners.values().stream().anyMatch(listener -> listener.inFlight() > 0);
    if (busy && kubelet.nanos() < end) {
      after(LOOK_AGAIN, () -> stop(end));
      return;
    }
    step("stopped");
    closeListeners();
    remove();
  }

  private void remove() {
    if (stage != Stage.GONE) {
      plane.delete(ResourceKind.POD, name(), 0);
    }
  }

  /** The store has the Pod no more. */
  void gone() {
    cancelTimers();
    closeListeners();
    if (kubelet.nodes().has(pod.spec().nodeName())) {
      kubelet.nodes().gone(node(), pod);
      if (ip != null) {
        kubelet.nodes().giveBack(node(), ip);
      }
    }
    stage = Stage.GONE;
  }

  /** Ends it where it is; a termination that is under way comes to nothing. */
  void close() {
    cancelTimers();
    closeListeners();
    stage = Stage.GONE;
  }

  private void write() {
    write(false);
  }

  private void write(boolean waits) {
    PodStatuses.Containers containers =
        new PodStatuses.Containers(
            stage == Stage.RUNNING || stage == Stage.DRAINING,
            ready,
            restarts,
            waits,
            startedAt,
            endedAt);
    String host = kubelet.nodes().hostAddress(node());
    PodStatus status = PodStatuses.of(pod, ip, host, containers, now());
    plane.updateStatus(pod.withStatus(status));
  }

  private Instant now() {
    return kubelet.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private void after(Duration delay, Runnable step) {
    timers.add(kubelet.loop().schedule(delay, step));
  }

  private void cancelTimers() {
    timers.forEach(EventLoop.Timer::cancel);
    timers.clear();
  }

  private void cancelTimersUnlessDraining() {
    if (stage != Stage.DRAINING) {
      cancelTimers();
    }
  }

  private void require(boolean holds, String verb) {
    if (!holds) {
      throw new IllegalStateException(
          name() + ": cannot " + verb + " it (" + state() + "; expected: running)");
    }
  }

  private void step(String text) {
    kubelet.step(name(), text);
  }
}
