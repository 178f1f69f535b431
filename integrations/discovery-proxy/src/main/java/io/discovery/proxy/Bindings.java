package io.discovery.proxy;

import io.discovery.address.Ip;
import io.discovery.model.Protocol;
import io.discovery.snapshot.ServicePortName;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What listens where; confined to the first loop, but for {@link #states}. */
@SuppressWarnings("FutureReturnValueIgnored") // tasks of ours do not fail
final class Bindings {
  private static final Logger LOG = LoggerFactory.getLogger(Bindings.class);
  private static final int MOST_DOUBLINGS = 6;
  private static final List<Protocol> PASSED_ON = List.of(Protocol.TCP, Protocol.UDP);

  private final Bridge bridge;
  private final EventLoop loop;
  private final ToIntFunction<Frontend> portMap;
  private final Limit all;
  private final Map<ServicePortName, Limit> limits = new LinkedHashMap<>();
  private final Map<Frontend, Binding> bindings = new LinkedHashMap<>();
  private final Map<Frontend, FrontendState> states = new ConcurrentSkipListMap<>();
  private final Set<BindProblem> told = EnumSet.noneOf(BindProblem.class);

  /** What is known of a frontend that is to be listened at. */
  private static final class Binding {
    final Frontend frontend;
    final ServicePortName port;
    @Nullable Listening listening;
    int failures;
    boolean closed;

    Binding(Frontend frontend, ServicePortName port) {
      this.frontend = frontend;
      this.port = port;
    }
  }

  /**
   * Listens nowhere yet.
   *
   * @param portMap the port on 127.0.0.1 that stands for what cannot be bound; 0 any, negative none
   */
  Bindings(Bridge bridge, ToIntFunction<Frontend> portMap) {
    this.bridge = bridge;
    this.portMap = portMap;
    loop = bridge.transport.first();
    all = new Limit(bridge.limits.connections(), loop);
  }

  /** Returns what listens and what should, in order; any thread. */
  List<FrontendState> states() {
    return List.copyOf(states.values());
  }

  /** Does what is planned. */
  void apply(Plan plan) {
    plan.close().forEach(this::close);
    plan.open().forEach(this::open);
    limits.values().removeIf(Limit::isUnused);
  }

  private void close(Frontend frontend) {
    Binding binding = bindings.remove(frontend);
    states.remove(frontend);
    if (binding != null) {
      binding.closed = true;
      if (binding.listening != null) {
        binding.listening.close();
      }
    }
  }

  private void open(Frontend frontend) {
    close(frontend);
    ServicePortName port = bridge.decisions.view().port(frontend);
    if (port != null) {
      Binding binding = new Binding(frontend, port);
      bindings.put(frontend, binding);
      bind(binding);
    }
  }

  private void bind(Binding binding) {
    if (binding.closed) {
      return;
    }
    Frontend frontend = binding.frontend;
    if (!PASSED_ON.contains(frontend.protocol()) && !frontend.isHealth()) {
      note(binding, frontend.protocol() + ": is not passed on (expected TCP or UDP)");
    } else {
      InetSocketAddress address = socketAddress(frontend);
      Throwable failure = listen(binding, address);
      if (failure == null) {
        note(binding, "");
      } else {
        failed(binding, address, failure);
      }
    }
  }

  private InetSocketAddress socketAddress(Frontend frontend) {
    Ip node =
        frontend.isHealth() ? bridge.decisions.view().site().address(frontend.address()) : null;
    Ip address = Objects.requireNonNullElse(node, frontend.address());
    return new InetSocketAddress(address.toInetAddress(), frontend.port());
  }

  /** Listens; returns what is wrong if that fails. */
  private @Nullable Throwable listen(Binding binding, InetSocketAddress address) {
    Listening listening = newListening(binding);
    ChannelFuture bound = listening.bind(loop, address);
    if (bound.isSuccess()) {
      binding.listening = listening;
      return null;
    }
    listening.close();
    return Objects.requireNonNullElseGet(bound.cause(), IllegalStateException::new);
  }

  private Listening newListening(Binding binding) {
    Frontend frontend = binding.frontend;
    if (frontend.isHealth()) {
      return new HealthServer(bridge.transport, path -> bridge.decisions.health(frontend));
    }
    if (frontend.protocol().equals(Protocol.UDP)) {
      return new UdpListener(bridge, frontend);
    }
    int most = bridge.limits.perPort();
    Limit limit = limits.computeIfAbsent(binding.port, unused -> new Limit(most, loop));
    return new TcpListener(bridge, frontend, binding.port, List.of(all, limit));
  }

  private void failed(Binding binding, InetSocketAddress address, Throwable failure) {
    BindProblem problem = BindProblem.of(failure);
    String text = problem.text(address, failure);
    if (told.add(problem)) {
      LOG.warn("{} ({})", text, binding.port);
    }
    if (problem.isLasting()) {
      map(binding);
    } else {
      binding.failures++;
      int doublings = Math.min(binding.failures - 1, MOST_DOUBLINGS);
      loop.schedule(() -> bind(binding), 1L << doublings, TimeUnit.SECONDS);
    }
    note(binding, text);
  }

  private void map(Binding binding) {
    int port = portMap.applyAsInt(binding.frontend);
    if (port >= 0) {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      Throwable failure = listen(binding, new InetSocketAddress(loopback, port));
      if (failure != null) {
        LOG.warn("{}: cannot be mapped to port {} ({})", binding.frontend, port, "" + failure);
      }
    }
  }

  private void note(Binding binding, String problem) {
    Listening listening = binding.listening;
    InetSocketAddress socket = listening == null ? null : listening.address();
    states.put(
        binding.frontend, new FrontendState(binding.port, binding.frontend, socket, problem));
  }

  /** Ends to listen anywhere. */
  void close() {
    List.copyOf(bindings.keySet()).forEach(this::close);
  }
}
