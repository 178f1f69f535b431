package io.discovery.core.admission;

import io.discovery.address.Ip;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.EndpointSlice.Endpoint;
import io.discovery.model.EndpointSlice.Port;
import io.discovery.model.IpFamily;
import io.discovery.model.Protocol;
import io.discovery.model.Syntax;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Slices of endpoints (ValidateEndpointSlice, SetDefaults_EndpointPort in discovery/v1). */
final class EndpointSliceAdmission implements Rules<EndpointSlice> {
  private static final MetaRules META = new MetaRules(Syntax::dns1123Subdomain, true);
  private static final int MOST_ENDPOINTS = 1000;
  private static final int MOST_ADDRESSES = 100;
  private static final int MOST_PORTS = 20000;
  private static final int MOST_HINTS = 8;
  private static final String TYPE = "addressType";
  private static final List<String> TYPES = List.of("FQDN", "IPv4", "IPv6");

  @Override
  public EndpointSlice prepared(@Nullable EndpointSlice before, EndpointSlice object) {
    EndpointSlice slice =
        object.withPorts(Values.mapped(object.ports(), EndpointSliceAdmission::port));
    return before != null && before.endpoints().equals(slice.endpoints())
        ? slice
        : slice.withEndpoints(Values.mapped(slice.endpoints(), EndpointSliceAdmission::endpoint));
  }

  /** The field that node names and zones have outgrown is not taken any more. */
  private static Endpoint endpoint(Endpoint endpoint) {
    return endpoint.deprecatedTopology().isEmpty()
        ? endpoint
        : endpoint.toBuilder().deprecatedTopology(Map.of()).build();
  }

  private static Port port(Port port) {
    return new Port(
        port.name() == null ? "" : port.name(),
        port.protocol() == null ? Protocol.TCP : port.protocol(),
        port.port(),
        port.appProtocol());
  }

  @Override
  public void check(@Nullable EndpointSlice before, EndpointSlice object, Problems problems) {
    META.check(before, object, problems);
    META.checkNames(object.metadata(), problems);
    boolean moved = before != null && !before.addressType().equals(object.addressType());
    if (moved && !Values.isEmpty(object.addressType())) {
      problems.oneOf(TYPE, object.addressType(), TYPES);
    }
    checkPorts(object.ports(), problems);
    boolean changed = before == null || !before.endpoints().equals(object.endpoints());
    if (changed) {
      checkEndpoints(object, problems);
    }
    problems.oneOf(TYPE, object.addressType(), TYPES);
    if (moved) {
      problems.immutable(TYPE, null);
    }
    for (int i = 0; changed && i < object.endpoints().size(); i++) {
      checkCount(
          "endpoints[" + i + "].addresses", object.endpoints().get(i).addresses().size(), problems);
    }
  }

  private static void checkCount(String field, int addresses, Problems problems) {
    if (addresses == 0) {
      problems.required(field, "");
    } else if (addresses > MOST_ADDRESSES) {
      problems.tooMany(field, addresses, MOST_ADDRESSES);
    }
  }

  private static void checkPorts(List<Port> ports, Problems problems) {
    if (ports.size() > MOST_PORTS) {
      problems.tooMany("ports", ports.size(), MOST_PORTS);
      return;
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < ports.size(); i++) {
      Port port = ports.get(i);
      String field = "ports[" + i + "]";
      String name = port.name() == null ? "" : port.name();
      if (!name.isEmpty()) {
        problems.label(field + ".name", name);
      }
      if (!names.add(name)) {
        problems.duplicate(field + ".name", name);
      }
      Protocol protocol = port.protocol();
      if (protocol == null || !ServicePortRules.PROTOCOLS.contains(protocol.value())) {
        problems.notSupported(
            field + ".protocol", protocol == null ? "" : protocol, ServicePortRules.PROTOCOLS);
      }
      problems.qualified(field + ".appProtocol", port.appProtocol());
    }
  }

  private static void checkEndpoints(EndpointSlice slice, Problems problems) {
    List<Endpoint> endpoints = slice.endpoints();
    if (endpoints.size() > MOST_ENDPOINTS) {
      problems.tooMany("endpoints", endpoints.size(), MOST_ENDPOINTS);
      return;
    }
    for (int i = 0; i < endpoints.size(); i++) {
      checkEndpoint("endpoints[" + i + "]", endpoints.get(i), slice.addressType(), problems);
    }
  }

  private static void checkEndpoint(
      String field, Endpoint endpoint, AddressType type, Problems problems) {
    checkAddresses(field + ".addresses", endpoint.addresses(), type, problems);
    problems.subdomain(field + ".nodeName", endpoint.nodeName());
    problems.label(field + ".hostname", endpoint.hostname());
    EndpointSlice.Hints hints = endpoint.hints();
    if (hints != null) {
      checkHints(field + ".hints", hints, problems);
    }
  }

  private static void checkAddresses(
      String field, List<String> addresses, AddressType type, Problems problems) {
    for (int i = 0; i < addresses.size(); i++) {
      String place = field + "[" + i + "]";
      String address = addresses.get(i);
      if (AddressType.FQDN.equals(type)) {
        checkName(place, address, problems);
      } else if (AddressType.IPV4.equals(type) || AddressType.IPV6.equals(type)) {
        checkIp(place, address, type, problems);
      }
    }
  }

  private static void checkName(String field, String name, Problems problems) {
    if (name.isEmpty()) {
      problems.required(field, "");
      return;
    }
    String relative = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    List<String> wrong = Syntax.dns1123Subdomain(relative);
    problems.invalid(field, name, wrong);
    if (wrong.isEmpty() && !relative.contains(".")) {
      problems.invalid(
          field, name, "should be a domain with at least two segments separated by dots");
    }
  }

  private static void checkIp(String field, String text, AddressType type, Problems problems) {
    List<String> wrong =
        AddressType.IPV6.equals(type) ? AddressRules.canonical(text) : Ip.problems(text);
    problems.invalid(field, text, wrong);
    if (!wrong.isEmpty()) {
      return;
    }
    Ip ip = Ip.parse(text);
    boolean fits = ip.family().equals(new IpFamily(type.value()));
    if (!fits) {
      problems.invalid(
          field.substring(0, field.lastIndexOf('[')), text, "must be an " + type + " address");
    }
    problems.invalid(field, text, Ip.endpointProblems(text));
  }

  private static void checkHints(String field, EndpointSlice.Hints hints, Problems problems) {
    List<String> zones = hints.forZones().stream().map(EndpointSlice.ForZone::name).toList();
    List<String> nodes = hints.forNodes().stream().map(EndpointSlice.ForNode::name).toList();
    if (zones.size() > MOST_HINTS) {
      problems.tooMany(field + ".forZones", zones.size(), MOST_HINTS);
      return;
    }
    checkNames(field + ".forZones", zones, Syntax::labelValue, problems);
    if (nodes.size() > MOST_HINTS) {
      problems.tooMany(field + ".forNodes", nodes.size(), MOST_HINTS);
      return;
    }
    checkNames(field + ".forNodes", nodes, Syntax::dns1123Subdomain, problems);
  }

  private static void checkNames(
      String field, List<String> names, Function<String, List<String>> rule, Problems problems) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String place = field + "[" + i + "].name";
      if (!seen.add(names.get(i))) {
        problems.duplicate(place, names.get(i));
      }
      problems.invalid(place, names.get(i), rule.apply(names.get(i)));
    }
  }
}
