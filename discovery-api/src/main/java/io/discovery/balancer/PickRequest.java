package io.discovery.balancer;

import io.discovery.address.Ip;
import io.discovery.snapshot.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a caller says with a pick; immutable. */
public final class PickRequest {
  /** The request that says nothing. */
  public static final PickRequest ANY = new PickRequest(null, 0, null, List.of(), Duration.ZERO);

  private final @Nullable String affinityKey;
  private final long affinityHash;
  private final @Nullable Ip clientAddress;
  private final List<Endpoint> avoid;
  private final Duration waitAtMost;

  private PickRequest(
      @Nullable String affinityKey,
      long affinityHash,
      @Nullable Ip clientAddress,
      List<Endpoint> avoid,
      Duration waitAtMost) {
    this.affinityKey = affinityKey;
    this.affinityHash = affinityHash;
    this.clientAddress = clientAddress;
    this.avoid = avoid;
    this.waitAtMost = waitAtMost;
  }

  /**
   * Returns a request whose key keeps its callers on one endpoint, where the policy has affinity.
   */
  public static PickRequest affinity(String key) {
    return ANY.withAffinity(key);
  }

  /**
   * Returns a request on behalf of a client.
   *
   * @param address address of the client, as text
   * @throws IllegalArgumentException if the text is no address
   */
  public static PickRequest client(String address) {
    return ANY.withClient(Ip.parse(address));
  }

  /** Returns a copy with an affinity key. */
  public PickRequest withAffinity(String key) {
    Objects.requireNonNull(key, "key");
    return new PickRequest(key, hash(key), clientAddress, avoid, waitAtMost);
  }

  /** Returns a copy on behalf of a client. */
  public PickRequest withClient(Ip address) {
    Objects.requireNonNull(address, "address");
    return new PickRequest(affinityKey, affinityHash, address, avoid, waitAtMost);
  }

  /**
   * Returns a copy that avoids these endpoints too, as long as there are others.
   *
   * <p>Avoiding goes before affinity.
   */
  public PickRequest avoid(Collection<Endpoint> endpoints) {
    List<Endpoint> all = new ArrayList<>(avoid);
    all.addAll(endpoints);
    return new PickRequest(affinityKey, affinityHash, clientAddress, List.copyOf(all), waitAtMost);
  }

  /** Returns a copy that avoids this endpoint too, as long as there are others. */
  public PickRequest avoid(Endpoint endpoint) {
    return avoid(List.of(endpoint));
  }

  /**
   * Returns a copy that waits for a first endpoint; by default a pick never waits.
   *
   * @throws IllegalArgumentException if the time is negative
   */
  public PickRequest waitAtMost(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("waitAtMost: " + time + " (expected: not negative)");
    }
    return new PickRequest(affinityKey, affinityHash, clientAddress, avoid, time);
  }

  /** Returns the affinity key. */
  public @Nullable String affinityKey() {
    return affinityKey;
  }

  /** Returns a hash of the affinity key, the same in every JVM; 0 if there is none. */
  public long affinityHash() {
    return affinityHash;
  }

  /** Returns the address of the client; null means this process. */
  public @Nullable Ip clientAddress() {
    return clientAddress;
  }

  /** Returns the endpoints to avoid. */
  public List<Endpoint> avoid() {
    return avoid;
  }

  /** Returns how long to wait for a first endpoint; zero means not at all. */
  public Duration waitAtMost() {
    return waitAtMost;
  }

  /** FNV-1a, then the finalizer of MurmurHash3, which spreads the low bits. */
  private static long hash(String key) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof PickRequest other
        && Objects.equals(affinityKey, other.affinityKey)
        && Objects.equals(clientAddress, other.clientAddress)
        && avoid.equals(other.avoid)
        && waitAtMost.equals(other.waitAtMost);
  }

  @Override
  public int hashCode() {
    return Objects.hash(affinityKey, clientAddress, avoid, waitAtMost);
  }

  @Override
  public String toString() {
    return "PickRequest[affinity="
        + affinityKey
        + ", client="
        + clientAddress
        + ", avoid="
        + avoid
        + ", waitAtMost="
        + waitAtMost
        + "]";
  }
}
