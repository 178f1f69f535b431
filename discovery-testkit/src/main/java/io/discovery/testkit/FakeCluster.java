package io.discovery.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class, or one test, a cluster of its own: parameters of type {@link Cluster}
 * and {@link io.discovery.ServiceDiscovery} are filled in, and closed after the test.
 *
 * <p>The seed is printed when a test fails; {@code -Ddiscovery.seed=…} or {@link #seed} replays it.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FakeClusterExtension.class)
public @interface FakeCluster {
  /** Returns the seed; by default, 0, one is drawn. */
  long seed() default 0;

  /** Returns the number of nodes, 1..250. */
  int nodes() default 3;

  /** Returns the zones that the nodes are spread over in turn; by default none. */
  String[] zones() default {};

  /** Returns whether the cluster runs by the clock of the system, with real sockets. */
  boolean realTime() default false;
}
