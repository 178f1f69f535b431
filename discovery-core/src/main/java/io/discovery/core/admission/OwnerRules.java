package io.discovery.core.admission;

import io.discovery.model.ObjectMeta.OwnerReference;
import java.util.ArrayList;
import java.util.List;

/** References to owners (ValidateOwnerReferences). */
final class OwnerRules {
  private static final String FIELD = "metadata.ownerReferences";

  private OwnerRules() {}

  static void check(List<OwnerReference> owners, Problems problems) {
    String controller = null;
    for (int i = 0; i < owners.size(); i++) {
      OwnerReference owner = owners.get(i);
      check(FIELD + "[" + i + "]", owner, problems);
      if (Boolean.TRUE.equals(owner.controller())) {
        String name = owner.kind() + "/" + owner.name();
        if (controller == null) {
          controller = name;
        } else {
          problems.invalid(
              FIELD,
              json(owners),
              "Only one reference can have Controller set to true."
                  + (" Found \"true\" in references for " + controller + " and " + name));
        }
      }
    }
  }

  private static void check(String field, OwnerReference owner, Problems problems) {
    String version = owner.apiVersion();
    int slash = version.indexOf('/');
    required(field + ".apiVersion", version, problems);
    if (version.endsWith("/") || slash != version.lastIndexOf('/')) {
      problems.invalid(field + ".apiVersion", version, "must be <group>/<version> or <version>");
    }
    required(field + ".kind", owner.kind(), problems);
    required(field + ".name", owner.name(), problems);
    required(field + ".uid", owner.uid(), problems);
    if (version.equals("v1") && owner.kind().equals("Event")) {
      problems.invalid(
          field, new Values.Raw(json(owner)), "/v1, Kind=Event is disallowed from being an owner");
    }
  }

  private static void required(String field, String value, Problems problems) {
    if (value.isEmpty()) {
      problems.required(field, "must not be empty");
    }
  }

  private static Values.Raw json(List<OwnerReference> owners) {
    List<String> all = new ArrayList<>();
    for (OwnerReference owner : owners) {
      all.add(json(owner));
    }
    return new Values.Raw("[" + String.join(",", all) + "]");
  }

  private static String json(OwnerReference owner) {
    return "{\"apiVersion\":"
        + Values.json(owner.apiVersion())
        + ",\"kind\":"
        + Values.json(owner.kind())
        + ",\"name\":"
        + Values.json(owner.name())
        + ",\"uid\":"
        + Values.json(owner.uid())
        + (owner.controller() == null ? "" : ",\"controller\":" + owner.controller())
        + (owner.blockOwnerDeletion() == null
            ? ""
            : ",\"blockOwnerDeletion\":" + owner.blockOwnerDeletion())
        + "}";
  }
}
