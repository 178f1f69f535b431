package io.discovery.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.Lines;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

class SyntaxTest {

  @TestFactory
  Stream<DynamicTest> answersLikeApimachinery() {
    List<List<String>> lines = Lines.read(SyntaxTest.class, "syntax.tsv");
    assertThat(lines).hasSizeGreaterThan(80);
    return lines.stream()
        .map(
            line ->
                DynamicTest.dynamicTest(
                    line.get(0) + " " + Syntax.quoted(line.get(1)),
                    () -> assertThat(answer(line.get(0), line.get(1))).isEqualTo(line.get(2))));
  }

  private static String answer(String check, String text) {
    return switch (check) {
      case "qualifiedName" -> String.join("|", Syntax.qualifiedName(text));
      case "labelValue" -> String.join("|", Syntax.labelValue(text));
      case "dns1123Label" -> String.join("|", Syntax.dns1123Label(text));
      case "dns1123Subdomain" -> String.join("|", Syntax.dns1123Subdomain(text));
      case "dns1035Label" -> String.join("|", Syntax.dns1035Label(text));
      case "portName" -> String.join("|", Syntax.portName(text));
      case "quoted" -> Syntax.quoted(text);
      default -> throw new AssertionError(check);
    };
  }

  @Test
  void boundsPortNumbers() {
    String message = "must be between 1 and 65535, inclusive";
    assertThat(Syntax.portNumber(1)).isEmpty();
    assertThat(Syntax.portNumber(65535)).isEmpty();
    assertThat(Syntax.portNumber(0)).containsExactly(message);
    assertThat(Syntax.portNumber(-1)).containsExactly(message);
    assertThat(Syntax.portNumber(65536)).containsExactly(message);
  }

  @Test
  @Timeout(30)
  void readsLongTextsInLinearTime() {
    for (String part : List.of("a", "a.", "a-", "-", ".", "/", "a/", "é")) {
      String text = part.repeat(500_000);
      assertThat(Syntax.qualifiedName(text)).isNotEmpty();
      assertThat(Syntax.labelValue(text)).isNotEmpty();
      assertThat(Syntax.dns1123Label(text)).isNotEmpty();
      assertThat(Syntax.dns1123Subdomain(text)).isNotEmpty();
      assertThat(Syntax.dns1035Label(text)).isNotEmpty();
      assertThat(Syntax.portName(text)).isNotEmpty();
    }
  }
}
