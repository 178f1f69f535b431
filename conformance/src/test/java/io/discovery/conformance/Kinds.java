package io.discovery.conformance;

import java.util.Map;
import java.util.TreeMap;

/** The kinds of vectors that are supported, by name. */
final class Kinds {
  static final Map<String, Kind> ALL = new TreeMap<>();

  static {
    ALL.put("service-create", new AdmissionKind());
    ALL.put("service-update", new AdmissionKind());
    ALL.put("service-allocation", new AdmissionKind());
    ALL.put("endpointslice-admission", new AdmissionKind());
    ALL.put("endpoints-admission", new AdmissionKind());
    ALL.put("pod-admission", new PodAdmissionKind());
    ALL.put("names", new PodAdmissionKind());
    ALL.put("label-selector", new SelectorKind());
    ALL.put("field-selector", new SelectorKind());
    ALL.put("label-selector-object", new SelectorObjectKind());
    ALL.put("endpointslices", new SlicesKind(false));
    ALL.put("endpointslice-mirroring", new SlicesKind(true));
    ALL.put("endpointslice-packing", new PackingKind());
    ALL.put("endpoints", new EndpointsKind());
    ALL.put("topology-hints", new HintsKind());
    ALL.put("dns", new DnsKind());
    ALL.put("dns-follow", new DnsKind());
    ALL.put("dns-wire", new DnsWireKind());
    ALL.put("proxy-verdict", new ProxyVerdictKind());
    ALL.put("session-affinity", new AffinityKind());
    ALL.put("established-flows", new FlowsKind());
    ALL.put("health-check-node-port", new ProxyHealthKind());
    ALL.put("proxy-healthz", new ProxyHealthKind());
  }

  private Kinds() {}
}
