package io.discovery.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.model.Node;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ObjectMeta.OwnerReference;
import io.discovery.time.Randomness;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetaRulesTest {
  private final Admission admission = new Admission(Requests.RANGES, Randomness.seeded(1));

  @Test
  void finalizersAreNamesAndThoseOfTheCollectorExcludeEachOther() {
    assertThat(created(meta().finalizers(List.of("orphan", "foregroundDeletion", "x"))))
        .containsExactly(
            "metadata.finalizers: Invalid value: [\"orphan\",\"foregroundDeletion\",\"x\"]:"
                + " finalizer orphan and foregroundDeletion cannot be both set",
            "metadata.finalizers[2]: Invalid value: \"x\": name is neither a standard finalizer"
                + " name nor is it fully qualified");
  }

  @Test
  void ownersAreComplete() {
    OwnerReference empty = new OwnerReference("", "", "", "", null, null);
    assertThat(created(meta().ownerReferences(List.of(empty))))
        .containsExactly(
            "metadata.ownerReferences[0].apiVersion: Required value: must not be empty",
            "metadata.ownerReferences[0].kind: Required value: must not be empty",
            "metadata.ownerReferences[0].name: Required value: must not be empty",
            "metadata.ownerReferences[0].uid: Required value: must not be empty");
    OwnerReference event = new OwnerReference("v1", "Event", "a", "u", null, true);
    assertThat(created(meta().ownerReferences(List.of(event))))
        .containsExactly(
            "metadata.ownerReferences[0]: Invalid value:"
                + " {\"apiVersion\":\"v1\",\"kind\":\"Event\",\"name\":\"a\",\"uid\":\"u\","
                + "\"blockOwnerDeletion\":true}: /v1, Kind=Event is disallowed from being an owner");
    OwnerReference odd = new OwnerReference("a/b/c", "X", "a", "u", null, null);
    assertThat(created(meta().ownerReferences(List.of(odd))))
        .containsExactly(
            "metadata.ownerReferences[0].apiVersion: Invalid value: \"a/b/c\": must be"
                + " <group>/<version> or <version>");
  }

  @Test
  void oneOwnerControls() {
    OwnerReference one = new OwnerReference("v1", "Node", "a", "u", true, null);
    OwnerReference two = new OwnerReference("v1", "Node", "b", "v", true, null);
    assertThat(created(meta().ownerReferences(List.of(one, two))).get(0))
        .endsWith(
            ": Only one reference can have Controller set to true. Found \"true\" in references"
                + " for Node/a and Node/b");
  }

  @Test
  void whatTheServerSaysStays() {
    Node before = node(meta().build());
    Instant time = Instant.parse("2026-01-01T00:00:00Z");
    assertThat(updated(before, meta().deletionTimestamp(time).deletionGracePeriodSeconds(5L)))
        .containsExactly(
            "metadata.deletionTimestamp: Invalid value: \"2026-01-01T00:00:00Z\": field is"
                + " immutable",
            "metadata.deletionGracePeriodSeconds: Invalid value: 5: field is immutable");
    Node ending = node(meta().deletionTimestamp(time).build());
    assertThat(updated(ending, meta().finalizers(List.of("a/b", "a/a"))))
        .containsExactly(
            "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being"
                + " deleted, found new finalizers []string{\"a/a\", \"a/b\"}");
    assertThat(updated(before, meta().generateName("a/%")))
        .containsExactly(
            "metadata.generateName: Invalid value: \"a/%\": may not contain '/'",
            "metadata.generateName: Invalid value: \"a/%\": may not contain '%'");
  }

  @Test
  void allProblemsAreToldInOrder() {
    assertThat(
            created(
                meta()
                    .name("A")
                    .generation(-1L)
                    .labels(Map.of("a b", "c"))
                    .finalizers(List.of("q"))))
        .hasSize(4)
        .element(1)
        .isEqualTo("metadata.generation: Invalid value: -1: must be greater than or equal to 0");
  }

  private static ObjectMeta.Builder meta() {
    return ObjectMeta.builder().name("node-a");
  }

  private static Node node(ObjectMeta metadata) {
    return new Node(metadata, Node.Spec.NONE, Node.Status.NONE);
  }

  private List<String> created(ObjectMeta.Builder metadata) {
    return Requests.causes(() -> admission.create(node(metadata.build()), false));
  }

  private List<String> updated(Node before, ObjectMeta.Builder metadata) {
    return Requests.causes(() -> admission.update(before, node(metadata.build()), false));
  }
}
