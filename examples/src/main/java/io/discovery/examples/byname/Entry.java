package io.discovery.examples.byname;

import io.discovery.model.Protocol;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One way to a Service.
 *
 * @param service namespace and name
 * @param kind what kind of way it is
 * @param name its name in DNS
 * @param port the Service port; null for a name outside
 * @param target what the name stands for, as text: an address, Pods, a name outside
 * @param socket where a program of this machine connects to; null if it cannot
 * @param problem why that is not the address itself; empty if it is
 */
record Entry(
    String service,
    Kind kind,
    String name,
    @Nullable Port port,
    String target,
    @Nullable InetSocketAddress socket,
    String problem) {

  /** The kinds of ways. */
  enum Kind {
    /** By a virtual address. */
    VIP,
    /** By a port of the node. */
    NODE,
    /** By the Pods' own addresses. */
    HEADLESS,
    /** By a name outside. */
    OUTSIDE
  }

  /**
   * A Service port.
   *
   * @param name its name; empty if it has none
   * @param number its number
   * @param protocol its protocol
   */
  record Port(String name, int number, Protocol protocol) {
    boolean udp() {
      return protocol.equals(Protocol.UDP);
    }

    /** Returns the beginning of its name in SRV records. */
    String srv() {
      return "_" + name + "._" + (udp() ? "udp" : "tcp") + ".";
    }

    @Override
    public String toString() {
      String text = number + "/" + protocol;
      return name.isEmpty() ? text : name + " " + text;
    }
  }

  /** Returns whether this is the node port of what has that virtual address. */
  boolean isNodePortOf(Entry vip) {
    return kind == Kind.NODE
        && vip.kind == Kind.VIP
        && service.equals(vip.service)
        && Objects.equals(port, vip.port);
  }

  /** Returns whether there is a socket that speaks TCP. */
  boolean tcp() {
    return socket != null && port != null && !port.udp();
  }

  /** Returns whether there is a socket that speaks UDP. */
  boolean udp() {
    return socket != null && port != null && port.udp();
  }

  /** Returns host and port of the socket; empty if there is none. */
  String authority() {
    return socket == null ? "" : authority(socket);
  }

  static String authority(InetSocketAddress socket) {
    String host = socket.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + socket.getPort();
  }
}
