package io.discovery.proxy;

import io.discovery.Registration;
import io.discovery.ServiceDiscovery;
import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.core.feed.Feed;
import io.discovery.snapshot.Endpoint;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A node's proxy with sockets: any program on this machine connects to the virtual addresses and
 * node ports of Services; thread-safe.
 */
public final class ServiceProxy implements AutoCloseable {
  private final Bridge bridge;
  private final Bindings bindings;
  private final Following following;
  private final AtomicBoolean closed = new AtomicBoolean();
  private @Nullable Registration registration;

  private ServiceProxy(Builder builder) {
    bridge = builder.bridge();
    bindings = new Bindings(bridge, builder.portMap);
    following = new Following(bridge, bindings, builder.node, builder.feed.loop());
  }

  /** Returns a builder of the proxy for what a discovery knows, which has to be closed later. */
  public static Builder builder(ServiceDiscovery discovery) {
    if (discovery instanceof Feed feed) {
      return new Builder(feed);
    }
    String type = discovery.getClass().getName();
    throw new IllegalArgumentException(
        "discovery: cannot be followed (" + type + "; expected one that core has built)");
  }

  private ServiceProxy start(Builder builder) {
    try {
      bridge.decisions.node(builder.node.with(null));
      bridge.start(following, builder.healthPort);
      registration = builder.feed.follow(following.follower(), false);
      bridge.awaitDone();
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Returns how Services are reached on this machine, by virtual address. */
  public List<FrontendState> frontends() {
    return bindings.states();
  }

  /** Waits until the plans that were made so far are carried out. */
  void awaitDone() {
    bridge.awaitDone();
  }

  /** Returns how many sockets flows have. */
  int flowSockets() {
    return bridge.flowSockets.get();
  }

  /** Resets all connections, ends all listening and all threads; more than once is fine. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      following.close();
      if (registration != null) {
        registration.close();
      }
      bridge.close(bindings);
    }
  }

  /** Returns the mode, the node, and how many frontends there are. */
  @Override
  public String toString() {
    return "ServiceProxy[" + bridge.decisions + ", " + frontends().size() + " frontends]";
  }

  /** A builder of {@link ServiceProxy}; not thread-safe. */
  public static final class Builder {
    private final Feed feed;
    private Mode mode = Mode.DIRECT;
    private OwnNode node = new OwnNode("localhost", null, List.of(Ip.parse("127.0.0.1")));
    private List<Cidr> podRanges = List.of();
    private Function<Endpoint, InetSocketAddress> dial = Endpoint::socketAddress;
    private ToIntFunction<Frontend> portMap = frontend -> 0;
    private boolean localClients = true;
    private Limits limits = Limits.DEFAULT;
    private int flows = 4_096;
    private int records = 65_536;
    private int threads = 1;
    private boolean epoll = true;
    private Time time = Time.system();
    private Randomness randomness = Randomness.threadLocal();
    private int healthPort = -1;

    private Builder(Feed feed) {
      this.feed = feed;
    }

    /** Sets how an endpoint is chosen; default {@link Mode#DIRECT}. */
    public Builder mode(Mode mode) {
      this.mode = Objects.requireNonNull(mode, "mode");
      return this;
    }

    /** Sets the name of the node, as endpoints name it; default {@code localhost}. */
    public Builder node(String name) {
      node = new OwnNode(Objects.requireNonNull(name, "name"), node.zone(), node.addresses());
      return this;
    }

    /** Sets the zone of the node; default what the cluster says of it. */
    public Builder zone(String zone) {
      node = new OwnNode(node.name(), Objects.requireNonNull(zone, "zone"), node.addresses());
      return this;
    }

    /**
     * Sets where node ports and health ports listen, one address a family; default 127.0.0.1. With
     * none they listen at the addresses that the cluster knows the node by.
     *
     * @throws IllegalArgumentException if a text is no address
     */
    public Builder nodeAddresses(String... addresses) {
      node = new OwnNode(node.name(), node.zone(), Stream.of(addresses).map(Ip::parse).toList());
      return this;
    }

    /** Sets the ranges of the Pods' addresses, which traffic policies look at; default none. */
    public Builder podRanges(Cidr... ranges) {
      podRanges = List.of(ranges);
      return this;
    }

    /**
     * Sets where an endpoint is dialled; default its own address. It must not block; what it throws
     * is a failed dial.
     */
    public Builder dial(Function<Endpoint, InetSocketAddress> dial) {
      this.dial = Objects.requireNonNull(dial, "dial");
      return this;
    }

    /**
     * Sets the port on 127.0.0.1 that stands for a virtual address which cannot be bound: 0 is any
     * free one (the default), a negative one none.
     */
    public Builder portMap(ToIntFunction<Frontend> portMap) {
      this.portMap = Objects.requireNonNull(portMap, "portMap");
      return this;
    }

    /**
     * Sets whether clients on this machine are processes of the node, which traffic policies treat
     * apart; default true.
     */
    public Builder localClients(boolean localClients) {
      this.localClients = localClients;
      return this;
    }

    /**
     * Sets how many TCP connections may be open, in all and for each Service port; further ones
     * wait to be accepted. Default 10,000.
     */
    public Builder connections(int all, int perPort) {
      limits = limits.withConnections(positive("all", all), positive("perPort", perPort));
      return this;
    }

    /** Sets how many UDP flows are kept; the longest silent go first. Default 4,096. */
    public Builder flows(int flows) {
      this.flows = positive("flows", flows);
      return this;
    }

    /** Sets for how long nothing may pass over a TCP connection; default a day. */
    public Builder idle(Duration idle) {
      limits = limits.withIdle(positive("idle", idle));
      return this;
    }

    /** Sets for how long a TCP connection may outlive its endpoint; default an hour. */
    public Builder drain(Duration drain) {
      limits = limits.withDrain(positive("drain", drain));
      return this;
    }

    /**
     * Sets how many clients are left without an answer at a time, and for how long, where packets
     * would be dropped; default 1,024 and 127 s.
     */
    public Builder silence(int clients, Duration atMost) {
      limits = limits.withSilence(positive("clients", clients), positive("atMost", atMost));
      return this;
    }

    /** Sets the number of threads that connections are spread over; default 1. */
    public Builder threads(int threads) {
      this.threads = positive("threads", threads);
      return this;
    }

    /**
     * Sets the port on the node's addresses where {@code /healthz} and {@code /livez} are answered,
     * 10256 in a cluster; default none.
     */
    public Builder healthPort(int port) {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("healthPort: " + port + " (expected 0..65535)");
      }
      healthPort = port;
      return this;
    }

    /** Sets whether epoll is used where it is there. */
    Builder epoll(boolean epoll) {
      this.epoll = epoll;
      return this;
    }

    /** Sets the clocks of the decisions. */
    Builder time(Time time) {
      this.time = time;
      return this;
    }

    /** Sets what the decisions draw from, for all threads. */
    Builder randomness(Randomness randomness) {
      this.randomness = randomness;
      return this;
    }

    private Bridge bridge() {
      Settings settings =
          new Settings(
              mode,
              List.of(),
              podRanges,
              Duration.ofSeconds(30),
              new Settings.Capacity(flows, records));
      NodeProxy decisions = new NodeProxy(settings, time, randomness);
      Transport transport = Transport.start(threads, epoll);
      return new Bridge(transport, decisions, limits, dial, localClients);
    }

    /**
     * Starts the proxy; it listens for all that the discovery knows when this returns.
     *
     * @throws IllegalStateException if the discovery is closed
     */
    public ServiceProxy start() {
      return new ServiceProxy(this).start(this);
    }

    private static int positive(String name, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + ": " + value + " (expected 1 or more)");
      }
      return value;
    }

    private static Duration positive(String name, Duration value) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException(name + ": " + value + " (expected more than 0)");
      }
      return value;
    }
  }
}
