package io.discovery.testkit;

import io.discovery.ServiceDiscovery;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** The extension behind {@link FakeCluster}: one cluster for each test that asks for one. */
final class FakeClusterExtension implements ParameterResolver, AfterEachCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(FakeClusterExtension.class);
  private static final String SEED = "discovery.seed";

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Cluster.class || type == ServiceDiscovery.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "fake cluster: each test has its own (expected: a parameter of a test method)");
    }
    Cluster cluster =
        context
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(Cluster.class, type -> build(context), Cluster.class);
    return parameter.getParameter().getType() == Cluster.class ? cluster : cluster.discovery();
  }

  private static Cluster build(ExtensionContext context) {
    FakeCluster wanted = annotation(context);
    Cluster.Builder builder = Cluster.builder().nodes(wanted.nodes()).zones(wanted.zones());
    Long replayed = Long.getLong(SEED);
    if (replayed != null) {
      builder.seed(replayed);
    } else if (wanted.seed() != 0) {
      builder.seed(wanted.seed());
    }
    return wanted.realTime() ? builder.realTime().build() : builder.build();
  }

  /** The one of the method goes before the one of its class, that before those around it. */
  private static FakeCluster annotation(ExtensionContext context) {
    Optional<ExtensionContext> at = Optional.of(context);
    while (at.isPresent()) {
      Optional<FakeCluster> found =
          AnnotationSupport.findAnnotation(at.get().getElement(), FakeCluster.class);
      if (found.isPresent()) {
        return found.get();
      }
      at = at.get().getParent();
    }
    throw new IllegalStateException("fake cluster: no annotation @FakeCluster");
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Cluster cluster = context.getStore(NAMESPACE).remove(Cluster.class, Cluster.class);
    if (cluster == null) {
      return;
    }
    if (context.getExecutionException().isPresent()) {
      String seed = Long.toString(cluster.seed());
      context.publishReportEntry(SEED, seed);
      System.err.println(
          context.getDisplayName() + ": failed with -D" + SEED + "=" + seed + " (to replay it)");
    }
    cluster.close();
    List<String> leaks = cluster.leaks();
    if (!leaks.isEmpty() && context.getExecutionException().isEmpty()) {
      throw new AssertionError("fake cluster: left after close: " + String.join(", ", leaks));
    }
  }
}
