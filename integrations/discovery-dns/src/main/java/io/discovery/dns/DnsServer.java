package io.discovery.dns;

import io.discovery.DiscoveryState;
import io.discovery.Registration;
import io.discovery.ServiceDiscovery;
import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.core.dns.ClusterZone;
import io.discovery.core.feed.Feed;
import io.discovery.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A name server for a cluster: answers as CoreDNS does, over UDP and TCP, by one thread.
 *
 * <p>Its answers are never older than the snapshot that the discovery has published.
 */
public final class DnsServer implements AutoCloseable {
  private final Poll poll;
  private final Registration following;
  private final InetSocketAddress address;

  private DnsServer(Builder settings, Feed feed, Sockets sockets) throws IOException {
    address = sockets.address();
    List<Runnable> ticks = new ArrayList<>();
    String thread = "discovery-dns-" + address.getPort();
    poll = new Poll(thread, settings.time, () -> ticks.forEach(Runnable::run));
    try {
      Upstream upstream = Upstream.NONE;
      if (settings.upstream != null) {
        Forwarder forwarder = new Forwarder(settings.upstream, poll, new SecureRandom());
        ticks.add(forwarder::tick);
        upstream = forwarder;
      }
      ClusterNames names = new ClusterNames(settings.time);
      Answers answers =
          new Answers(settings.zones(), names, settings.pods, settings::synced, upstream);
      TcpSocket tcp = new TcpSocket(sockets.tcp(), answers, poll, settings.maxConnections);
      ticks.add(tcp::tick);
      poll.add(sockets.udp(), SelectionKey.OP_READ, new UdpSocket(sockets.udp(), answers, poll));
      poll.add(sockets.tcp(), SelectionKey.OP_ACCEPT, tcp);
      following = feed.follow(names, settings.pods == PodNames.VERIFIED);
    } catch (IOException | RuntimeException e) {
      poll.close();
      throw e;
    }
    poll.start();
  }

  /** Returns a builder of a server for what a discovery knows. */
  public static Builder builder(ServiceDiscovery discovery) {
    return new Builder(discovery);
  }

  /** Returns where it listens, for UDP and TCP. */
  public InetSocketAddress address() {
    return address;
  }

  /** Returns the port on which it listens. */
  public int port() {
    return address.getPort();
  }

  /** Ends the thread and closes all sockets; the port can be bound again at once. */
  @Override
  public void close() {
    following.close();
    poll.close();
  }

  @Override
  public String toString() {
    return "DnsServer[" + address + "]";
  }

  /** A builder of {@link DnsServer}; not thread-safe. */
  public static final class Builder {
    private static final int MAX_ZONE = 56;
    private static final int MAX_TTL = 3_600;

    private final ServiceDiscovery discovery;
    private String zone = "cluster.local.";
    private List<Cidr> reverse = List.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0"));
    private int ttl = 5;
    private PodNames pods = PodNames.DISABLED;
    private List<Ip> servers = List.of();
    private InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private int maxConnections = 1_000;
    private Time time = Time.system();
    private @Nullable InetSocketAddress upstream;

    private Builder(ServiceDiscovery discovery) {
      this.discovery = Objects.requireNonNull(discovery, "discovery");
    }

    /**
     * Sets the zone of the cluster; default {@code cluster.local}.
     *
     * @throws IllegalArgumentException if it is no name of at most 56 characters
     */
    public Builder zone(String zone) {
      String name = zone.toLowerCase(Locale.ROOT);
      name = name.endsWith(".") ? name : name + ".";
      if (name.length() > MAX_ZONE || !name.matches("([a-z0-9]([-a-z0-9]*[a-z0-9])?\\.)+")) {
        throw new IllegalArgumentException(
            "zone: \"" + zone + "\" (expected: a name of at most " + MAX_ZONE + " characters)");
      }
      this.zone = name;
      return this;
    }

    /** Sets the ranges whose addresses have names; default all. */
    public Builder reverse(Cidr... ranges) {
      reverse = List.of(ranges);
      return this;
    }

    /**
     * Sets how many seconds answers may be kept; default 5.
     *
     * @throws IllegalArgumentException if it is less than 0 or more than 3,600
     */
    public Builder ttl(int seconds) {
      if (seconds < 0 || seconds > MAX_TTL) {
        throw new IllegalArgumentException("ttl: " + seconds + " (expected: 0 to " + MAX_TTL + ")");
      }
      ttl = seconds;
      return this;
    }

    /** Sets how names of Pods are answered; default {@link PodNames#DISABLED}. */
    public Builder pods(PodNames pods) {
      this.pods = Objects.requireNonNull(pods, "pods");
      return this;
    }

    /**
     * Sets the addresses at which the cluster knows this server, for NS records: a Service of which
     * one is an endpoint is named instead; default none.
     */
    public Builder nameServers(Ip... addresses) {
      servers = List.of(addresses);
      return this;
    }

    /** Sets where to listen; default any free port of the loopback address. */
    public Builder listen(InetAddress address, int port) {
      this.address = new InetSocketAddress(address, port);
      return this;
    }

    /** Sets the port of the loopback address on which to listen; 0, the default, is a free one. */
    public Builder port(int port) {
      return listen(InetAddress.getLoopbackAddress(), port);
    }

    /** Sets a server that is asked about other names; by default they are refused. */
    public Builder upstream(InetSocketAddress server) {
      if (server.isUnresolved()) {
        throw new IllegalArgumentException(
            "upstream: " + server + " (expected: an address, not a name)");
      }
      upstream = server;
      return this;
    }

    /**
     * Sets how many TCP connections there may be; the one without a message for longest makes room.
     * Default 1,000.
     *
     * @throws IllegalArgumentException if there may be none
     */
    public Builder maxConnections(int connections) {
      if (connections < 1) {
        throw new IllegalArgumentException(
            "connections: " + connections + " (expected: at least 1)");
      }
      maxConnections = connections;
      return this;
    }

    /** Sets the clocks; default those of the system. */
    Builder time(Time time) {
      this.time = time;
      return this;
    }

    /**
     * Starts the server.
     *
     * @throws UncheckedIOException if it cannot listen; nothing is left running then
     * @throws IllegalArgumentException if the discovery is none of this library's
     */
    public DnsServer start() {
      if (!(discovery instanceof Feed feed)) {
        throw new IllegalArgumentException(
            "discovery: " + discovery + " (expected: one of io.discovery.core.Discovery)");
      }
      Sockets sockets = Sockets.bind(address);
      try {
        return new DnsServer(this, feed, sockets);
      } catch (IOException e) {
        sockets.close();
        throw new UncheckedIOException("dns: cannot be served (at " + sockets.address() + ")", e);
      } catch (RuntimeException e) {
        sockets.close();
        throw e;
      }
    }

    private ClusterZone zones() {
      List<String> zones = new ArrayList<>(List.of(zone));
      reverse.forEach(range -> zones.addAll(ReverseZones.of(range)));
      return new ClusterZone(zones, ttl, servers);
    }

    private boolean synced() {
      return discovery.state().phase() != DiscoveryState.Phase.CONNECTING;
    }
  }
}
