package io.discovery.manifest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HostileTest {
  private static final String GOOD = ManifestsTest.service("cart");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          \\ta: 1                       | 1:1: not YAML (while scanning for the next token: found character '\\t(TAB)' that cannot start any token)
          a: b: c                       | 1:5: document 1: not YAML (mapping values are not allowed here)
          a: [1, 2                      | 1:9: document 1: not YAML (while parsing a flow sequence: expected ',' or ']', but got <stream end>)
          a: "b                         | 1:6: document 1: not YAML (while scanning a quoted scalar: found unexpected end of stream)
          a: 1\\na: 2                   | 2:1: document 1: key given twice ("a"; first at x.yaml:1:1)
          {1: a, "1": b}                | 1:8: document 1: key given twice ("1"; first at x.yaml:1:2)
          {yes: a, on: b}               | 1:10: document 1: key given twice ("true"; first at x.yaml:1:2)
          ? [a]\\n: b                   | 1:3: document 1: key: a list (expected: text)
          ~: b                          | 1:1: document 1: key: null (expected: text)
          a: *b                         | 1:4: document 1: alias of an unknown anchor ("b")
          --- &b\\n---\\na: *b           | 3:4: document 2: alias of an unknown anchor ("b")
          a: &a [*a]                    | 1:8: document 1: alias of a value that contains it
          <<: 1                         | 1:5: document 1: <<: 1 (expected: a mapping or a list of mappings)
          <<: [{}, 1]                   | 1:5: document 1: <<: a list (expected: a mapping or a list of mappings)
          a: !!str 1                    | 1:4: document 1: tag ("tag:yaml.org,2002:str"; expected: none)
          a: !!javax.script.Manager []  | 1:4: document 1: tag ("tag:yaml.org,2002:javax.script.Manager"; expected: none)
          !x {}                         | 1:1: document 1: tag ("!x"; expected: none)
          a: @b                         | 1:4: document 1: not YAML (while scanning for the next token: found character '@' that cannot start any token)
          {"a": 1,}                     | 1:9: document 1: not JSON (Unexpected character ('}' (code 125)): was expecting double-quote to start field name)
          {"a": 1, "a": 2}              | 1:10: document 1: key given twice ("a"; first at x.yaml:1:2)
          {"a": 01}                     | 1:8: document 1: not JSON (Invalid numeric value: Leading zeroes not allowed)
          {"a": 1                       | 1:8: document 1: not JSON (Unexpected end-of-input: expected close marker for Object (start marker at line 1, column 1))
          """)
  void saysWhereTheSyntaxIsWrong(String text, String message) {
    String real = text.replace("\\n", "\n").replace("\\t", "\t");
    assertThatThrownBy(() -> Manifests.text("x.yaml", real).read())
        .isInstanceOf(ManifestException.class)
        .hasMessage("x.yaml:" + message);
  }

  @Test
  void aSyntaxErrorInALaterDocumentRefusesTheWholeFile() {
    ManifestException e = refused(GOOD + "---\n" + GOOD.replace("cart", "a: b: c"));
    assertThat(e.problems())
        .extracting(Problem::place, Problem::document, Problem::object)
        .containsExactly(tuple("x.yaml:9:10", 2, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "- ", "{a: ", "? ", "{\"a\":", "{\"a\":["})
  void refusesADepthOfTenThousand(String level) {
    assertThat(refused(level.repeat(10_000)))
        .message()
        .startsWith("x.yaml:1:")
        .endsWith("nested too deeply (more than 100 levels)");
  }

  @Test
  void acceptsADepthOfAHundred() {
    String deep = "x: " + "[".repeat(99) + "]".repeat(99) + "\n";
    assertThat(Manifests.text("x.yaml", GOOD + deep).read().objects()).hasSize(1);
    assertThat(refused(GOOD + deep.replace("[]", "[1]"))).message().contains("nested too deeply");
  }

  @Test
  void refusesBombsOfAliases() {
    StringBuilder lists = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    StringBuilder mappings = new StringBuilder("a0: &a0 {a: x, b: x, c: x}\n");
    StringBuilder merges = new StringBuilder("a0: &a0 {a: x, b: x, c: x}\n");
    for (int i = 1; i < 40; i++) {
      String before = "*a" + (i - 1);
      String own = "a" + i + ": &a" + i + " ";
      lists.append(own).append("[" + before + (", " + before).repeat(8) + "]\n");
      mappings.append(own).append("{a: " + before + ", b: " + before + ", c: " + before + "}\n");
      merges.append(own).append("{<<: [" + before + ", " + before + "], k" + i + ": x}\n");
    }
    String wide = "a: &a [" + "x, ".repeat(1_000) + "x]\nb: [" + "*a, ".repeat(2_000) + "*a]\n";
    for (CharSequence bomb : new CharSequence[] {lists, mappings, merges, wide}) {
      assertThat(refused(GOOD + bomb))
          .message()
          .contains("too many values (more than 1048576, each alias counted in full)");
    }
  }

  @Test
  void refusesADepthThatAliasesAddUpTo() {
    StringBuilder chain = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 120; i++) {
      chain.append("a" + i + ": &a" + i + " [*a" + (i - 1) + "]\n");
    }
    assertThat(refused(GOOD + chain)).message().contains("nested too deeply");
  }

  @Test
  void refusesAFileOfFiftyMegabytesWithoutReadingIt() throws Exception {
    Path file = folder.resolve("big.yaml");
    try (RandomAccessFile big = new RandomAccessFile(file.toFile(), "rw")) {
      big.setLength(50 << 20);
    }
    assertThatThrownBy(() -> Manifests.file(file).read())
        .hasMessage(file + ": too large (52428800 bytes; expected: at most 16777216 bytes in all)");
    assertThatThrownBy(() -> Manifests.directory(folder).read())
        .hasMessageContaining(": too large (52428800 bytes;");
    assertThatThrownBy(() -> Manifests.text("t", " ".repeat(50 << 20)).read())
        .hasMessageContaining(": too large (52428800 bytes;");
  }

  @Test
  void theLimitOfBytesIsExactAndCountsAllFilesOfADirectory() throws Exception {
    int length = GOOD.length();
    Path file = Files.writeString(folder.resolve("a.yaml"), GOOD);
    assertThat(Manifests.file(file).withMaxBytes(length).read().objects()).hasSize(1);
    assertThatThrownBy(() -> Manifests.file(file).withMaxBytes(length - 1).read())
        .hasMessageContaining("too large");
    Files.writeString(folder.resolve("b.yaml"), "#");
    assertThatThrownBy(() -> Manifests.directory(folder).withMaxBytes(length).read())
        .hasMessageContaining("b.yaml: too large");
    assertThatThrownBy(() -> Manifests.classpath("shop.yaml").withMaxBytes(100).read())
        .hasMessage(
            "shop.yaml: too large (more than 100 bytes; expected: at most 100 bytes in all)");
  }

  @Test
  void refusesTooManyValues() {
    String values = "[" + "1,".repeat(100_000) + "1]";
    for (String text : new String[] {"a: " + values, "{\"a\": " + values + "}"}) {
      assertThatThrownBy(() -> Manifests.text("x.yaml", text).withMaxBytes(1 << 20).read())
          .isInstanceOf(ManifestException.class)
          .hasMessageContaining("too many values (more than 65536,");
    }
  }

  @Test
  void readsALineOfAnyLength() {
    String line = "a".repeat(15 << 20);
    for (String text : new String[] {"# " + line, "x: " + line, "x: \"" + line + '"'}) {
      assertThat(Manifests.text("x.yaml", GOOD + text).read().objects()).hasSize(1);
    }
  }

  @Test
  void listsIgnoredFieldsUpToALimit() {
    StringBuilder many = new StringBuilder(GOOD);
    for (int i = 0; i < 20_000; i++) {
      many.append("x" + i + ": 1\n");
    }
    assertThat(Manifests.text("x.yaml", many.toString()).read().ignored()).hasSize(10_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 27, 31})
  void refusesControlCharactersWithTheirPlace(int c) {
    assertThat(refused(GOOD.replace("Service", "Ser" + (char) c + "ice")))
        .hasMessage("x.yaml:2:10: control character U+%04X".formatted(c));
  }

  @Test
  void refusesOtherCharactersThatYamlForbids() {
    assertThat(refused(GOOD.replace("cart", "c\uFFFEart")))
        .hasMessage("x.yaml:4:10: not YAML (character U+FFFE is not allowed)");
  }

  @Test
  void refusesWhatIsNotUtf8() throws Exception {
    Path file = folder.resolve("x.yaml");
    Files.write(file, GOOD.replace("cart", "c\u00e4rt").getBytes(ISO_8859_1));
    assertThatThrownBy(() -> Manifests.file(file).read())
        .hasMessage(file + ":4:10: not UTF-8 (byte 0xe4)");
    Files.write(file, GOOD.getBytes(UTF_16));
    assertThatThrownBy(() -> Manifests.file(file).read())
        .hasMessage(file + ":1:1: not UTF-8 (byte 0xfe)");
    Files.write(file, (GOOD + "# \u00c3").getBytes(ISO_8859_1));
    assertThatThrownBy(() -> Manifests.file(file).read())
        .hasMessage(file + ":5:3: not UTF-8 (byte 0xc3)");
  }

  @Test
  void acceptsAByteOrderMarkAndEveryLineEnd() {
    for (String text : new String[] {"\uFEFF" + GOOD, GOOD.replace("\n", "\r\n")}) {
      assertThat(ManifestsTest.names(Manifests.text("x", text))).containsExactly("default/cart");
    }
    String stream = "{\"apiVersion\":\"v1\",\"kind\":\"List\"}\n".repeat(2);
    assertThat(Manifests.text("x", "\uFEFF" + stream).read().objects()).isEmpty();
    String crlf = (GOOD + "spec: 1\n").replace("\n", "\r\n");
    assertThat(refused(crlf)).message().startsWith("x.yaml:5:7: ");
  }

  @Test
  void saysWhatIsNoFileAndWhatIsNoDirectory() throws Exception {
    Path file = Files.writeString(folder.resolve("a.yaml"), GOOD);
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Manifests.file(folder).read())
        .hasMessage(folder + ": not a file (a directory; expected: a file)");
    assertThatThrownBy(() -> Manifests.directory(file).read())
        .hasMessage(file + ": not a directory (expected: a directory)");
    assertThatThrownBy(() -> Manifests.file(missing).read()).hasMessage(missing + ": no such file");
    assertThatThrownBy(() -> Manifests.directory(missing).read())
        .hasMessage(missing + ": no such directory");
    assertThatThrownBy(() -> Manifests.classpath("missing.yaml").read())
        .hasMessage("missing.yaml: no such resource on the class path");
    Path link = Files.createSymbolicLink(folder.resolve("b.yaml"), missing);
    assertThatThrownBy(() -> Manifests.file(link).read()).hasMessage(link + ": no such file");
    assertThatThrownBy(() -> Manifests.directory(folder).read())
        .hasMessage(link + ": no such file");
  }

  @Test
  void evidenceIsShortAndOnOneLine() {
    String noise = "\u001b[31mred\n" + "x".repeat(100_000);
    ManifestException e =
        refused(
            "{\"apiVersion\": \"v1\", \"kind\": \"Service\", \"metadata\": {\"name\": \"%s\"}, \"spec\": \"%s\"}"
                .formatted(escaped(noise), escaped(noise)));
    assertThat(e).message().hasSizeLessThan(600).doesNotContain("\u001b").doesNotContain("\n");
  }

  private static String escaped(String text) {
    return text.replace("\u001b", "\\u001b").replace("\n", "\\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "-1e-999999999", "9", "0x", "0b1", "-9."})
  void refusesNumbersOfAnyLength(String start) {
    for (int digits : new int[] {40, 500, 100_000}) {
      String number = start + "1".repeat(digits);
      refused(
          GOOD + "spec: {ports: [{port: " + number + "}], healthCheckNodePort: " + number + "}");
    }
  }

  private static ManifestException refused(String text) {
    ManifestException e =
        catchThrowableOfType(ManifestException.class, () -> Manifests.text("x.yaml", text).read());
    assertThat(e).isNotNull();
    return e;
  }
}
