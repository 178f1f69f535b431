package io.discovery.testkit;

import io.discovery.model.NamespacedName;
import io.discovery.model.Pod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The handle of one Pod: asks on the loop. */
final class PodDoor implements PodHandle {
  private final Driver driver;
  private final LivePod pod;
  private final NamespacedName name;

  PodDoor(Driver driver, LivePod pod) {
    this.driver = driver;
    this.pod = pod;
    this.name = pod.name();
  }

  private void tell(Runnable verb) {
    driver.ask(
        () -> {
          verb.run();
          return true;
        });
  }

  @Override
  public NamespacedName namespacedName() {
    return name;
  }

  @Override
  public Pod object() {
    return driver.ask(pod::pod);
  }

  @Override
  public State state() {
    return driver.ask(pod::state);
  }

  @Override
  public @Nullable String ip() {
    return object().status().podIP();
  }

  @Override
  public @Nullable String node() {
    return object().spec().nodeName();
  }

  @Override
  public String image() {
    return driver.ask(pod::image);
  }

  @Override
  public int restarts() {
    return driver.ask(pod::restarts);
  }

  @Override
  public long served() {
    return pod.served();
  }

  @Override
  public void crash() {
    tell(pod::crash);
  }

  @Override
  public void ready(boolean ready) {
    tell(() -> pod.ready(ready));
  }

  @Override
  public void delete() {
    tell(pod::delete);
  }

  @Override
  public void kill(Duration unnoticed) {
    tell(() -> pod.kill(unnoticed));
  }

  @Override
  public String toString() {
    return "PodHandle[" + name + "]";
  }
}
