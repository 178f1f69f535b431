package io.discovery.core.balancer;

import io.discovery.balancer.Candidates;
import io.discovery.balancer.Picker;
import io.discovery.balancer.Policy;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.ServicePortName;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a Service port keeps for picking as long as it lives; confined to the loop. */
public final class PortBalancer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PortBalancer.class);

  private final Policy policy;
  private final Policy.Context context;
  private final PolicyPickers pickers;
  private final Quarantine quarantine = new Quarantine();
  private Roster roster;
  private @Nullable AffinityTable affinities;
  private @Nullable Traits traits;
  private @Nullable PortPicker last;
  private @Nullable String lastProblem;

  /** Asks the policy for a balancer; if that throws, picks are random and explain says why. */
  public PortBalancer(ServicePortName name, Policy policy, PickContext context) {
    this.policy = policy;
    this.context = new Policy.Context(name, context.time(), context.randomness());
    this.pickers = new PolicyPickers(policy, this.context);
    this.roster = Roster.empty(new Permits(quarantine, context));
  }

  /**
   * Returns what picks go through from now on; the same instance if neither the set nor what
   * matters of the Service changed.
   *
   * <p>What clients with affinity hold on to and what is known of endpoints goes on; a Service with
   * another UID is another Service, and its clients pick anew.
   */
  public PortPicker rebuild(Service service, EndpointSet endpoints) {
    Traits now = Traits.of(service);
    if (last != null && isSame(last.endpoints(), endpoints) && now.equals(traits)) {
      return last;
    }
    follow(now);
    roster = roster.next(endpoints);
    List<LiveCandidate> candidates = roster.candidates();
    releaseUnusable(candidates);
    last = candidates.isEmpty() ? none(service, endpoints) : picker(endpoints, candidates);
    return last;
  }

  /** Endpoints are equal although their zones differ; a set that did not change is the same. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(EndpointSet set, EndpointSet other) {
    return set == other;
  }

  private void follow(Traits now) {
    boolean sameService = traits != null && Objects.equals(traits.uid(), now.uid());
    if (now.affinity() == null) {
      affinities = null;
    } else if (affinities == null || !sameService) {
      affinities = new AffinityTable(now.affinity(), context.time());
    } else {
      affinities.timeout(now.affinity());
    }
    traits = now;
  }

  private void releaseUnusable(List<LiveCandidate> candidates) {
    if (!quarantine.isEmpty()) {
      Set<Endpoint> usable = new HashSet<>();
      candidates.forEach(candidate -> usable.add(candidate.endpoint()));
      quarantine.keep(aside -> usable.contains(aside.endpoint()));
    }
  }

  private static PortPicker none(Service service, EndpointSet endpoints) {
    Verdict verdict = Verdict.of(service, endpoints);
    return PortPicker.none(verdict.reason(), verdict.message(), endpoints);
  }

  private PortPicker picker(EndpointSet endpoints, List<LiveCandidate> candidates) {
    Candidates all = Candidates.of(candidates);
    Picker picker = pickers.rebuild(all);
    String problem = pickers.problem();
    if (problem != null && !problem.equals(lastProblem)) {
      LOG.warn("{}", problem, pickers.failure());
    }
    lastProblem = problem;
    AffinityTable table = affinities;
    Picker direct = table == null ? picker : new StickyPicker(table, picker, Set.of(), Set.of());
    Detour detour = new Detour(all, policy, context, quarantine, table);
    return new PortPicker(endpoints, direct, quarantine, detour, problem);
  }

  /** Forgets who sits where and what is known of endpoints; pickers that were given stay valid. */
  @Override
  public void close() {
    affinities = null;
    last = null;
  }

  /** What matters of a Service for its picks, and for what is said where there are none. */
  private record Traits(
      @Nullable String uid,
      @Nullable Duration affinity,
      Map<String, String> selector,
      List<Service.Port> ports) {
    static Traits of(Service service) {
      ServiceSpec spec = service.spec();
      return new Traits(
          service.metadata().uid(), Affinity.timeout(spec), spec.selector(), spec.ports());
    }
  }
}
