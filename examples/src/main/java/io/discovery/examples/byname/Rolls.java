package io.discovery.examples.byname;

import io.discovery.address.Ip;
import io.discovery.model.PodSpec;
import io.discovery.model.Protocol;
import io.discovery.snapshot.Endpoint;
import io.discovery.testkit.Cluster;
import io.discovery.testkit.DeploymentHandle;
import io.discovery.testkit.PodHandle;
import io.discovery.time.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rolls Deployments, and lets Pods crash; on the loop of the cluster. */
final class Rolls implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final Cluster cluster;
  private final Consumer<String> news;
  private EventLoop.@Nullable Timer next;
  private int turn;
  private boolean closed;

  Rolls(Cluster cluster, Consumer<String> news) {
    this.cluster = cluster;
    this.news = news;
  }

  /** Rolls one Deployment after the other, one each time; any thread. */
  void every(Duration time) {
    cluster.loop().execute(() -> schedule(time));
  }

  private void schedule(Duration time) {
    if (!closed) {
      next =
          cluster
              .loop()
              .schedule(
                  time,
                  () -> {
                    rollNext();
                    schedule(time);
                  });
    }
  }

  private void rollNext() {
    List<DeploymentHandle> all = cluster.deployments();
    for (int i = 0; i < all.size(); i++) {
      DeploymentHandle deployment = all.get(turn++ % all.size());
      if (deployment.rolledOut() && deployment.readyPods() > 0) {
        roll(deployment);
        return;
      }
    }
  }

  /** Rolls a Deployment; any thread. */
  void roll(String name) {
    cluster.loop().execute(() -> attempt("roll", name, () -> roll(cluster.deployment(name))));
  }

  private void roll(DeploymentHandle deployment) {
    List<PodHandle> old = deployment.pods();
    String image = old.isEmpty() ? "" : old.get(0).image();
    String to = Image.next(image);
    deployment.rollout(rollout -> rollout.image(to));
    String versions = Image.version(image) + " -> " + Image.version(to);
    String what = "roll " + deployment.namespacedName() + " " + versions;
    news.accept(what);
    awaitEnd(deployment, old, what + " complete, the old Pods are gone");
  }

  private void awaitEnd(DeploymentHandle deployment, List<PodHandle> old, String text) {
    if (closed) {
      return;
    }
    if (deployment.rolledOut()
        && old.stream().allMatch(pod -> pod.state() == PodHandle.State.GONE)) {
      news.accept(text);
    } else {
      cluster.loop().schedule(LOOK_AGAIN, () -> awaitEnd(deployment, old, text));
    }
  }

  /** Lets a Pod of a Deployment crash; any thread. */
  void crash(String name) {
    cluster.loop().execute(() -> attempt("crash", name, () -> crash(cluster.deployment(name))));
  }

  private void crash(DeploymentHandle deployment) {
    PodHandle pod =
        deployment.pods().stream()
            .filter(each -> each.state() == PodHandle.State.READY)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no Pod is ready"));
    String where = where(pod);
    pod.crash();
    news.accept("crash " + pod.namespacedName() + where);
  }

  /** Returns the socket of a Pod's first port, as text; empty if it has none. */
  private String where(PodHandle pod) {
    for (PodSpec.Container container : pod.object().spec().containers()) {
      for (PodSpec.ContainerPort port : container.ports()) {
        Ip ip = Ip.parse(Objects.requireNonNull(pod.ip()));
        Protocol protocol = Objects.requireNonNullElse(port.protocol(), Protocol.TCP);
        Endpoint endpoint = Endpoint.builder(ip, port.containerPort()).protocol(protocol).build();
        return " at " + Entry.authority(cluster.network().dial(endpoint));
      }
    }
    return "";
  }

  private void attempt(String verb, String name, Runnable deed) {
    try {
      deed.run();
    } catch (IllegalArgumentException | IllegalStateException impossible) {
      news.accept(verb + " " + name + ": " + Objects.toString(impossible.getMessage(), ""));
    }
  }

  /** Rolls nothing any more; any thread. */
  @Override
  public void close() {
    cluster
        .loop()
        .execute(
            () -> {
              closed = true;
              if (next != null) {
                next.cancel();
              }
            });
  }
}
