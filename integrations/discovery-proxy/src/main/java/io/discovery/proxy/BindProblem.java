package io.discovery.proxy;

import java.net.InetSocketAddress;
import java.util.Locale;

/** Why one cannot listen at an address. */
enum BindProblem {
  /** It is not one of this machine. */
  ADDRESS("assign", "an address of this machine, such as one of 127.0.0.0/8 on Linux"),
  /** The port is low, and we are not root. */
  PERMISSION("permission", "the right to use low ports"),
  /** Another program listens there. */
  TAKEN("in use", "a free port"),
  /** Anything else, such as too many open files. */
  OTHER("", "a socket that can be opened");

  private final String word;
  private final String expected;

  BindProblem(String word, String expected) {
    this.word = word;
    this.expected = expected;
  }

  static BindProblem of(Throwable failure) {
    String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    BindProblem found = OTHER;
    for (BindProblem each : values()) {
      found = found == OTHER && text.contains(each.word) ? each : found;
    }
    return found;
  }

  /** Returns whether trying again is of no use. */
  boolean isLasting() {
    return this == ADDRESS || this == PERMISSION;
  }

  String text(InetSocketAddress address, Throwable failure) {
    String host = address.getAddress().getHostAddress();
    return "%s port %d: cannot be listened at (%s; expected %s)"
        .formatted(host, address.getPort(), failure.getMessage(), expected);
  }
}
