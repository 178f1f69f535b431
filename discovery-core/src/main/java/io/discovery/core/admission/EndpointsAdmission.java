package io.discovery.core.admission;

import io.discovery.address.Ip;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.Endpoints;
import io.discovery.model.Endpoints.Address;
import io.discovery.model.Endpoints.Port;
import io.discovery.model.Endpoints.Subset;
import io.discovery.model.Protocol;
import io.discovery.model.Syntax;
import java.util.ArrayList;
import java.util.List;

/** Endpoints that users write (ValidateEndpoints, SetDefaults_Endpoints). */
final class EndpointsAdmission implements Rules<Endpoints> {
  private static final MetaRules META = new MetaRules(Syntax::dns1123Subdomain, true);

  @Override
  public Endpoints prepared(@Nullable Endpoints before, Endpoints object) {
    return object.withSubsets(Values.mapped(object.subsets(), EndpointsAdmission::subset));
  }

  private static Subset subset(Subset subset) {
    return new Subset(
        Values.mapped(subset.addresses(), EndpointsAdmission::address),
        Values.mapped(subset.notReadyAddresses(), EndpointsAdmission::address),
        Values.mapped(subset.ports(), EndpointsAdmission::port));
  }

  private static Address address(Address address) {
    String hostname = Values.text(address.hostname());
    return new Address(address.ip(), hostname, address.nodeName(), address.targetRef());
  }

  private static Port port(Port port) {
    Protocol protocol = Values.isEmpty(port.protocol()) ? Protocol.TCP : port.protocol();
    return new Port(Values.text(port.name()), port.port(), protocol, port.appProtocol());
  }

  @Override
  public void check(@Nullable Endpoints before, Endpoints object, Problems problems) {
    META.check(before, object, problems);
    META.checkNames(object.metadata(), problems);
    if (before != null && before.subsets().equals(object.subsets())) {
      return;
    }
    List<String> known = before == null ? List.of() : addresses(before);
    for (int i = 0; i < object.subsets().size(); i++) {
      check("subsets[" + i + "]", object.subsets().get(i), known, problems);
    }
  }

  private static List<String> addresses(Endpoints endpoints) {
    List<String> ips = new ArrayList<>();
    for (Subset subset : endpoints.subsets()) {
      for (Address address : subset.addresses()) {
        ips.add(address.ip());
      }
      for (Address address : subset.notReadyAddresses()) {
        ips.add(address.ip());
      }
    }
    return ips;
  }

  private static void check(String field, Subset subset, List<String> known, Problems problems) {
    if (subset.addresses().isEmpty() && subset.notReadyAddresses().isEmpty()) {
      problems.required(field, "must specify `addresses` or `notReadyAddresses`");
    }
    for (int i = 0; i < subset.addresses().size(); i++) {
      check(field + ".addresses[" + i + "]", subset.addresses().get(i), known, problems);
    }
    for (int i = 0; i < subset.notReadyAddresses().size(); i++) {
      Address address = subset.notReadyAddresses().get(i);
      check(field + ".notReadyAddresses[" + i + "]", address, known, problems);
    }
    for (int i = 0; i < subset.ports().size(); i++) {
      boolean named = subset.ports().size() > 1;
      check(field + ".ports[" + i + "]", subset.ports().get(i), named, problems);
    }
  }

  /** Syntax comes first, what the address means last. */
  private static void check(String field, Address address, List<String> known, Problems problems) {
    String ip = address.ip();
    AddressRules.checkSyntax(field + ".ip", ip, known, problems);
    problems.label(field + ".hostname", address.hostname());
    problems.subdomain(field + ".nodeName", address.nodeName());
    if (AddressRules.unreadable(ip)) {
      problems.invalid(field + ".ip", ip, "must be a valid IP address");
    }
    problems.invalid(field + ".ip", ip, Ip.endpointProblems(ip));
  }

  private static void check(String field, Port port, boolean named, Problems problems) {
    String name = port.name();
    if (name != null) {
      problems.label(field + ".name", name);
    } else if (named) {
      problems.required(field + ".name", "");
    }
    problems.invalid(field + ".port", port.port(), Syntax.portNumber(port.port()));
    problems.oneOf(field + ".protocol", port.protocol(), ServicePortRules.PROTOCOLS);
    problems.qualified(field + ".appProtocol", port.appProtocol());
  }
}
