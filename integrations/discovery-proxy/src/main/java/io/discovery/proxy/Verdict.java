package io.discovery.proxy;

import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.ServicePortName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a node does with the first packet of a connection; immutable. */
public final class Verdict {
  /** It is refused at once. */
  public static final Verdict REJECT = new Verdict();

  /** Nobody answers. */
  public static final Verdict DROP = new Verdict();

  /** It is no Service's, and goes on as it is. */
  public static final Verdict NO_MATCH = new Verdict();

  private final @Nullable Claim claim;
  private final List<Endpoint> endpoints;
  private final boolean masquerade;
  private final List<Endpoint> hairpins;

  private Verdict() {
    claim = null;
    endpoints = List.of();
    masquerade = false;
    hairpins = List.of();
  }

  Verdict(Claim claim, List<Endpoint> endpoints, boolean masquerade, List<Endpoint> hairpins) {
    this.claim = claim;
    this.endpoints = endpoints;
    this.masquerade = masquerade;
    this.hairpins = hairpins;
  }

  /** Returns the Service port whose endpoints it may go to; null if it goes to none. */
  public @Nullable ServicePortName port() {
    return claim == null ? null : claim.name;
  }

  /** Returns the endpoints that it may go to, each equally likely, in order of address and port. */
  public List<Endpoint> endpoints() {
    return endpoints;
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
    return claim == null ? 0 : claim.service.affinitySeconds();
  }
}
