package io.discovery.testkit;

import io.discovery.model.Protocol;
import java.time.Duration;
import java.util.function.Function;

/**
 * What a new Deployment is to be; not thread-safe. Nothing happens before {@link #create} or {@link
 * #expose}, which act at once and throw {@link io.discovery.model.StatusException} if refused.
 */
public interface DeploymentBuilder {
  /** Sets the number of Pods, 0..10000; default 1. */
  DeploymentBuilder replicas(int replicas);

  /** Sets the image of the container: the version; default {@code v1}. */
  DeploymentBuilder image(String image);

  /** Adds a TCP port of the container, and of the Service if there will be one. */
  default DeploymentBuilder port(String name, int port) {
    return port(name, port, Protocol.TCP);
  }

  /** Adds a port of the container, and of the Service if there will be one. */
  DeploymentBuilder port(String name, int port, Protocol protocol);

  /** Adds a label of the Pods; {@code app} is the Deployment's name by default. */
  DeploymentBuilder label(String key, String value);

  /** Sets the time from scheduled to started; default drawn from 10..50 ms for each Pod. */
  DeploymentBuilder startAfter(Duration time);

  /** Sets the time from started to ready; default drawn from 50..200 ms for each Pod. */
  DeploymentBuilder readyAfter(Duration time);

  /**
   * Sets how long a terminating Pod goes on to answer; default 1 s. The grace period of its
   * Deployment bounds it.
   */
  DeploymentBuilder drain(Duration time);

  /** Sets what its Pods answer; default name and version. */
  DeploymentBuilder serve(Function<? super PodHandle, ? extends PodServer> servers);

  /** Creates the Deployment. */
  DeploymentHandle create();

  /** Creates the Deployment, and a Service of the same name with the same ports. */
  DeploymentHandle expose();
}
