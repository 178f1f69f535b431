package io.discovery.testkit;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What answers at one address and port; thread-safe. */
final class Listener {
  private final String name;
  private final PodServer server;
  private final LongAdder served;
  private final LongAdder servedInAll;
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile boolean draining;
  private @Nullable PodSocket socket;

  Listener(String name, PodServer server, LongAdder served, LongAdder servedInAll) {
    this.name = name;
    this.server = server;
    this.served = served;
    this.servedInAll = servedInAll;
  }

  /** Returns who answers. */
  String name() {
    return name;
  }

  PodServer.Response answer(PodServer.Request request) throws IOException {
    begun();
    try {
      return server.answer(request);
    } finally {
      inFlight.decrementAndGet();
    }
  }

  byte @Nullable [] answer(byte[] datagram) {
    begun();
    try {
      return server.answer(datagram);
    } finally {
      inFlight.decrementAndGet();
    }
  }

  private void begun() {
    served.increment();
    servedInAll.increment();
    inFlight.incrementAndGet();
  }

  int inFlight() {
    return inFlight.get();
  }

  /** From now on every answer asks for the connection to be closed. */
  void drain() {
    draining = true;
  }

  boolean draining() {
    return draining;
  }

  void listen(PodSocket socket) {
    this.socket = socket;
  }

  @Nullable PodSocket socket() {
    return socket;
  }
}
