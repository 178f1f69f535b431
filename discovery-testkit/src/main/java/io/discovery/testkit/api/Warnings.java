package io.discovery.testkit.api;

import java.util.ArrayList;
import java.util.List;

/** Warnings of one answer, each once. */
final class Warnings {
  private final List<String> texts = new ArrayList<>();

  void add(String text) {
    if (!texts.contains(text)) {
      texts.add(text);
    }
  }

  List<String> all() {
    return texts;
  }
}
