package io.discovery.snapshot;

import io.discovery.address.Ip;
import io.discovery.model.IpFamily;
import io.discovery.model.Protocol;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be connected to: an address and a port, and what is known of the Pod behind.
 *
 * <p>Equal by Pod UID (by address, where there is no Pod) and port: a Pod keeps its identity when
 * its zone or readiness changes, and an address that another Pod inherits is another endpoint.
 */
public final class Endpoint implements Comparable<Endpoint> {
  private final Ip address;
  private final int port;
  private final String portName;
  private final Protocol protocol;
  private final @Nullable String pod;
  private final @Nullable String podUid;
  private final @Nullable String node;
  private final @Nullable String zone;
  private final @Nullable String hostname;

  private Endpoint(Builder from) {
    if (from.port < 1 || from.port > 65535) {
      throw new IllegalArgumentException("port: " + from.port + " (expected: 1..65535)");
    }
    address = from.address;
    port = from.port;
    portName = from.portName;
    protocol = from.protocol;
    pod = from.pod;
    podUid = from.podUid;
    node = from.node;
    zone = from.zone;
    hostname = from.hostname;
  }

  /**
   * Returns an endpoint of which nothing but the TCP address is known.
   *
   * @throws IllegalArgumentException if the address is none or the port is not in 1..65535
   */
  public static Endpoint of(String address, int port) {
    return builder(Ip.parse(address), port).build();
  }

  /** Returns a builder with an address and a port. */
  public static Builder builder(Ip address, int port) {
    return new Builder(address, port);
  }

  /** Returns the address. */
  public Ip address() {
    return address;
  }

  /** Returns the port number, 1..65535. */
  public int port() {
    return port;
  }

  /** Returns the name of the Service port, empty for the unnamed one. */
  public String portName() {
    return portName;
  }

  /** Returns the transport protocol. */
  public Protocol protocol() {
    return protocol;
  }

  /** Returns the name of the Pod. */
  public @Nullable String pod() {
    return pod;
  }

  /** Returns the UID of the Pod. */
  public @Nullable String podUid() {
    return podUid;
  }

  /** Returns the node that the Pod runs on. */
  public @Nullable String node() {
    return node;
  }

  /** Returns the zone that the Pod runs in. */
  public @Nullable String zone() {
    return zone;
  }

  /** Returns the host name under which DNS knows the endpoint. */
  public @Nullable String hostname() {
    return hostname;
  }

  /** Returns the address as it stands in a URI: IPv6 in brackets. */
  public String host() {
    return address.family().equals(IpFamily.IPV6) ? "[" + address + "]" : address.toString();
  }

  /**
   * Returns {@code scheme://host:port/path}.
   *
   * @param path path and query, beginning with a slash; must be a legal part of a URI
   */
  public URI uri(String scheme, String path) {
    return URI.create(scheme + "://" + host() + ":" + port + path);
  }

  /** Returns the address for a socket; nothing is resolved. */
  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(address.toInetAddress(), port);
  }

  /** Returns whether all is the same, also what equality passes over. */
  public boolean sameAs(Endpoint other) {
    return equals(other)
        && address.equals(other.address)
        && portName.equals(other.portName)
        && protocol.equals(other.protocol)
        && Objects.equals(pod, other.pod)
        && Objects.equals(node, other.node)
        && Objects.equals(zone, other.zone)
        && Objects.equals(hostname, other.hostname);
  }

  /** Orders by address, port, then Pod UID. */
  @Override
  public int compareTo(Endpoint other) {
    int order = address.compareTo(other.address);
    if (order == 0) {
      order = Integer.compare(port, other.port);
    }
    if (order == 0) {
      order = (podUid == null ? "" : podUid).compareTo(other.podUid == null ? "" : other.podUid);
    }
    return order;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object == this
        || (object instanceof Endpoint other
            && port == other.port
            && Objects.equals(podUid, other.podUid)
            && (podUid != null || address.equals(other.address)));
  }

  @Override
  public int hashCode() {
    return 31 * (podUid != null ? podUid.hashCode() : address.hashCode()) + port;
  }

  /** Returns {@code address:port}, and the Pod if there is one. */
  @Override
  public String toString() {
    String socket = host() + ":" + port;
    return pod == null ? socket : socket + " (" + pod + ")";
  }

  /** A builder of {@link Endpoint}; not thread-safe. */
  public static final class Builder {
    private final Ip address;
    private final int port;
    private String portName = "";
    private Protocol protocol = Protocol.TCP;
    private @Nullable String pod;
    private @Nullable String podUid;
    private @Nullable String node;
    private @Nullable String zone;
    private @Nullable String hostname;

    private Builder(Ip address, int port) {
      this.address = Objects.requireNonNull(address, "address");
      this.port = port;
    }

    /** Sets the name of the Service port; default empty. */
    public Builder portName(String portName) {
      this.portName = Objects.requireNonNull(portName, "portName");
      return this;
    }

    /** Sets the transport protocol; default TCP. */
    public Builder protocol(Protocol protocol) {
      this.protocol = Objects.requireNonNull(protocol, "protocol");
      return this;
    }

    /** Sets name and UID of the Pod; either may be unknown. */
    public Builder pod(@Nullable String name, @Nullable String uid) {
      this.pod = name;
      this.podUid = uid;
      return this;
    }

    /** Sets the node that the Pod runs on. */
    public Builder node(@Nullable String node) {
      this.node = node;
      return this;
    }

    /** Sets the zone that the Pod runs in. */
    public Builder zone(@Nullable String zone) {
      this.zone = zone;
      return this;
    }

    /** Sets the host name under which DNS knows the endpoint. */
    public Builder hostname(@Nullable String hostname) {
      this.hostname = hostname;
      return this;
    }

    /**
     * Returns the endpoint.
     *
     * @throws IllegalArgumentException if the port is not in 1..65535
     */
    public Endpoint build() {
      return new Endpoint(this);
    }
  }
}
