package io.discovery.proxy;

import io.discovery.address.Ip;
import io.discovery.core.view.ServiceView;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.NamespacedName;
import io.discovery.model.Node;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.ServiceName;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of connections and datagrams on one node, without I/O.
 *
 * <p>One thread tells it what the cluster has: {@link #publish}, {@link #node}, {@link #applied}
 * and {@link #expire}. Any thread may ask.
 */
public final class NodeProxy {
  private final Settings settings;
  private final Time time;
  private final Randomness randomness;
  private final Affinity affinity;
  private final Flows flows;
  private final Health health;
  private final Map<NamespacedName, List<EndpointSlice>> slices = new LinkedHashMap<>();

  /** Closed, but their flows go on. */
  private final Set<Frontend> lingering = new LinkedHashSet<>();

  private volatile NodeView view;
  private volatile NodeView applied4;
  private volatile NodeView applied6;

  /**
   * Makes the proxy of a node that is not known yet.
   *
   * @param randomness for all threads that ask
   */
  public NodeProxy(Settings settings, Time time, Randomness randomness) {
    this.settings = settings;
    this.time = time;
    this.randomness = randomness;
    affinity = new Affinity(settings.mode(), settings.capacity().records());
    flows = new Flows(settings.capacity().flows());
    health = new Health(time, settings.syncPeriod());
    view = NodeView.of(null, settings.serviceRanges(), settings.podRanges());
    applied4 = view;
    applied6 = view;
  }

  /** Takes the node as it is now; null if there is none. */
  public Plan node(@Nullable Node node) {
    NodeView before = view;
    view = before.withNode(node);
    if (before.site().sameAs(view.site())) {
      return Plan.NOTHING;
    }
    health.pending(AddressType.IPV4);
    health.pending(AddressType.IPV6);
    return plan(before, before.names());
  }

  /** Takes Services as they are now; decisions follow at once. */
  Plan publish(Collection<ServiceState> changes) {
    NodeView before = view;
    NodeView next = before;
    List<ServiceName> names = new ArrayList<>();
    Set<AddressType> flush = new LinkedHashSet<>();
    for (ServiceState change : changes) {
      ServiceName name = nameOf(change);
      if (name != null) {
        names.add(name);
        ServiceView known = change.view();
        next = known == null || known.snapshot() == null ? next.without(name) : next.with(known);
      }
      follow(change, flush);
    }
    view = next;
    for (ServiceName name : names) {
      if (!Claims.sameService(before.service(name), next.service(name))) {
        before.frontends(name).forEach(each -> health.pending(each.family()));
        next.frontends(name).forEach(each -> health.pending(each.family()));
      }
    }
    // First the flows: a frontend without any is closed at once.
    for (AddressType family : flush) {
      flush(family);
    }
    return plan(before, names);
  }

  private static @Nullable ServiceName nameOf(ServiceState change) {
    try {
      return ServiceName.of(change.name());
    } catch (IllegalArgumentException e) {
      return null; // no Service can have it, but slices can
    }
  }

  /** Notes the slices of a Service, and the families whose flows are looked through for that. */
  private void follow(ServiceState change, Set<AddressType> flush) {
    List<EndpointSlice> now = change.slices();
    List<EndpointSlice> before =
        now.isEmpty() ? slices.remove(change.name()) : slices.put(change.name(), now);
    List<EndpointSlice> was = before == null ? List.of() : before;
    for (AddressType family : List.of(AddressType.IPV4, AddressType.IPV6)) {
      if (!Slices.same(was, now, family)) {
        health.pending(family);
        if (Slices.haveUdp(was, family) || Slices.haveUdp(now, family)) {
          flush.add(family);
        }
      }
    }
  }

  private void flush(AddressType family) {
    flows.forget(
        flow ->
            flow.key.destination().family().equals(family)
                && !view.keeps(flow.key.destination(), flow.target));
  }

  private Plan plan(NodeView before, List<ServiceName> names) {
    Set<Frontend> touched = new LinkedHashSet<>(lingering);
    for (ServiceName name : names) {
      touched.addAll(before.frontends(name));
      touched.addAll(view.frontends(name));
    }
    List<Frontend> open = new ArrayList<>();
    List<Frontend> close = new ArrayList<>();
    for (Frontend frontend : touched) {
      boolean was = before.isOpen(frontend) || lingering.contains(frontend);
      boolean is = view.isOpen(frontend);
      lingering.remove(frontend);
      if (is && !was) {
        open.add(frontend);
      } else if (was && !is) {
        if (flows.has(frontend)) {
          lingering.add(frontend);
        } else {
          close.add(frontend);
        }
      }
    }
    return new Plan(open, close);
  }

  /** Notes that what was planned has been done in a family; until then its health grows old. */
  public void applied(AddressType family) {
    if (family.equals(AddressType.IPV4)) {
      applied4 = view;
    } else {
      applied6 = view;
    }
    health.applied(family);
  }

  /** Forgets flows that have been silent; to be called every second or so. */
  public Plan expire() {
    flows.expire(time.nanoTime());
    List<Frontend> close = flows.without(lingering);
    close.forEach(lingering::remove);
    return new Plan(List.of(), close);
  }

  /**
   * Decides about a new connection.
   *
   * @param fromNode whether the client is a process of the node itself, outside of Pods
   */
  public Decision connect(Ip source, boolean fromNode, Frontend destination) {
    Decision.Packet packet = new Decision.Packet(settings.mode(), source, fromNode, destination);
    return decide(packet, view);
  }

  private Decision decide(Decision.Packet packet, NodeView view) {
    Verdict verdict = view.verdict(packet.source(), packet.fromNode(), packet.destination());
    Backends backends = verdict.backends;
    if (backends == null) {
      return Decision.nothing(verdict.outcome(), packet);
    }
    long now = time.nanoTime();
    boolean sticky = backends.affinitySeconds > 0;
    Endpoint endpoint = sticky ? affinity.find(packet.source(), backends, verdict.pool, now) : null;
    if (endpoint == null) {
      endpoint =
          packet.mode() == Mode.DIRECT
              ? verdict.pool.any(randomness)
              : verdict.pool.next(randomness, List.of());
    }
    if (sticky) {
      affinity.use(packet.source(), backends, endpoint, now);
    }
    return Decision.to(endpoint, packet);
  }

  /**
   * Decides what is done after an endpoint did not accept: userspace mode tries another one, with
   * which the client then stays; packet filters try nothing, and the client is refused.
   */
  public Decision dialFailed(Decision failed) {
    Decision.Packet packet = failed.packet;
    Verdict verdict = verdict(packet.source(), packet.fromNode(), packet.destination());
    Backends backends = verdict.backends;
    if (backends == null || !failed.mayTryAnother()) {
      return Decision.nothing(Decision.Outcome.REJECT, packet);
    }
    Endpoint endpoint = verdict.pool.next(randomness, failed.tried);
    if (backends.affinitySeconds > 0) {
      affinity.use(packet.source(), backends, endpoint, time.nanoTime());
    }
    return failed.then(endpoint);
  }

  /**
   * Decides about a datagram: it goes where those before it went, until the flow is forgotten.
   *
   * @param port port of the client
   * @param fromNode whether the client is a process of the node itself, outside of Pods
   */
  public Decision datagram(Ip source, int port, boolean fromNode, Frontend destination) {
    Flow.Key key = new Flow.Key(source, port, destination);
    long now = time.nanoTime();
    Flow flow = flows.find(key, now);
    if (flow != null) {
      return flow.decision;
    }
    Decision.Packet packet = new Decision.Packet(settings.mode(), source, fromNode, destination);
    while (true) {
      NodeView seen = view;
      Decision decision = decide(packet, seen);
      Target target = target(decision, seen);
      if (target == null) {
        return decision;
      }
      flow = flows.add(new Flow(key, target, decision, now), now);
      if (view == seen || view.keeps(destination, flow.target)) {
        return flow.decision;
      }
      // Flows were looked through before this one was there.
      Flow late = flow;
      flows.forget(each -> each == late);
    }
  }

  /** Returns where what follows goes as well; null if it is looked at by itself. */
  private static @Nullable Target target(Decision decision, NodeView view) {
    if (decision.outcome() == Decision.Outcome.ENDPOINT) {
      return Target.of(decision.endpoint());
    }
    // A packet filter lets the node itself take it, and goes on to do so.
    Ip address = decision.destination().address();
    boolean own =
        decision.packet.mode() == Mode.DIRECT
            && decision.outcome() == Decision.Outcome.NO_MATCH
            && address.equals(view.site().address(address));
    return own ? new Target(address, decision.destination().port()) : null;
  }

  /** Notes that an endpoint has answered in a flow, which keeps it alive. */
  public void replied(Flow flow) {
    flow.used = time.nanoTime();
  }

  /**
   * Returns where packets may go.
   *
   * @param fromNode whether the client is a process of the node itself, outside of Pods
   */
  public Verdict verdict(Ip source, boolean fromNode, Frontend destination) {
    return view.verdict(source, fromNode, destination);
  }

  /** Answers what kube-proxy answers on port 10256: {@code /healthz} and {@code /livez}. */
  public Answer health(String path) {
    return switch (path) {
      case "/healthz" -> health.answer(view.site().eligible);
      case "/livez" -> health.answer(null);
      default -> Answer.notFound();
    };
  }

  /** Answers at a health port, whatever is asked; null if nobody listens there. */
  public @Nullable Answer health(Frontend frontend) {
    AddressType family = frontend.family();
    Claims service = (family.equals(AddressType.IPV4) ? applied4 : applied6).health(frontend);
    if (service == null) {
      return null;
    }
    int ready = service.ready(family);
    boolean healthy = health.isHealthy();
    String body =
        """
        {
        \t"service": {
        \t\t"namespace": "%s",
        \t\t"name": "%s"
        \t},
        \t"localEndpoints": %d,
        \t"serviceProxyHealthy": %b
        }\
        """
            .formatted(service.name().namespace(), service.name().name(), ready, healthy);
    return Answer.json(ready > 0 && healthy, body)
        .with("X-Load-Balancing-Endpoint-Weight", String.valueOf(ready));
  }

  int flowCount() {
    return flows.size();
  }

  int recordCount() {
    return affinity.size();
  }

  /** Returns what decisions about something new follow from. */
  NodeView view() {
    return view;
  }

  /** Returns the node and how many Services it knows. */
  @Override
  public String toString() {
    return "NodeProxy[" + settings.mode() + ", " + view + "]";
  }
}
