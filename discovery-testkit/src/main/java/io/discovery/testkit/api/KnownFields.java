package io.discovery.testkit.api;

import io.discovery.model.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Fields that Kubernetes knows and our records do not keep: accepted and dropped. */
final class KnownFields {
  private static final String TEMPLATE = "spec.template.";

  private static final KnownFields NONE = new KnownFields();
  private static final KnownFields POD = pod();
  private static final Map<ResourceKind, KnownFields> ALL = new TreeMap<>();

  static {
    ALL.put(ResourceKind.POD, POD);
    ALL.put(ResourceKind.NODE, node());
    ALL.put(ResourceKind.ENDPOINT_SLICE, new KnownFields().add("endpoints", "deprecatedTopology"));
  }

  /** Fields of the records of workloads; what is in their template is looked up as of a Pod. */
  private static final KnownFields WORKLOAD =
      new KnownFields()
          .add("spec", "progressDeadlineSeconds revisionHistoryLimit volumeClaimTemplates")
          .add("spec", "persistentVolumeClaimRetentionPolicy ordinals templateRef")
          .add("spec.updateStrategy.rollingUpdate", "maxUnavailable")
          .add("status", "conditions collisionCount currentReplicas currentRevision");

  private final Map<String, List<String>> fields = new TreeMap<>();

  private KnownFields() {
    add("metadata", "selfLink managedFields clusterName");
  }

  static KnownFields of(ResourceKind kind) {
    boolean workload = kind.group().equals("apps") || kind.name().equals("ReplicationController");
    return workload ? WORKLOAD : ALL.getOrDefault(kind, NONE);
  }

  private static KnownFields pod() {
    KnownFields pod =
        new KnownFields()
            .add("spec", "volumes ephemeralContainers activeDeadlineSeconds dnsPolicy")
            .add("spec", "nodeSelector serviceAccountName serviceAccount")
            .add("spec", "automountServiceAccountToken hostPID hostIPC shareProcessNamespace")
            .add("spec", "securityContext imagePullSecrets affinity schedulerName tolerations")
            .add("spec", "hostAliases priorityClassName priority dnsConfig runtimeClassName")
            .add("spec", "enableServiceLinks preemptionPolicy overhead setHostnameAsFQDN os")
            .add("spec", "topologySpreadConstraints hostUsers schedulingGates resourceClaims")
            .add("spec", "resources hostnameOverride workloadRef schedulingGroup")
            .add("spec", "evictionResponders")
            .add("status", "observedGeneration nominatedNodeName hostIPs initContainerStatuses")
            .add("status", "qosClass ephemeralContainerStatuses resize resourceClaimStatuses")
            .add("status", "extendedResourceClaimStatus allocatedResources resources")
            .add("status", "nodeAllocatableResourceClaimStatuses volumeHealth")
            .add("status.conditions", "observedGeneration lastProbeTime")
            .add("status.containerStatuses", "imageID containerID allocatedResources resources")
            .add("status.containerStatuses", "volumeMounts user allocatedResourcesStatus")
            .add("status.containerStatuses", "stopSignal");
    for (String containers : List.of("spec.containers", "spec.initContainers")) {
      pod.add(containers, "command args workingDir envFrom resources resizePolicy")
          .add(containers, "restartPolicyRules volumeMounts volumeDevices livenessProbe")
          .add(containers, "readinessProbe startupProbe lifecycle terminationMessagePath")
          .add(containers, "terminationMessagePolicy imagePullPolicy securityContext")
          .add(containers, "stdin stdinOnce tty")
          .add(containers + ".env", "valueFrom");
    }
    return pod;
  }

  private static KnownFields node() {
    return new KnownFields()
        .add("spec", "configSource externalID podPreemptionPolicy")
        .add("status", "phase daemonEndpoints nodeInfo images volumesInUse volumesAttached")
        .add("status", "config runtimeHandlers features declaredFeatures")
        .add("status.conditions", "lastHeartbeatTime");
  }

  private KnownFields add(String parent, String names) {
    fields.merge(
        parent,
        List.of(names.split(" ")),
        (some, more) -> {
          List<String> both = new ArrayList<>(some);
          both.addAll(more);
          return both;
        });
    return this;
  }

  /** Returns whether it is about such a field, such as {@code unknown field "spec.volumes"}. */
  boolean covers(String lax) {
    String start = "unknown field \"";
    if (!lax.startsWith(start)) {
      return false;
    }
    String path = lax.substring(start.length(), lax.length() - 1).replaceAll("\\[\\d+]", "");
    return path.startsWith(TEMPLATE) ? POD.has(path.substring(TEMPLATE.length())) : has(path);
  }

  private boolean has(String path) {
    int dot = path.lastIndexOf('.');
    return dot >= 0
        && fields.getOrDefault(path.substring(0, dot), List.of()).contains(path.substring(dot + 1));
  }
}
