package io.discovery.examples.firstlight;

import io.discovery.Refusal;
import io.discovery.ServiceDiscovery;
import io.discovery.core.Discovery;
import io.discovery.manifest.Manifest;
import io.discovery.manifest.Manifests;
import io.discovery.model.Service;
import io.discovery.snapshot.ServiceName;
import io.discovery.snapshot.ServiceSnapshot;
import io.discovery.testkit.Cluster;
import io.discovery.testkit.DeploymentHandle;
import io.discovery.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** An application that runs in a fake cluster, in real time and with real sockets. */
final class Application implements AutoCloseable {
  private static final String SHOP = "io/discovery/examples/firstlight/shop.yaml";
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration SETTLE = Duration.ofSeconds(2);

  final Served served = new Served();
  final Cluster cluster;
  private final ServiceDiscovery discovery;
  private final Machines machines;
  private final List<Manifests> sources;
  private final List<Manifest> manifests;
  private final List<IgnoredPart> ignored;
  private final List<String> refused = new ArrayList<>();

  /**
   * Reads the manifests and makes an empty cluster.
   *
   * @throws IllegalArgumentException if a manifest cannot be read; says where and why
   */
  Application(Options options) {
    sources = sources(options.manifests);
    manifests = sources.stream().map(Manifests::read).toList();
    ignored = IgnoredPart.group(manifests.stream().flatMap(m -> m.ignored().stream()).toList());

    Cluster.Builder builder =
        Cluster.builder()
            .realTime()
            .seed(options.seed)
            .serve(pod -> served.server(pod.name(), pod.image()));
    cluster = (options.abrupt ? builder.abrupt() : builder).build();
    machines = new Machines(cluster, served);
    discovery =
        Discovery.builder().source(cluster.watchSource()).policy(options.policy.policy()).build();
  }

  private void refused(Refusal refusal) {
    refused.add(refusal.toString());
  }

  /**
   * Boots the application; returns once all Pods are ready and the discovery knows them.
   *
   * @throws TimeoutException if that takes longer than a minute; says what is missing
   */
  Targets start(Time time) throws InterruptedException, TimeoutException {
    manifests.forEach(manifest -> machines.standInFor(manifest.objects()));
    sources.forEach(source -> cluster.apply(source).forEach(this::refused));
    discovery.awaitSynced(START);
    if (!Waiting.until(this::rolledOut, time, START)) {
      String missing =
          cluster.deployments().stream()
              .filter(deployment -> !deployment.rolledOut())
              .map(deployment -> deployment.namespacedName().toString())
              .collect(Collectors.joining(", "));
      throw new TimeoutException("start: Pods not ready within a minute (" + missing + ")");
    }
    // Some Services may never get an endpoint; the others need but a moment now.
    Waiting.until(() -> servicesKnown() && Targets.of(discovery).empty() == 0, time, SETTLE);
    return Targets.of(discovery);
  }

  /** The discovery may see the cluster with a delay, and will never see what was refused. */
  private boolean servicesKnown() {
    List<String> known =
        discovery.snapshot().services().stream().map(service -> service.name().toString()).toList();
    return manifests.stream()
        .flatMap(manifest -> manifest.objects().stream())
        .filter(Service.class::isInstance)
        .allMatch(service -> known.contains(service.namespacedName().toString()));
  }

  private boolean rolledOut() {
    return cluster.deployments().stream().allMatch(DeploymentHandle::rolledOut);
  }

  DeploymentHandle deployment(String name) {
    return cluster.deployment(name);
  }

  /** Returns the Deployments whose Pods stand behind a Service that is called. */
  List<Scenario.Actor> actors() {
    return cluster.deployments().stream()
        .filter(deployment -> !serviceOf(deployment).isEmpty())
        .filter(deployment -> deployment.readyPods() > 0)
        .map(d -> new Scenario.Actor(d.namespacedName().toString(), d.readyPods()))
        .toList();
  }

  /** Returns a Service that a Deployment's Pods stand behind; empty if there is none. */
  String serviceOf(DeploymentHandle deployment) {
    String namespace = deployment.namespacedName().namespace();
    Map<String, String> labels = deployment.object().spec().template().metadata().labels();
    for (ServiceSnapshot service : discovery.snapshot().services()) {
      Map<String, String> selector = service.service().spec().selector();
      if (service.name().namespace().equals(namespace)
          && !selector.isEmpty()
          && labels.entrySet().containsAll(selector.entrySet())
          && service.ports().stream().anyMatch(port -> port.usableCount() > 0)) {
        return service.name().toString();
      }
    }
    return "";
  }

  /**
   * Returns the Services that have no selector and stand for no name: their endpoints are given.
   */
  List<String> byHand() {
    return discovery.snapshot().services().stream()
        .map(ServiceSnapshot::service)
        .filter(service -> service.spec().selector().isEmpty() && !service.spec().external())
        .map(service -> service.namespacedName().toString())
        .toList();
  }

  /** Adds an endpoint to a Service without selector. */
  boolean addByHand(String name) {
    ServiceSnapshot service = discovery.snapshot().service(ServiceName.parse(name));
    if (service != null) {
      machines.add(service.service()).forEach(this::refused);
    }
    return service != null;
  }

  /** Returns what of the manifests was not used. */
  Report.Passed passed(Targets targets) {
    int services = discovery.snapshot().services().size();
    return new Report.Passed(services, targets.not(), ignored, refused);
  }

  /** Ends the client, the Pods, the machines and every thread. */
  @Override
  public void close() {
    discovery.close();
    machines.close();
    cluster.close();
  }

  private static List<Manifests> sources(List<Path> files) {
    List<Manifests> sources =
        files.isEmpty()
            ? List.of(Manifests.classpath(SHOP, Application.class.getClassLoader()))
            : files.stream().map(Manifests::file).toList();
    return sources.stream().map(source -> source.withKinds(Cluster.kinds())).toList();
  }
}
