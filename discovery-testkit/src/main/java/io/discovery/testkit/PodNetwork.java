package io.discovery.testkit;

import io.discovery.Registration;
import io.discovery.address.Ip;
import io.discovery.model.Protocol;
import io.discovery.snapshot.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The network of one cluster; its servers share a bounded number of threads. */
final class PodNetwork implements Network {
  private static final int THREADS = 32;
  private static final int WAITING = 65_536;
  private static final int IDLE_SECONDS = 10;
  private static final int END_SECONDS = 5;

  private final Map<Place, Listener> listeners = new ConcurrentHashMap<>();
  private final LongAdder served = new LongAdder();
  private final @Nullable ThreadPoolExecutor executor;

  private record Place(Ip address, int port) {
    @Override
    public String toString() {
      return address + ":" + port;
    }
  }

  private PodNetwork(@Nullable ThreadPoolExecutor executor) {
    this.executor = executor;
  }

  /** Returns a network without sockets and threads. */
  static PodNetwork virtual() {
    return new PodNetwork(null);
  }

  /** Returns a network in which every server has a socket on 127.0.0.1. */
  static PodNetwork real(String name) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, name + "-pods-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
    return new PodNetwork(executor);
  }

  /**
   * Makes a listener answer at an address and port.
   *
   * @throws IOException if there is no socket left
   */
  void open(String address, int port, Listener listener) throws IOException {
    Place place = new Place(Ip.parse(address), port);
    if (executor != null) {
      listener.listen(HttpSocket.open(listener, executor));
    }
    Listener before = listeners.putIfAbsent(place, listener);
    if (before != null) {
      closeSocket(listener);
      throw new IllegalArgumentException(place + ": is taken (by " + before.name() + ")");
    }
  }

  /** Returns a listener that counts for itself and for the network. */
  Listener newListener(String name, PodServer server, LongAdder own) {
    return new Listener(name, server, own, served);
  }

  /** Ends what listens at an address and port; its connections break. */
  void close(String address, int port) {
    Listener listener = listeners.remove(new Place(Ip.parse(address), port));
    if (listener != null) {
      closeSocket(listener);
    }
  }

  /** Away from the loop: a server takes a moment to stop. */
  private void closeSocket(Listener listener) {
    HttpSocket socket = listener.socket();
    if (socket == null || executor == null) {
      return;
    }
    try {
      executor.execute(socket::close);
    } catch (RejectedExecutionException e) {
      socket.close();
    }
  }

  @Override
  public InetSocketAddress locate(Endpoint endpoint) throws ConnectException {
    HttpSocket socket = listener(endpoint).socket();
    if (socket == null) {
      throw new IllegalStateException(
          "network: no sockets in virtual time (expected: Cluster.builder().realTime(), or send)");
    }
    return socket.address();
  }

  @Override
  public PodServer.Response send(Endpoint endpoint, PodServer.Request request) throws IOException {
    return listener(endpoint).answer(request);
  }

  private Listener listener(Endpoint endpoint) throws ConnectException {
    Listener listener =
        endpoint.protocol().equals(Protocol.TCP)
            ? listeners.get(new Place(endpoint.address(), endpoint.port()))
            : null;
    if (listener == null) {
      throw new ConnectException(endpoint + ": connection refused (nothing listens there)");
    }
    return listener;
  }

  @Override
  public Registration listen(String address, int port, PodServer server) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1..65535)");
    }
    try {
      open(address, port, newListener(address + ":" + port, server, new LongAdder()));
    } catch (IOException e) {
      throw new IllegalStateException("network: no socket for " + address + ":" + port, e);
    }
    return () -> close(address, port);
  }

  @Override
  public long served() {
    return served.sum();
  }

  /** Ends all servers and threads; returns what would not end. */
  List<String> end() {
    for (Listener listener : List.copyOf(listeners.values())) {
      HttpSocket socket = listener.socket();
      if (socket != null) {
        socket.close();
      }
    }
    listeners.clear();
    return executor == null || ended(executor)
        ? List.of()
        : List.of(executor.getActiveCount() + " requests");
  }

  private static boolean ended(ThreadPoolExecutor executor) {
    executor.shutdown();
    try {
      if (executor.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        return true;
      }
      executor.shutdownNow();
      return executor.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
