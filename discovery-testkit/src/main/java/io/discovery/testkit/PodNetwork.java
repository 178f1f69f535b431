package io.discovery.testkit;

import io.discovery.Registration;
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
  private final @Nullable DatagramSockets datagrams;

  private PodNetwork(@Nullable ThreadPoolExecutor executor) {
    this.executor = executor;
    datagrams = executor == null ? null : new DatagramSockets(executor);
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
   * Makes a listener answer at a place.
   *
   * @throws IOException if there is no socket left
   */
  void open(Place place, Listener listener) throws IOException {
    if (executor != null && datagrams != null) {
      listener.listen(place.udp() ? datagrams.open(listener) : HttpSocket.open(listener, executor));
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

  /** Ends what listens at a place; its connections break. */
  void close(Place place) {
    Listener listener = listeners.remove(place);
    if (listener != null) {
      closeSocket(listener);
    }
  }

  /** Away from the loop: a server takes a moment to stop. */
  private void closeSocket(Listener listener) {
    PodSocket socket = listener.socket();
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
    Place place = Place.of(endpoint);
    PodSocket socket = listener(place, place.udp()).socket();
    if (socket == null) {
      throw new IllegalStateException(
          "network: no sockets in virtual time (expected: Cluster.builder().realTime(), or send)");
    }
    return socket.address();
  }

  @Override
  public PodServer.Response send(Endpoint endpoint, PodServer.Request request) throws IOException {
    return listener(Place.of(endpoint), false).answer(request);
  }

  @Override
  public byte @Nullable [] send(Endpoint endpoint, byte[] datagram) throws ConnectException {
    return listener(Place.of(endpoint), true).answer(datagram);
  }

  private Listener listener(Place place, boolean udp) throws ConnectException {
    Listener listener = place.udp() == udp ? listeners.get(place) : null;
    if (listener == null) {
      throw new ConnectException(place + ": connection refused (nothing listens there)");
    }
    return listener;
  }

  @Override
  public Registration listen(Endpoint endpoint, PodServer server) {
    if (!Place.serves(endpoint.protocol())) {
      throw new IllegalArgumentException(
          "protocol: " + endpoint.protocol() + " (expected: TCP or UDP)");
    }
    Place place = Place.of(endpoint);
    try {
      open(place, newListener(place.toString(), server, new LongAdder()));
    } catch (IOException e) {
      throw new IllegalStateException("network: no socket for " + place, e);
    }
    return () -> close(place);
  }

  @Override
  public long served() {
    return served.sum();
  }

  /** Ends all servers and threads; returns what would not end. */
  List<String> end() {
    for (Listener listener : List.copyOf(listeners.values())) {
      PodSocket socket = listener.socket();
      if (socket != null) {
        socket.close();
      }
    }
    listeners.clear();
    if (datagrams != null) {
      datagrams.close();
    }
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
