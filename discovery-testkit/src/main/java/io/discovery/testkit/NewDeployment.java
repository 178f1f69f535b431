package io.discovery.testkit;

import io.discovery.model.IntOrString;
import io.discovery.model.KubernetesObject;
import io.discovery.model.LabelSelector;
import io.discovery.model.NamespacedName;
import io.discovery.model.ObjectMeta;
import io.discovery.model.PodSpec;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.testkit.workload.Deployment;
import io.discovery.testkit.workload.PodTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/** Collects what a Deployment is to be, and hands it to the cluster. */
final class NewDeployment implements DeploymentBuilder {
  private final Cluster cluster;
  private final NamespacedName name;
  private final Map<String, String> labels = new TreeMap<>();
  private final List<PodSpec.ContainerPort> ports = new ArrayList<>();
  private int replicas = 1;
  private String image = "v1";
  private PodProfile profile = PodProfile.NONE;

  NewDeployment(Cluster cluster, NamespacedName name) {
    this.cluster = cluster;
    this.name = name;
    labels.put("app", name.name());
  }

  @Override
  public DeploymentBuilder replicas(int replicas) {
    this.replicas = DeploymentDoor.checked(replicas);
    return this;
  }

  @Override
  public DeploymentBuilder image(String image) {
    this.image = Objects.requireNonNull(image, "image");
    return this;
  }

  @Override
  public DeploymentBuilder port(String name, int port, Protocol protocol) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(protocol, "protocol");
    ports.add(new PodSpec.ContainerPort(name, port, protocol, null, null));
    return this;
  }

  @Override
  public DeploymentBuilder label(String key, String value) {
    labels.put(key, value);
    return this;
  }

  @Override
  public DeploymentBuilder startAfter(Duration time) {
    profile = profile.withStartAfter(Objects.requireNonNull(time, "time"));
    return this;
  }

  @Override
  public DeploymentBuilder readyAfter(Duration time) {
    profile = profile.withReadyAfter(Objects.requireNonNull(time, "time"));
    return this;
  }

  @Override
  public DeploymentBuilder drain(Duration time) {
    profile = profile.withDrain(Objects.requireNonNull(time, "time"));
    return this;
  }

  @Override
  public DeploymentBuilder serve(Function<? super PodHandle, ? extends PodServer> servers) {
    profile = profile.withServers(Objects.requireNonNull(servers, "servers"));
    return this;
  }

  @Override
  public DeploymentHandle create() {
    return cluster.create(name, profile, List.of(deployment()));
  }

  @Override
  public DeploymentHandle expose() {
    List<KubernetesObject> objects = List.of(deployment(), service());
    return cluster.create(name, profile, objects);
  }

  private Deployment deployment() {
    PodSpec.Container container = new PodSpec.Container(name.name(), image, ports, null, List.of());
    PodTemplate template =
        new PodTemplate(
            ObjectMeta.builder().labels(labels).build(),
            PodSpec.builder().containers(List.of(container)).build());
    return new Deployment(
        metadata(),
        Deployment.Spec.NONE
            .withSelector(new LabelSelector(labels, List.of()))
            .withTemplate(template)
            .withReplicas(replicas),
        Deployment.Status.NONE);
  }

  private Service service() {
    List<Service.Port> offered = new ArrayList<>();
    for (PodSpec.ContainerPort port : ports) {
      String portName = Objects.requireNonNull(port.name(), "name");
      offered.add(
          Service.Port.of(portName, port.containerPort(), IntOrString.of(portName)).toBuilder()
              .protocol(port.protocol())
              .build());
    }
    return new Service(
        metadata(),
        ServiceSpec.builder().selector(labels).ports(offered).build(),
        Service.Status.NONE);
  }

  private ObjectMeta metadata() {
    return ObjectMeta.builder().namespace(name.namespace()).name(name.name()).build();
  }
}
