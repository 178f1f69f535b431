package io.discovery.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.model.ObjectMeta.OwnerReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records hold what Kubernetes holds, in the same order everywhere, and nobody can change them. */
class ModelTest {

  @Test
  void labelsComeInOneOrderWhateverMapTheyCameFrom() {
    Map<String, String> labels = new LinkedHashMap<>();
    IntStream.range(0, 50).forEach(i -> labels.put("label-" + i * 37 % 50, "v" + i));
    ObjectMeta fromLinked = meta().labels(labels).annotations(labels).build();
    ObjectMeta fromImmutable = meta().labels(Map.copyOf(labels)).annotations(labels).build();
    assertThat(List.copyOf(fromLinked.labels().keySet())).isSorted().hasSize(50);
    assertThat(List.copyOf(fromImmutable.labels().keySet())).isSorted();
    assertThat(fromImmutable).isEqualTo(fromLinked).hasSameHashCodeAs(fromLinked);
    assertThat(fromLinked.labels()).isEqualTo(labels);
    assertThat(fromImmutable).hasToString(fromLinked.toString());
  }

  @Test
  void labelsAreCopiedOnceAndNeverChange() {
    Map<String, String> labels = new HashMap<>(Map.of("app", "cart"));
    ObjectMeta metadata = meta().labels(labels).build();
    labels.put("app", "shop");
    assertThat(metadata.labels()).containsExactly(Map.entry("app", "cart"));
    assertThat(metadata.toBuilder().build().labels()).isSameAs(metadata.labels());
    assertThatThrownBy(() -> metadata.labels().put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> metadata.labels().entrySet().iterator().next().setValue("b"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  @SuppressWarnings("NullAway") // what a decoder may hand over
  void nullIsAnEmptyTextOrCollection() {
    ObjectMeta metadata =
        new ObjectMeta(
            null, null, null, null, null, null, null, null, null, null, null, null, null);
    assertThat(metadata).isEqualTo(ObjectMeta.builder().build());
    assertThat(metadata.labels().containsKey(null)).isFalse();
    assertThat(new Pod(metadata, null, null))
        .isEqualTo(new Pod(metadata, PodSpec.NONE, PodStatus.NONE));
    LabelSelector selector = new LabelSelector(null, null);
    assertThat(selector).isEqualTo(new LabelSelector(Map.of(), List.of()));
    EndpointSlice slice = new EndpointSlice(metadata, AddressType.IPV4, null, null);
    assertThat(slice.endpoints()).isEmpty();
    assertThat(slice.ports()).isEmpty();
  }

  @Test
  @SuppressWarnings("NullAway") // what a decoder may hand over
  void nullInsideACollectionIsRefused() {
    Map<String, String> labels = new HashMap<>();
    labels.put("app", null);
    assertThatThrownBy(() -> meta().labels(labels).build())
        .isInstanceOf(NullPointerException.class)
        .hasMessage("app");
    List<String> finalizers = new ArrayList<>();
    finalizers.add(null);
    assertThatThrownBy(() -> meta().finalizers(finalizers).build())
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void oneOwnerControls() {
    OwnerReference plain = new OwnerReference("v1", "Pod", "a", "uid-a", null, null);
    OwnerReference controller =
        new OwnerReference("apps/v1", "ReplicaSet", "b", "uid-b", true, null);
    assertThat(meta().build().controller()).isNull();
    assertThat(meta().ownerReferences(List.of(plain)).build().controller()).isNull();
    assertThat(meta().ownerReferences(List.of(plain, controller)).build().controller())
        .isEqualTo(controller);
    assertThat(meta().deletionTimestamp(Instant.EPOCH).build().terminating()).isTrue();
    assertThat(meta().build().terminating()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"True, true", "False, false", "Unknown, false", "true, false"})
  void aPodIsReadyIfItsConditionSaysSo(String status, boolean ready) {
    Pod pod = new Pod(meta().build(), PodSpec.NONE, PodStatus.NONE);
    PodStatus withCondition =
        PodStatus.NONE.toBuilder()
            .conditions(
                List.of(
                    Condition.of("Initialized", Condition.Status.TRUE),
                    Condition.of("Ready", new Condition.Status(status))))
            .build();
    assertThat(pod.withStatus(withCondition).ready()).isEqualTo(ready);
    assertThat(pod.ready()).isFalse();
  }

  @Test
  void unknownConditionsOfAnEndpointCountAsKubernetesSays() {
    EndpointSlice.Conditions unset = EndpointSlice.Conditions.UNSET;
    assertThat(unset.isReady()).isTrue();
    assertThat(unset.isServing()).isTrue();
    assertThat(unset.isTerminating()).isFalse();
    EndpointSlice.Conditions said = new EndpointSlice.Conditions(false, false, true);
    assertThat(said.isReady()).isFalse();
    assertThat(said.isServing()).isFalse();
    assertThat(said.isTerminating()).isTrue();
  }

  @Test
  void aNumberIsNotTheTextOfItsDigits() {
    assertThat(IntOrString.of(80)).isNotEqualTo(IntOrString.of("80")).hasToString("80");
    assertThat(IntOrString.of("80")).isEqualTo(new IntOrString.Text("80")).hasToString("80");
  }

  @ParameterizedTest
  @CsvSource({"shop/cart, shop, cart", "cart, default, cart"})
  void namesAreParsed(String text, String namespace, String name) {
    assertThat(NamespacedName.parse(text)).isEqualTo(new NamespacedName(namespace, name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "a/", "/a", "a/b/c"})
  void namesOfAnotherFormAreRefused(String text) {
    assertThatThrownBy(() -> NamespacedName.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("name: \"" + text + "\" (expected: <name> or <namespace>/<name>)");
  }

  @Test
  void kindsAreCalledAsTheApiServerCallsThem() {
    assertThat(ResourceKind.SERVICE.apiVersion()).isEqualTo("v1");
    assertThat(ResourceKind.SERVICE.resource()).isEqualTo("services");
    assertThat(ResourceKind.ENDPOINT_SLICE.apiVersion()).isEqualTo("discovery.k8s.io/v1");
    assertThat(ResourceKind.ENDPOINT_SLICE.resource()).isEqualTo("endpointslices.discovery.k8s.io");
  }

  private static ObjectMeta.Builder meta() {
    return ObjectMeta.builder().namespace("shop").name("cart");
  }
}
