package io.discovery.core.admission;

import io.discovery.address.Ip;
import io.discovery.core.allocation.Allocations;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.IPAddress;
import java.util.Objects;

/** Virtual addresses that are taken: each says by whom, for good (ValidateIPAddress). */
final class IpAddressAdmission implements Rules<IPAddress> {
  private static final MetaRules META = new MetaRules(AddressRules::canonical, false);
  private static final String PARENT = "spec.parentRef";

  private final Allocations allocations;

  IpAddressAdmission(Allocations allocations) {
    this.allocations = allocations;
  }

  @Override
  public void stored(IPAddress object) {
    allocations.hold(Ip.parse(object.metadata().name()));
  }

  @Override
  public void deleted(IPAddress object) {
    allocations.release(Ip.parse(object.metadata().name()));
  }

  @Override
  public IPAddress prepared(@Nullable IPAddress before, IPAddress object) {
    return object;
  }

  @Override
  public void check(@Nullable IPAddress before, IPAddress object, Problems problems) {
    META.check(before, object, problems);
    META.checkNames(object.metadata(), problems);
    IPAddress.ParentReference parent = object.spec().parentRef();
    if (before != null && !Objects.equals(before.spec(), object.spec())) {
      problems.immutable(PARENT, null);
    } else if (parent == null) {
      problems.required(PARENT, "");
    } else {
      String group = Values.text(parent.group());
      problems.subdomain(PARENT + ".group", group);
      checkParent("resource", parent.resource(), problems);
      checkParent("name", parent.name(), problems);
      if (!Values.isEmpty(parent.namespace())) {
        checkParent("namespace", parent.namespace(), problems);
      }
    }
  }

  /** Checks what has to be a segment of a path. */
  static void checkParent(String field, @Nullable String text, Problems problems) {
    String place = PARENT + "." + field;
    if (Values.isEmpty(text)) {
      problems.required(place, "");
    } else if (".".equals(text) || "..".equals(text)) {
      problems.invalid(place, text, "may not be '" + text + "'");
    } else {
      problems.invalid(place, text, MetaRules.pathSegment("" + text));
    }
  }
}
