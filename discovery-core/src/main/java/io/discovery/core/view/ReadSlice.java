package io.discovery.core.view;

import io.discovery.address.Ip;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.ObjectReference;
import io.discovery.model.Protocol;
import io.discovery.snapshot.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A slice whose addresses are parsed: what can be used of it, and what is wrong with the rest. */
final class ReadSlice {
  private static final int MAX_PROBLEMS = 20;

  private final EndpointSlice slice;
  private final List<Port> ports = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private ReadSlice(EndpointSlice slice) {
    this.slice = slice;
  }

  /**
   * Reads a slice.
   *
   * @param loopback whether loopback addresses are meant
   * @param previous an earlier state of the slice, whose endpoints stay the same instances where
   *     nothing changed
   */
  static ReadSlice of(EndpointSlice slice, boolean loopback, @Nullable ReadSlice previous) {
    ReadSlice read = new ReadSlice(slice);
    @Nullable Ip[] addresses = read.addresses(loopback);
    for (int i = 0; i < slice.ports().size(); i++) {
      read.readPort(i, addresses, previous);
    }
    return read;
  }

  EndpointSlice slice() {
    return slice;
  }

  String name() {
    return slice.metadata().name();
  }

  AddressType family() {
    return slice.addressType();
  }

  /** Returns what was refused, each with its field. */
  List<String> problems() {
    return problems;
  }

  /** Returns the endpoints of a port, in order of address; empty if the slice has no such port. */
  List<Entry> entries(String port, Protocol protocol) {
    for (Port each : ports) {
      if (each.name.equals(port) && each.protocol.equals(protocol)) {
        return each.entries;
      }
    }
    return List.of();
  }

  private @Nullable Ip[] addresses(boolean loopback) {
    @Nullable Ip[] addresses = new @Nullable Ip[slice.endpoints().size()];
    for (int i = 0; i < addresses.length; i++) {
      List<String> texts = slice.endpoints().get(i).addresses();
      if (texts.isEmpty()) {
        refuse("endpoints[" + i + "].addresses: Required value: must contain at least 1 address");
        continue;
      }
      String text = texts.get(0);
      Ip ip = Ip.tryParse(text);
      List<String> wrong = ip == null ? Ip.problems(text) : problems(ip, loopback);
      if (wrong.isEmpty()) {
        addresses[i] = ip;
      } else {
        String value = "Invalid value: \"" + shown(text) + "\": " + wrong.get(0);
        refuse("endpoints[" + i + "].addresses[0]: " + value);
      }
    }
    return addresses;
  }

  /** Returns what is wrong with an address, in Kubernetes' words. */
  private List<String> problems(Ip ip, boolean loopback) {
    if (ip.is4() != slice.addressType().equals(AddressType.IPV4)) {
      return List.of("must be an " + slice.addressType() + " address");
    }
    return loopback && ip.loopback() ? List.of() : ip.endpointProblems();
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() > 60 ? line.substring(0, 60) + "…" : line;
  }

  private void readPort(int index, @Nullable Ip[] addresses, @Nullable ReadSlice previous) {
    EndpointSlice.Port port = slice.ports().get(index);
    Integer number = port.port();
    if (number == null) {
      return;
    }
    String name = Objects.requireNonNullElse(port.name(), "");
    Protocol protocol = Objects.requireNonNullElse(port.protocol(), Protocol.TCP);
    if (number < 1 || number > 65535) {
      refuse(
          "ports["
              + index
              + "].port: Invalid value: "
              + number
              + ": must be between 1 and 65535, inclusive");
      return;
    }
    List<Entry> before = previous == null ? List.of() : previous.entries(name, protocol);
    List<Entry> entries = new ArrayList<>(addresses.length);
    for (int i = 0; i < addresses.length; i++) {
      Ip address = addresses[i];
      if (address != null) {
        Endpoint.Builder endpoint = Endpoint.builder(address, number);
        endpoint.portName(name).protocol(protocol);
        entries.add(Entry.of(endpoint(endpoint, i), this, i));
      }
    }
    entries.sort(Entry.ORDER);
    ports.add(new Port(name, protocol, kept(entries, before)));
  }

  private Endpoint endpoint(Endpoint.Builder endpoint, int index) {
    EndpointSlice.Endpoint from = slice.endpoints().get(index);
    ObjectReference target = from.targetRef();
    if (target != null && "Pod".equals(target.kind())) {
      endpoint.pod(target.name(), target.uid());
    }
    return endpoint.node(from.nodeName()).zone(from.zone()).hostname(from.hostname()).build();
  }

  /** Puts the instances of before in the place of endpoints that are the same. */
  private static List<Entry> kept(List<Entry> entries, List<Entry> before) {
    int at = 0;
    for (int i = 0; i < entries.size() && at < before.size(); i++) {
      Entry entry = entries.get(i);
      while (at < before.size() && before.get(at).endpoint().compareTo(entry.endpoint()) < 0) {
        at++;
      }
      if (at < before.size() && before.get(at).endpoint().sameAs(entry.endpoint())) {
        entries.set(i, Entry.of(before.get(at).endpoint(), entry.slice(), entry.index()));
      }
    }
    return entries;
  }

  private void refuse(String problem) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(problem);
    } else if (problems.size() == MAX_PROBLEMS) {
      problems.add("and more");
    }
  }

  private record Port(String name, Protocol protocol, List<Entry> entries) {}
}
