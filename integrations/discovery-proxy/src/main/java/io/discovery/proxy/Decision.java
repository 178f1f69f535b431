package io.discovery.proxy;

import io.discovery.address.Ip;
import io.discovery.snapshot.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of one connection or one datagram; immutable. */
public final class Decision {
  /** What is done. */
  public enum Outcome {
    /** It goes to {@link Decision#endpoint()}. */
    ENDPOINT,
    /** It is refused at once: a reset, or an answer that the port is closed. */
    REJECT,
    /** Nobody answers, and nothing is closed. */
    DROP,
    /** It is no Service's. */
    NO_MATCH
  }

  /** For how long userspace mode waits for an endpoint to accept (pkg/proxy/userspace). */
  private static final List<Duration> DIALS =
      List.of(
          Duration.ofMillis(250),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2));

  /** As long as a Linux client tries to connect. */
  private static final Duration PATIENCE = Duration.ofSeconds(127);

  private final Outcome outcome;
  final Packet packet;
  final List<Endpoint> tried;
  private final @Nullable Flow flow;

  private Decision(Outcome outcome, Packet packet, List<Endpoint> tried, @Nullable Flow flow) {
    this.outcome = outcome;
    this.packet = packet;
    this.tried = tried;
    this.flow = flow;
  }

  static Decision nothing(Outcome outcome, Packet packet) {
    return new Decision(outcome, packet, List.of(), null);
  }

  static Decision to(Endpoint endpoint, Packet packet) {
    return new Decision(Outcome.ENDPOINT, packet, List.of(endpoint), null);
  }

  /** Returns the decision of a flow. */
  Decision in(Flow flow) {
    return new Decision(outcome, packet, tried, flow);
  }

  /** Returns the decision to try another endpoint. */
  Decision then(Endpoint endpoint) {
    List<Endpoint> more = new ArrayList<>(tried);
    more.add(endpoint);
    return new Decision(Outcome.ENDPOINT, packet, List.copyOf(more), null);
  }

  /** Returns what is done. */
  public Outcome outcome() {
    return outcome;
  }

  /** Returns where it goes. */
  public Endpoint endpoint() {
    if (tried.isEmpty()) {
      throw new IllegalStateException("endpoint: there is none (" + outcome + ")");
    }
    return tried.get(tried.size() - 1);
  }

  /** Returns where the client sent it. */
  public Frontend destination() {
    return packet.destination();
  }

  /** Returns for how long to wait until the endpoint accepts. */
  public Duration dialTimeout() {
    return packet.mode() == Mode.USERSPACE ? DIALS.get(tried.size() - 1) : PATIENCE;
  }

  /** Returns whether another endpoint may be tried where this one does not accept. */
  boolean mayTryAnother() {
    return packet.mode() == Mode.USERSPACE && tried.size() < DIALS.size();
  }

  /** Returns the flow that a datagram belongs to; null for a connection and for what is refused. */
  public @Nullable Flow flow() {
    return flow;
  }

  /** Returns the outcome, and the endpoint if there is one. */
  @Override
  public String toString() {
    return tried.isEmpty() ? outcome.toString() : "ENDPOINT " + endpoint();
  }

  /**
   * What is decided about.
   *
   * @param mode how the endpoint is chosen
   * @param source address of the client
   * @param fromNode whether the client is a process of the node itself, outside of Pods
   * @param destination where it was sent
   */
  record Packet(Mode mode, Ip source, boolean fromNode, Frontend destination) {}
}
