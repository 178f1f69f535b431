package io.discovery.proxy;

import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.ServicePortName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a node does with the first packet of a connection; immutable. */
public final class Verdict {
  /** It is refused at once. */
  public static final Verdict REJECT = new Verdict(Decision.Outcome.REJECT);

  /** Nobody answers. */
  public static final Verdict DROP = new Verdict(Decision.Outcome.DROP);

  /** It is no Service's, and goes on as it is. */
  public static final Verdict NO_MATCH = new Verdict(Decision.Outcome.NO_MATCH);

  private final Decision.Outcome outcome;
  final @Nullable Backends backends;
  final Pool pool;
  private final boolean masquerade;
  private final List<Endpoint> hairpins;

  private Verdict(Decision.Outcome outcome) {
    this.outcome = outcome;
    backends = null;
    pool = Pool.EMPTY;
    masquerade = false;
    hairpins = List.of();
  }

  Verdict(Backends backends, Pool pool, boolean masquerade, List<Endpoint> hairpins) {
    outcome = Decision.Outcome.ENDPOINT;
    this.backends = backends;
    this.pool = pool;
    this.masquerade = masquerade;
    this.hairpins = hairpins;
  }

  /** Returns what is done. */
  public Decision.Outcome outcome() {
    return outcome;
  }

  /** Returns the Service port whose endpoints it may go to; null if it goes to none. */
  public @Nullable ServicePortName port() {
    return backends == null ? null : backends.name;
  }

  /** Returns the endpoints that it may go to, each equally likely, in order of address and port. */
  public List<Endpoint> endpoints() {
    return pool.endpoints;
  }

  /** Returns whether every endpoint sees the node's address in place of the client's. */
  public boolean masquerade() {
    return masquerade;
  }

  /** Returns endpoints that see the node's address all the same: the client is that endpoint. */
  public List<Endpoint> hairpins() {
    return hairpins;
  }

  /** Returns for how long a client stays with its endpoint; 0 if it does not. */
  public int affinitySeconds() {
    return backends == null ? 0 : backends.affinitySeconds;
  }
}
