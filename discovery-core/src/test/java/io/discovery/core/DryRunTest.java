package io.discovery.core;

import static io.discovery.core.TestObjects.namespace;
import static io.discovery.core.TestObjects.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.model.NamespacedName;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.model.StatusException;
import io.discovery.time.Randomness;
import io.discovery.watch.WatchEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dry runs and preconditions. */
class DryRunTest {
  private static final NamespacedName CART = new NamespacedName("shop", "cart");
  private static final ResourceKind KIND = ResourceKind.SERVICE;

  private final VirtualLoop loop = new VirtualLoop();
  private final ControlPlane plane = ControlPlane.builder(loop, loop, Randomness.seeded(1)).build();
  private final List<WatchEvent> heard = new ArrayList<>();

  @BeforeEach
  void listen() {
    plane.create(namespace("shop"));
    plane.onChange(heard::add);
  }

  @Test
  void dryRunsAnswerAndChangeNothing() {
    Service dry = plane.create(service("cart"), true);
    assertThat(dry.spec().clusterIP()).isEqualTo("10.96.0.0");
    assertThat(dry.metadata().uid()).isNotNull();
    assertThat(dry.metadata().resourceVersion()).isNull();
    assertThat(plane.get(Service.class, CART)).isNull();

    Service stored = plane.create(service("cart"));
    assertThatThrownBy(() -> plane.create(service("cart"), true))
        .hasMessage("services \"cart\" already exists");
    heard.clear();
    Service changed =
        stored.withSpec(stored.spec().toBuilder().selector(Map.of("app", "x")).build());
    Service updated = plane.update(changed, true);
    assertThat(updated.spec()).isEqualTo(changed.spec());
    assertThat(updated.metadata().resourceVersion()).isEqualTo(stored.metadata().resourceVersion());
    plane.updateStatus(changed, true);
    assertThat(plane.delete(KIND, CART, options(null, null, true))).isNull();
    assertThat(plane.get(Service.class, CART)).isSameAs(stored);
    assertThat(heard).isEmpty();
  }

  @Test
  void dryDeletionOfAPodShowsItTerminating() {
    Pod given = TestObjects.pod("cart");
    Pod pod = plane.create(TestObjects.plain(given));
    Pod ending =
        (Pod)
            Objects.requireNonNull(plane.delete(ResourceKind.POD, CART, options(null, null, true)));
    assertThat(ending.metadata().deletionGracePeriodSeconds()).isEqualTo(30);
    assertThat(ending.metadata().resourceVersion()).isEqualTo(pod.metadata().resourceVersion());
    assertThat(plane.get(Pod.class, CART)).isSameAs(pod);
    assertThat(plane.delete(ResourceKind.POD, CART, DeleteOptions.NONE))
        .isSameAs(plane.get(Pod.class, CART));
    assertThat(plane.delete(ResourceKind.POD, CART, DeleteOptions.grace(0))).isNull();
  }

  @Test
  void preconditionsAreChecked() {
    ObjectMeta stored = plane.create(service("cart")).metadata();
    assertThatThrownBy(() -> plane.delete(KIND, CART, options("other", null, false)))
        .isInstanceOf(StatusException.class)
        .hasMessage(
            "Operation cannot be fulfilled on Service \"cart\": the UID in the precondition (other)"
                + " does not match the UID in record (%s). The object might have been deleted and"
                    .formatted(stored.uid())
                + " then recreated");
    assertThatThrownBy(() -> plane.delete(KIND, CART, options(stored.uid(), "7777", false)))
        .hasMessage(
            "Operation cannot be fulfilled on Service \"cart\": the ResourceVersion in the"
                + " precondition (7777) does not match the ResourceVersion in record (%s). The"
                    .formatted(stored.resourceVersion())
                + " object might have been modified");
    assertThatThrownBy(
            () -> plane.delete(KIND, CART, new DeleteOptions(null, null, null, "x", false)))
        .hasMessage(
            "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value:"
                + " \"x\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"");
    assertThat(plane.delete(KIND, CART, options(stored.uid(), stored.resourceVersion(), false)))
        .isNull();
  }

  @Test
  void versionsAreNumbers() {
    Service stored = plane.create(service("cart"));
    assertThatThrownBy(() -> plane.update(withVersion(stored, "abc")))
        .hasMessage("strconv.ParseUint: parsing \"abc\": invalid syntax");
    assertThatThrownBy(() -> plane.update(withVersion(stored, "99999999999999999999")))
        .hasMessage("strconv.ParseUint: parsing \"99999999999999999999\": value out of range");
    assertThatThrownBy(() -> plane.update(withVersion(stored, "+1")))
        .hasMessageContaining("invalid syntax");
    assertThatThrownBy(() -> plane.update(withVersion(stored, "1")))
        .hasMessageContaining("has been modified");
    String version = stored.metadata().resourceVersion();
    assertThat(plane.update(withVersion(stored, "0" + version))).isEqualTo(stored);
    assertThat(plane.update(withVersion(stored, "0"))).isEqualTo(stored);
  }

  private static Service withVersion(Service service, String version) {
    return service.withMetadata(service.metadata().toBuilder().resourceVersion(version).build());
  }

  private static DeleteOptions options(
      @Nullable String uid, @Nullable String version, boolean dryRun) {
    return new DeleteOptions(null, uid, version, null, dryRun);
  }
}
