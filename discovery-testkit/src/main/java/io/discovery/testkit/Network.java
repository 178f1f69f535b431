package io.discovery.testkit;

import io.discovery.Registration;
import io.discovery.snapshot.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The way from Pod addresses to what answers there: a server in this JVM and, in real time, a
 * socket on 127.0.0.1.
 *
 * <p>Thread-safe. TCP ports speak HTTP, UDP ports answer datagrams; others are not served.
 */
public interface Network {
  /**
   * Returns the socket on 127.0.0.1, TCP or UDP, where an endpoint listens; real time only.
   *
   * @throws ConnectException if nothing listens there, as a refused connection would be
   */
  InetSocketAddress locate(Endpoint endpoint) throws ConnectException;

  /**
   * As {@link #locate}, for programs that dial what a function says.
   *
   * @throws UncheckedIOException if nothing listens there
   */
  default InetSocketAddress dial(Endpoint endpoint) {
    try {
      return locate(endpoint);
    } catch (ConnectException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  /**
   * Asks an endpoint directly, without a socket.
   *
   * @throws ConnectException if nothing listens there
   * @throws IOException what the server threw
   */
  PodServer.Response send(Endpoint endpoint, PodServer.Request request) throws IOException;

  /**
   * Sends a datagram to a UDP endpoint, without a socket; returns the answer, null if there is
   * none.
   *
   * @throws ConnectException if nothing listens there
   */
  byte @Nullable [] send(Endpoint endpoint, byte[] datagram) throws ConnectException;

  /**
   * Makes a server outside of any Pod answer at a TCP address and port, such as {@code 192.0.2.17}
   * and 23: for endpoints added by hand. Ends with the registration or the cluster.
   *
   * @throws IllegalArgumentException if the address is none, is taken, or the port is not in
   *     1..65535
   */
  default Registration listen(String address, int port, PodServer server) {
    return listen(Endpoint.of(address, port), server);
  }

  /**
   * As {@link #listen(String, int, PodServer)}, by the protocol of the endpoint.
   *
   * @throws IllegalArgumentException if the endpoint's address is taken, or its protocol not served
   */
  Registration listen(Endpoint endpoint, PodServer server);

  /** Returns how many requests servers answered in all, those of Pods that are gone included. */
  long served();
}
