package io.discovery.dns;

import io.discovery.model.Protocol;
import io.discovery.snapshot.ServicePortName;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A Service port whose endpoints are in the DNS.
 *
 * @param port the port
 * @param name the name to ask for
 * @param number port number of the endpoints; null if SRV records say it
 */
record Followed(ServicePortName port, String name, @Nullable Integer number) {
  /** A name such as {@code _sip._udp.example.com} says the protocol. */
  Protocol protocol() {
    String[] labels = name.split("\\.", 3);
    String second = labels.length > 1 && number == null ? labels[1] : "";
    return switch (second.toLowerCase(Locale.ROOT)) {
      case "_udp" -> Protocol.UDP;
      case "_sctp" -> Protocol.SCTP;
      default -> Protocol.TCP;
    };
  }
}
