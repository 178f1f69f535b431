package io.discovery.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.model.EndpointSlice;
import io.discovery.model.Endpoints;
import io.discovery.model.IPAddress;
import io.discovery.model.KubernetesObject;
import io.discovery.model.Namespace;
import io.discovery.model.Node;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.PodSpec;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.model.ServiceCIDR;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CodecTest {
  private static final ResourceKind DEPLOYMENT =
      new ResourceKind("apps", "v1", "Deployment", "deployments", true);
  private static final Kinds KINDS = Kinds.standard().with(DEPLOYMENT, Deployment.class);
  private static final Codec CODEC = Codec.of(KINDS);

  record Deployment(ObjectMeta metadata, Spec spec) implements KubernetesObject {
    Deployment {
      Objects.requireNonNull(metadata, "metadata");
      Objects.requireNonNull(spec, "spec");
    }

    record Spec(@Nullable Integer replicas, Template template) {
      Spec {
        Objects.requireNonNull(template, "template");
      }
    }

    record Template(ObjectMeta metadata, PodSpec spec) {
      Template {
        Objects.requireNonNull(metadata, "metadata");
        Objects.requireNonNull(spec, "spec");
      }
    }

    @Override
    public ResourceKind kind() {
      return DEPLOYMENT;
    }

    @Override
    public Deployment withMetadata(ObjectMeta metadata) {
      return new Deployment(metadata, spec);
    }
  }

  @Property(tries = 1_000)
  void whatIsWrittenReadsBackEqual(
      @ForAll("types") Class<? extends KubernetesObject> type, @ForAll long seed) {
    KubernetesObject object = new Records(seed).next(type);
    assertThat(CODEC.read(CODEC.write(object))).isEqualTo(object);
  }

  @Property(tries = 300)
  void yamlReadsWhatJsonReads(
      @ForAll("types") Class<? extends KubernetesObject> type, @ForAll long seed) {
    KubernetesObject object = new Records(seed).next(type);
    ObjectMeta named = object.metadata().toBuilder().name("n1").namespace("shop").build();
    KubernetesObject expected = object.withMetadata(named);
    String yaml = "# not JSON\n" + CODEC.write(expected);
    Manifest manifest = Manifests.text("x", yaml).withKinds(KINDS).read();
    assertThat(manifest.objects()).isEqualTo(List.of(expected));
    assertThat(manifest.ignored()).isEmpty();
  }

  @Provide
  Arbitrary<Class<? extends KubernetesObject>> types() {
    return Arbitraries.of(
        Namespace.class,
        Node.class,
        Pod.class,
        Service.class,
        EndpointSlice.class,
        Endpoints.class,
        ServiceCIDR.class,
        IPAddress.class,
        Deployment.class);
  }

  @Test
  void leavesOutWhatKubernetesLeavesOut() {
    Service service =
        (Service)
            CODEC.read(
                """
        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "cart", "labels": {}},
         "spec": {"ports": [{"port": 80, "name": null}], "externalIPs": []}, "other": 1}
        """);
    assertThat(CODEC.write(service))
        .isEqualTo(
            "{\"kind\":\"Service\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"cart\"},"
                + "\"spec\":{\"ports\":[{\"port\":80}]},\"status\":{}}");
  }

  @Test
  void absentTextsThatMayNotBeNullAreEmptyAsInKubernetes() {
    Pod pod =
        (Pod)
            CODEC.read(
                """
                {"apiVersion": "v1", "kind": "Pod", "metadata": {},
                 "spec": {"containers": [{"ports": [{}]}], "readinessGates": [{}]},
                 "status": {"conditions": [{}]}}
                """);
    assertThat(pod.spec().containers().get(0).name()).isEmpty();
    assertThat(pod.spec().containers().get(0).ports().get(0).containerPort()).isZero();
    assertThat(pod.spec().readinessGates().get(0).conditionType()).isEmpty();
    assertThat(pod.status().conditions().get(0).status().value()).isEmpty();
    assertThat(pod.spec().nodeName()).isNull();
  }

  @Test
  void oneLineAddsAKind() {
    Manifest manifest =
        Manifests.text(
                "x",
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: cart}
                spec: {replicas: 3, template: {metadata: {labels: {app: cart}}}}
                """)
            .withKinds(KINDS)
            .read();
    Deployment cart = (Deployment) manifest.objects().get(0);
    assertThat(cart.spec().replicas()).isEqualTo(3);
    assertThat(cart.spec().template().metadata().labels()).containsEntry("app", "cart");
    assertThat(KINDS.all()).contains(DEPLOYMENT).hasSize(9);
    assertThat(Kinds.standard().all()).doesNotContain(DEPLOYMENT).hasSize(8);
  }

  record Unreadable(ObjectMeta metadata, List<Thread> threads) implements KubernetesObject {
    @Override
    public ResourceKind kind() {
      return DEPLOYMENT;
    }

    @Override
    public Unreadable withMetadata(ObjectMeta metadata) {
      return new Unreadable(metadata, threads);
    }
  }

  @Test
  void refusesARecordThatCannotBeReadWhenItIsAdded() {
    assertThatThrownBy(() -> Kinds.standard().with(DEPLOYMENT, Unreadable.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "java.lang.Thread: no form"
                + " (expected: a record, text, number, boolean, list or map)");
  }

  @Test
  void refusesWhatIsNotOneObjectOfAKnownKind() {
    assertThatThrownBy(() -> CODEC.read("")).hasMessage("json:1:1: 0 documents (expected: 1)");
    assertThatThrownBy(() -> CODEC.read("[]"))
        .hasMessage("json:1:1: document 1: not an object (a list; expected: a mapping)");
    assertThatThrownBy(() -> CODEC.read("{\"apiVersion\": \"v1\", \"kind\": \"Secret\"}"))
        .hasMessageStartingWith("json:1:1: document 1, Secret: unknown kind (expected: one of [");
    assertThatThrownBy(() -> CODEC.read("{\"apiVersion\": \"v1\"}"))
        .hasMessage("json:1:1: document 1: kind: missing (expected: text)");
    Codec standard = Codec.of(Kinds.standard());
    Deployment deployment = new Records(1).next(Deployment.class);
    assertThatThrownBy(() -> standard.write(deployment))
        .hasMessageStartingWith("apps/v1 Deployment: unknown kind (expected: one of [");
  }
}
