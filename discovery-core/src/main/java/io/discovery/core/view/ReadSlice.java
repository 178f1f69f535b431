package io.discovery.core.view;

import io.discovery.address.Ip;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.ObjectReference;
import io.discovery.model.Protocol;
import io.discovery.snapshot.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A slice whose addresses are parsed: what can be used of it, and what is wrong with the rest. */
final class ReadSlice {
  private static final int MAX_PROBLEMS = 20;

  private final EndpointSlice slice;
  private final boolean loopback;

  /** By place in the slice; null where an endpoint is refused. */
  private final @Nullable Ip[] addresses;

  private final List<Port> ports = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private ReadSlice(EndpointSlice slice, boolean loopback) {
    this.slice = slice;
    this.loopback = loopback;
    this.addresses = new @Nullable Ip[slice.endpoints().size()];
  }

  /**
   * Reads a slice.
   *
   * @param loopback whether loopback addresses are meant
   * @param previous an earlier state of the slice, whose endpoints stay the same instances where
   *     nothing changed
   */
  static ReadSlice of(EndpointSlice slice, boolean loopback, @Nullable ReadSlice previous) {
    ReadSlice read = new ReadSlice(slice, loopback);
    boolean alike =
        previous != null
            && previous.loopback == loopback
            && previous.family().equals(slice.addressType());
    int[] places = read.readAddresses(alike ? previous : null);
    for (int i = 0; i < slice.ports().size(); i++) {
      read.readPort(i, places, previous);
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

  /** Adds its ports if it is of a family. */
  void addKeys(AddressType family, Set<PortKey> keys) {
    for (Port port : family().equals(family) ? ports : List.<Port>of()) {
      keys.add(new PortKey(family, port.name, port.protocol));
    }
  }

  /**
   * Reads the first address of each endpoint, or takes it over.
   *
   * @return the place of each endpoint in the earlier state, or -1: found by a walk along both, in
   *     which single endpoints were replaced or are gone
   */
  private int[] readAddresses(@Nullable ReadSlice previous) {
    List<EndpointSlice.Endpoint> before = previous == null ? List.of() : previous.slice.endpoints();
    int[] places = new int[addresses.length];
    int at = 0;
    for (int i = 0; i < addresses.length; i++) {
      List<String> texts = slice.endpoints().get(i).addresses();
      String text = texts.isEmpty() ? null : texts.get(0);
      int place = isAt(before, at, text) ? at : isAt(before, at + 1, text) ? at + 1 : -1;
      addresses[i] = previous == null || place < 0 ? null : previous.addresses[place];
      places[i] = addresses[i] == null ? -1 : place;
      at = Math.max(at, place) + 1;
      if (addresses[i] == null) {
        readAddress(i, text);
      }
    }
    return places;
  }

  private static boolean isAt(
      List<EndpointSlice.Endpoint> endpoints, int place, @Nullable String address) {
    return place < endpoints.size()
        && !endpoints.get(place).addresses().isEmpty()
        && endpoints.get(place).addresses().get(0).equals(address);
  }

  private void readAddress(int place, @Nullable String text) {
    if (text == null) {
      refuse("endpoints[" + place + "].addresses: Required value: must contain at least 1 address");
      return;
    }
    Ip ip = Ip.tryParse(text);
    List<String> wrong = ip == null ? Ip.problems(text) : problems(ip);
    if (wrong.isEmpty()) {
      addresses[place] = ip;
    } else {
      String value = "Invalid value: \"" + shown(text) + "\": " + wrong.get(0);
      refuse("endpoints[" + place + "].addresses[0]: " + value);
    }
  }

  /** Returns what is wrong with an address, in Kubernetes' words. */
  private List<String> problems(Ip ip) {
    if (ip.is4() != slice.addressType().equals(AddressType.IPV4)) {
      return List.of("must be an " + slice.addressType() + " address");
    }
    return loopback && ip.loopback() ? List.of() : Ip.endpointProblems(ip.toString());
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() > 60 ? line.substring(0, 60) + "…" : line;
  }

  private void readPort(int index, int[] places, @Nullable ReadSlice previous) {
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
    @Nullable
    Entry[] byPlace = new @Nullable Entry[previous == null ? 0 : previous.addresses.length];
    for (Entry entry : before) {
      byPlace[entry.index()] = entry;
    }
    List<Entry> entries = new ArrayList<>(addresses.length);
    for (int i = 0; i < addresses.length; i++) {
      Ip address = addresses[i];
      if (address != null) {
        Endpoint endpoint = places[i] < 0 ? null : known(byPlace[places[i]], i, number);
        if (endpoint == null) {
          endpoint =
              endpoint(Endpoint.builder(address, number).portName(name).protocol(protocol), i);
        }
        entries.add(Entry.of(endpoint, this, i));
      }
    }
    entries.sort(Entry.ORDER);
    ports.add(new Port(name, protocol, entries));
  }

  /** Returns the endpoint of an earlier state if the slice still says the same of it. */
  private @Nullable Endpoint known(@Nullable Entry before, int index, int port) {
    if (before == null || before.endpoint().port() != port) {
      return null;
    }
    EndpointSlice.Endpoint was = before.from();
    EndpointSlice.Endpoint from = slice.endpoints().get(index);
    boolean same =
        Objects.equals(was.targetRef(), from.targetRef())
            && Objects.equals(was.nodeName(), from.nodeName())
            && Objects.equals(was.zone(), from.zone())
            && Objects.equals(was.hostname(), from.hostname());
    return same ? before.endpoint() : null;
  }

  private Endpoint endpoint(Endpoint.Builder endpoint, int index) {
    EndpointSlice.Endpoint from = slice.endpoints().get(index);
    ObjectReference target = from.targetRef();
    if (target != null && "Pod".equals(target.kind())) {
      endpoint.pod(target.name(), target.uid());
    }
    return endpoint.node(from.nodeName()).zone(from.zone()).hostname(from.hostname()).build();
  }

  private void refuse(String problem) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(problem);
    } else if (problems.size() == MAX_PROBLEMS) {
      problems.add("and more");
    }
  }

  private static final class Port {
    private final String name;
    private final Protocol protocol;
    private final List<Entry> entries;

    private Port(String name, Protocol protocol, List<Entry> entries) {
      this.name = name;
      this.protocol = protocol;
      this.entries = entries;
    }
  }
}
