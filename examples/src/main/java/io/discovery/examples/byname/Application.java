package io.discovery.examples.byname;

import io.discovery.Refusal;
import io.discovery.ServiceDiscovery;
import io.discovery.core.Discovery;
import io.discovery.dns.DnsServer;
import io.discovery.manifest.Manifests;
import io.discovery.proxy.ServiceProxy;
import io.discovery.snapshot.ServiceSnapshot;
import io.discovery.testkit.Cluster;
import io.discovery.testkit.DeploymentHandle;
import io.discovery.testkit.PodHandle;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** An application in a fake cluster, with the name server and the proxy that make it reachable. */
final class Application implements AutoCloseable {
  static final String ZONE = "cluster.local";
  private static final String SHOP = "io/discovery/examples/byname/shop.yaml";
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration SETTLE = Duration.ofSeconds(2);
  private static final String NODE = "node-1";

  final Cluster cluster;
  private final ServiceDiscovery discovery;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final ServiceProxy proxy;
  private final DnsServer dns;

  /**
   * Boots the manifests; returns once all Pods are ready and all Services can be reached.
   *
   * @throws IllegalArgumentException if a manifest cannot be read
   * @throws IllegalStateException if the Pods are not ready within a minute
   * @throws UncheckedIOException if the name server cannot listen
   * @throws TimeoutException if the discovery does not know them within another one
   */
  Application(Options options) throws InterruptedException, TimeoutException {
    cluster =
        Cluster.builder()
            .realTime()
            .seed(options.seed)
            .serviceCidrs(options.serviceCidr)
            .drain(options.drain)
            .serve(Answers::of)
            .build();
    open.add(cluster);
    boolean started = false;
    try {
      discovery = Discovery.builder().source(cluster.watchSource()).build();
      open.add(discovery);
      for (Manifests manifest : manifests(options.manifests)) {
        cluster.apply(manifest).forEach(this::refused);
      }
      cluster.runUntil(this::ready, START);
      discovery.awaitSynced(START);
      settle();
      proxy =
          ServiceProxy.builder(discovery)
              .mode(options.mode)
              .node(NODE)
              .nodeAddresses(options.nodeAddress.toString())
              .dial(cluster.network()::dial)
              .start();
      open.add(proxy);
      dns =
          DnsServer.builder(discovery)
              .zone(ZONE)
              .nameServers(options.nodeAddress)
              .listen(options.nodeAddress.toInetAddress(), options.dnsPort)
              .start();
      open.add(dns);
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  private void refused(Refusal refusal) {
    refused.add(refusal.toString());
  }

  private boolean ready() {
    return cluster.deployments().stream().allMatch(DeploymentHandle::rolledOut)
        && cluster.pods().stream().allMatch(pod -> pod.state() == PodHandle.State.READY);
  }

  /** The discovery sees the cluster a moment later. */
  private void settle() {
    try {
      cluster.runUntil(this::known, SETTLE);
    } catch (IllegalStateException never) {
      // There are Services without any endpoint: they are refused, and the table says so.
    }
  }

  private boolean known() {
    Collection<ServiceSnapshot> services = discovery.snapshot().services();
    return !services.isEmpty()
        && services.stream()
            .flatMap(service -> service.ports().stream())
            .allMatch(port -> port.usableCount() > 0);
  }

  /** Returns what of the manifests was refused. */
  List<String> refused() {
    return List.copyOf(refused);
  }

  /** Returns where the name server answers. */
  InetSocketAddress dns() {
    return dns.address();
  }

  /** Returns all ways to all Services as they are now. */
  List<Entry> entries() {
    return Entries.of(discovery, proxy, ZONE);
  }

  /** Ends the name server, the proxy, the Pods and every thread. */
  @Override
  public void close() {
    for (int i = open.size() - 1; i >= 0; i--) {
      close(open.get(i));
    }
    open.clear();
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalStateException("by-name: cannot end " + closeable, e);
    }
  }

  private static List<Manifests> manifests(List<Path> files) {
    return files.isEmpty()
        ? List.of(Manifests.classpath(SHOP, Application.class.getClassLoader()))
        : files.stream().map(Manifests::file).toList();
  }
}
