package io.discovery.proxy;

import io.discovery.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** What tests wait for. */
final class Waiting {
  private static final long LONG = 60_000_000_000L;
  private static final long STEADY = 300_000_000L;
  private static final long POLL = 2_000_000L;

  private Waiting() {}

  static void on(CountDownLatch latch) {
    try {
      if (!latch.await(LONG, TimeUnit.NANOSECONDS)) {
        throw new AssertionError("never came");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void until(BooleanSupplier condition) {
    long end = Time.system().nanoTime() + LONG;
    while (!condition.getAsBoolean()) {
      if (Time.system().nanoTime() > end) {
        throw new AssertionError("never came");
      }
      LockSupport.parkNanos(POLL);
    }
  }

  /** Returns a value that has begun to grow once it does not grow any more. */
  static long untilSteady(LongSupplier value) {
    until(() -> value.getAsLong() > 0);
    long[] seen = {0, Time.system().nanoTime()};
    until(
        () -> {
          long now = Time.system().nanoTime();
          if (value.getAsLong() != seen[0]) {
            seen[0] = value.getAsLong();
            seen[1] = now;
          }
          return now - seen[1] > STEADY;
        });
    return seen[0];
  }

  /** Returns an address at which nobody listens. */
  static InetSocketAddress nobody() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
