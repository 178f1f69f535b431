package io.discovery.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.discovery.model.EndpointSlice;
import io.discovery.model.IntOrString;
import io.discovery.model.KubernetesObject;
import io.discovery.model.Node;
import io.discovery.model.Pod;
import io.discovery.model.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestsTest {
  @TempDir Path folder;

  @Test
  void readsEveryKindInTheOrderOfTheFile() {
    assertThat(Manifests.classpath("shop.yaml").read().objects())
        .extracting(object -> object.kind().name(), object -> object.namespacedName().toString())
        .containsExactly(
            tuple("Namespace", "shop"),
            tuple("Node", "node-a"),
            tuple("Service", "shop/cart"),
            tuple("Pod", "shop/cart-1"),
            tuple("Endpoints", "default/mainframe"),
            tuple("EndpointSlice", "shop/ledger-1"),
            tuple("ServiceCIDR", "more"),
            tuple("IPAddress", "10.97.0.5"));
  }

  @Test
  void listsWhatItPassedOver() {
    assertThat(Manifests.classpath("shop.yaml").read().ignored())
        .extracting(Ignored::toString)
        .containsExactly(
            "shop.yaml:49:7: v1 Pod shop/cart-1: spec.containers[0].resources: unknown field",
            "shop.yaml:70:5: apps/v1 Deployment shop/cart: unknown kind",
            "shop.yaml:94:1: v1 ServiceAccount cart: unknown kind");
  }

  @Test
  void bindsFieldsAnchorsAndMergeKeys() {
    Service cart = find(Service.class);
    assertThat(cart.spec().selector()).isEqualTo(cart.metadata().labels()).containsKey("app");
    assertThat(cart.spec().ports())
        .extracting(Service.Port::name, Service.Port::port, Service.Port::targetPort)
        .containsExactly(
            tuple("http", 80, IntOrString.of("web")), tuple("admin", 8081, IntOrString.of(9000)));
    assertThat(find(Node.class).status().allocatable())
        .isEqualTo(Map.of("cpu", "4", "memory", "8Gi"));
    assertThat(find(EndpointSlice.class).endpoints().get(0).conditions().ready()).isTrue();
  }

  @Test
  void readsTimesInWholeSeconds() {
    Pod pod = find(Pod.class);
    assertThat(pod.metadata().creationTimestamp()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
    assertThat(pod.status().conditions().get(0).lastTransitionTime())
        .isEqualTo(Instant.parse("2026-03-01T09:00:02Z"));
  }

  private static <T extends KubernetesObject> T find(Class<T> type) {
    return Manifests.classpath("shop.yaml").read().objects().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void putsWhatNamesNoNamespaceIntoTheGivenOne() {
    Manifests manifests = Manifests.text("x.yaml", service("cart") + "---\n" + node("node"));
    assertThat(names(manifests)).containsExactly("default/cart", "node");
    assertThat(names(manifests.inNamespace("shop"))).containsExactly("shop/cart", "node");
  }

  @Test
  void readsJsonAndStreamsOfIt() {
    String json =
        """
        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a"}, "spec": null}
        {"apiVersion": "v1", "kind": "List", "items": [
          {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "b"}, "spec": {"type": 1}}]}
        """;
    assertThatThrownBy(() -> Manifests.text("x.json", json).read())
        .hasMessage(
            "x.json:3:87: document 2, Service default/b: spec.type: not text (1; expected: text)");
    assertThat(names(Manifests.text("x.json", json.replace(": 1}", ": \"ClusterIP\"}"))))
        .containsExactly("default/a", "default/b");
  }

  @Test
  void readsFlowStyleAsYaml() {
    assertThat(names(Manifests.text("x", "{apiVersion: v1, kind: Node, metadata: {name: node}}")))
        .containsExactly("node");
  }

  @Test
  void aListWithoutItemsIsAnEmptyState() {
    for (String items : List.of("", "items:\n", "items: []\n")) {
      assertThat(Manifests.text("x", "apiVersion: v1\nkind: List\n" + items).read().objects())
          .isEmpty();
    }
  }

  @Test
  void anEmptyFileIsNoState() {
    for (String text : List.of("", "# nothing\n", "---\n---\n", "~\n")) {
      assertThatThrownBy(() -> Manifests.text("x.yaml", text).read())
          .isInstanceOf(ManifestException.class)
          .hasMessage("x.yaml: nothing in it (expected: an object, or a List without items)");
    }
  }

  @Test
  void readsADirectoryInTheOrderOfNames() throws Exception {
    Files.writeString(folder.resolve("b.yml"), service("b"));
    Files.writeString(folder.resolve("a.yaml"), service("a"));
    Files.writeString(
        folder.resolve("c.json"),
        "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"c\"}}");
    Files.writeString(folder.resolve(".hidden.yaml"), "{{{");
    Files.writeString(folder.resolve("notes.txt"), "{{{");
    Files.createDirectory(folder.resolve("d.yaml"));
    Files.writeString(folder.resolve("e.yaml"), "# nothing\n");
    assertThat(names(Manifests.directory(folder))).containsExactly("default/a", "default/b", "c");
  }

  @Test
  void anEmptyDirectoryIsAnEmptyState() {
    assertThat(Manifests.directory(folder).read().objects()).isEmpty();
  }

  @Test
  void oneBadFileRefusesTheDirectoryWithAllProblems() throws Exception {
    Path a = Files.writeString(folder.resolve("a.yaml"), service("a"));
    Path b = Files.writeString(folder.resolve("b.yaml"), service("a") + "---\n\tx: 1\n");
    Path c = Files.writeString(folder.resolve("c.yaml"), "kind: Node\n");
    assertThatThrownBy(() -> Manifests.directory(folder).read())
        .isInstanceOfSatisfying(
            ManifestException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::place)
                    .containsExactly(b + ":1:1", b + ":6:1", c + ":1:1"))
        .hasMessageContaining("defined twice (first at " + a + ":1:1)");
  }

  @Test
  void refusesOptionsThatMakeNoSense() {
    Manifests manifests = Manifests.file(folder);
    assertThatThrownBy(() -> manifests.withMaxBytes(0)).hasMessage("max bytes: 0 (expected: > 0)");
    assertThatThrownBy(() -> manifests.lookingEvery(Duration.ZERO))
        .hasMessage("period: PT0S (expected: > 0, at most a day)");
    assertThatThrownBy(() -> manifests.lookingEvery(Duration.ofDays(2)))
        .hasMessage("period: PT48H (expected: > 0, at most a day)");
  }

  static List<String> names(Manifests manifests) {
    return manifests.read().objects().stream()
        .map(object -> object.namespacedName().toString())
        .toList();
  }

  static String service(String name) {
    return """
        apiVersion: v1
        kind: Service
        metadata:
          name: %s
        """
        .formatted(name);
  }

  private static String node(String name) {
    return service(name).replace("Service", "Node");
  }
}
