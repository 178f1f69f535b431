package io.discovery.testkit;

import io.discovery.Registration;
import io.discovery.snapshot.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;

/**
 * The way from Pod addresses to what answers there: a server in this JVM and, in real time, a
 * socket on 127.0.0.1.
 *
 * <p>Thread-safe. UDP ports are not served.
 */
public interface Network {
  /**
   * Returns the socket on 127.0.0.1 where an endpoint listens; real time only.
   *
   * @throws ConnectException if nothing listens there, as a refused connection would be
   */
  InetSocketAddress locate(Endpoint endpoint) throws ConnectException;

  /**
   * Asks an endpoint directly, without a socket.
   *
   * @throws ConnectException if nothing listens there
   * @throws IOException what the server threw
   */
  PodServer.Response send(Endpoint endpoint, PodServer.Request request) throws IOException;

  /**
   * Makes a server outside of any Pod answer at an address and port, such as {@code 192.0.2.17} and
   * 23: for endpoints added by hand. Ends with the registration or the cluster.
   *
   * @throws IllegalArgumentException if the address is none, is taken, or the port is not in
   *     1..65535
   */
  Registration listen(String address, int port, PodServer server);

  /** Returns how many requests servers answered in all, those of Pods that are gone included. */
  long served();
}
