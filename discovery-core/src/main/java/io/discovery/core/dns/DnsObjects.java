package io.discovery.core.dns;

import io.discovery.model.EndpointSlice;
import io.discovery.model.NamespacedName;
import io.discovery.model.Service;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What there is to answer from, as one caller sees it; asked with names in lower case. */
public interface DnsObjects {

  /** Returns a Service, if there is one of that name. */
  @Nullable Service service(NamespacedName name);

  /** Returns the slices whose label says a name, whether there is such a Service or not. */
  List<EndpointSlice> slices(NamespacedName name);

  /** Returns the names whose Service or slices may have an address; others do no harm. */
  List<NamespacedName> at(String address);

  /** Returns whether a namespace exists. */
  boolean hasNamespace(String name);

  /** Returns whether Pods have names at all. */
  boolean namesPods();

  /** Returns whether a Pod with an address, in a namespace that exists, has a name. */
  boolean hasPod(String namespace, String address);

  /** Returns a number that grows with changes. */
  long serial();
}
