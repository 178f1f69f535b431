package io.discovery.conformance.differential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Seeded choices. */
final class Draws {
  private static final Pattern LONG = Pattern.compile("\\{(\\w)(\\d+)}");
  private final Random random;

  Draws(long seed) {
    this.random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  String of(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Draws one of some values, written as JSON with " | " between; "-" is none. */
  JsonNode value(String values) {
    return json(of(values.split(" \\| ", -1)));
  }

  /** Reads JSON in which {@code {a63}} stands for 63 times a; "-" is nothing at all. */
  static JsonNode json(String text) {
    if (text.equals("-")) {
      return MissingNode.getInstance();
    }
    Matcher repeated = LONG.matcher(text);
    String whole = repeated.replaceAll(m -> m.group(1).repeat(Integer.parseInt(m.group(2))));
    try {
      return Server.JSON.readTree(whole);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("value: not JSON (" + text + ")", e);
    }
  }
}
