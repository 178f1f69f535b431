package io.discovery.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTest {
  private static final String SHOP =
      """
      apiVersion: v1
      kind: Node
      metadata: {name: node}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: cart
        namespace: shop
      spec:
        ports:
        - name: http
          port: 80
      """;

  @Test
  void saysFileLineDocumentObjectFieldEvidenceAndRule() {
    assertThatThrownBy(() -> read(SHOP.replace("port: 80", "port: http")))
        .isInstanceOf(ManifestException.class)
        .hasMessage(
            "shop.yaml:13:11: document 2, Service shop/cart: spec.ports[0].port:"
                + " not an integer (\"http\"; expected: integer)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          spec: {ports: [{port: 8.5}]}        | not an integer (8.5; expected: integer)
          spec: {ports: [{port: "80"}]}       | not an integer ("80"; expected: integer)
          spec: {ports: [{port: yes}]}        | not an integer (yes, which is true; expected: integer)
          spec: {ports: [{port: [80]}]}       | not an integer (a list; expected: integer)
          spec: {ports: [{port: 4294967376}]} | out of range (4294967376; expected: integer from -2147483648 to 2147483647)
          spec: {ports: [{targetPort: 2147483648}]} | out of range (2147483648; expected: integer from -2147483648 to 2147483647)
          spec: {ports: [{targetPort: 8.5}]}  | not an integer or text (8.5; expected: integer or text)
          spec: {ports: [{name: 80}]}         | not text (80; expected: text)
          spec: {ports: [{protocol: yes}]}    | not text (yes, which is true; expected: text)
          spec: {ports: {port: 80}}           | not a list (a mapping; expected: a list)
          spec: {ports: [80]}                 | not a mapping (80; expected: a mapping)
          spec: {publishNotReadyAddresses: "true"} | not a boolean ("true"; expected: boolean)
          spec: {selector: [app]}             | not a mapping (a list; expected: a mapping)
          spec: {selector: {version: 1.10}}   | not text (1.10; expected: text)
          spec: [1]                           | not a mapping (a list; expected: a mapping)
          metadata: {name: a, generation: 9223372036854775808} | out of range (9223372036854775808; expected: integer of 64 bits)
          metadata: {name: a, creationTimestamp: 2026-01-02}   | not an RFC 3339 time ("2026-01-02"; expected: RFC 3339 time)
          metadata: {name: a, creationTimestamp: 2026-13-01T00:00:00Z} | not an RFC 3339 time ("2026-13-01T00:00:00Z"; expected: RFC 3339 time)
          metadata: {}                        | missing (expected: a name)
          metadata: text                      | not a mapping ("text"; expected: a mapping)
          """)
  void saysWhatIsWrongWithAType(String field, String message) {
    String name = field.startsWith("metadata") ? "" : "metadata: {name: a}\n";
    ManifestException e = refused("apiVersion: v1\nkind: Service\n" + name + field);
    assertThat(e.problems().get(0).message()).isEqualTo(message);
    assertThat(e.problems().get(0).place())
        .startsWith(name.isEmpty() ? "shop.yaml:3:" : "shop.yaml:4:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          kind: Service                  | shop.yaml:1:1: document 1: apiVersion: missing (expected: text)
          apiVersion: v1                 | shop.yaml:1:1: document 1: kind: missing (expected: text)
          {apiVersion: v1, kind: ""}     | shop.yaml:1:24: document 1: kind: empty (expected: text)
          {apiVersion: 1, kind: Service} | shop.yaml:1:14: document 1: apiVersion: not text (1; expected: text)
          - a                            | shop.yaml:1:1: document 1: not an object (a list; expected: a mapping)
          text                           | shop.yaml:1:1: document 1: not an object ("text"; expected: a mapping)
          {apiVersion: v1, kind: List, items: a} | shop.yaml:1:37: document 1, List: items: not a list ("a"; expected: a list)
          """)
  void saysWhatIsNoObject(String text, String message) {
    assertThat(refused(text)).hasMessage(message);
  }

  @Test
  void namesBothPlacesOfWhatIsDefinedTwice() {
    String again = SHOP + "---\n" + SHOP.substring(SHOP.indexOf("---\n") + 4);
    assertThat(refused(again))
        .hasMessage(
            "shop.yaml:15:1: document 3, Service shop/cart: defined twice (first at shop.yaml:5:1)");
  }

  @Test
  void generatedNamesMayBeGivenTwice() {
    String pod = "apiVersion: v1\nkind: Pod\nmetadata: {generateName: a-}\n";
    assertThat(read(pod + "---\n" + pod).objects()).hasSize(2);
  }

  @Test
  void collectsAllProblemsOfAFile() {
    ManifestException e =
        refused(SHOP.replace("port: 80", "port: http").replace("{name: node}", "{name: 7}"));
    assertThat(e.problems())
        .extracting(Problem::field)
        .containsExactly("metadata.name", "spec.ports[0].port");
  }

  @Test
  void stopsAfterAHundredProblemsAndShowsTen() {
    String ports =
        IntStream.range(0, 300).mapToObj(i -> "  - port: x\n").collect(Collectors.joining());
    ManifestException e =
        refused("apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  ports:\n" + ports);
    assertThat(e.problems()).hasSize(100);
    assertThat(e).message().hasLineCount(11).endsWith("\nand 90 more");
  }

  @Test
  void nullCountsAsAbsentAndAsEmptyInCollections() {
    Manifest manifest =
        read(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: a, labels: {app: , tier: ~}}
            spec: {ports: null, clusterIP: ~, externalIPs: [~]}
            status:
            """);
    assertThat(manifest.objects().get(0).metadata().labels())
        .containsOnlyKeys("app", "tier")
        .containsValue("");
  }

  @Test
  void fieldNamesAreCaseSensitive() {
    assertThat(read(SHOP.replace("port: 80", "Port: 80")).ignored())
        .extracting(Ignored::field)
        .isEqualTo(List.of("spec.ports[0].Port"));
  }

  private static Manifest read(String text) {
    return Manifests.text("shop.yaml", text).read();
  }

  private static ManifestException refused(String text) {
    ManifestException e = catchThrowableOfType(ManifestException.class, () -> read(text));
    assertThat(e).as(text).isNotNull();
    return e;
  }
}
