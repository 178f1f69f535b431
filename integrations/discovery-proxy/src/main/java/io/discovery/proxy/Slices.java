package io.discovery.proxy;

import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import java.util.ArrayList;
import java.util.List;

/** What kube-proxy looks at in slices before it looks at endpoints (endpointslicecache.go). */
final class Slices {
  private Slices() {}

  /** Returns whether nothing was written in a family. */
  static boolean same(List<EndpointSlice> a, List<EndpointSlice> b, AddressType family) {
    return a == b || of(a, family).equals(of(b, family));
  }

  /** Returns whether there is an endpoint with a UDP port. */
  static boolean haveUdp(List<EndpointSlice> slices, AddressType family) {
    boolean udp = false;
    for (EndpointSlice slice : of(slices, family)) {
      for (EndpointSlice.Port port :
          slice.endpoints().isEmpty() ? List.<EndpointSlice.Port>of() : slice.ports()) {
        udp |= Protocol.UDP.equals(port.protocol()) && port.port() != null && port.port() != 0;
      }
    }
    return udp;
  }

  private static List<EndpointSlice> of(List<EndpointSlice> slices, AddressType family) {
    List<EndpointSlice> of = new ArrayList<>(slices.size());
    for (EndpointSlice slice : slices) {
      if (slice.addressType().equals(family)
          && !slice.metadata().labels().containsKey(Service.HEADLESS_LABEL)) {
        of.add(slice);
      }
    }
    return of;
  }
}
