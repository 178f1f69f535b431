package io.discovery.testkit.api;

import org.jspecify.annotations.Nullable;

/** What becomes of fields that are unknown or given twice. */
enum FieldValidation {
  IGNORE,
  WARN,
  STRICT;

  /** Returns what a parameter says; null if it is none of the known values. */
  static @Nullable FieldValidation of(String value) {
    return switch (value) {
      case "Ignore" -> IGNORE;
      case "", "Warn" -> WARN;
      case "Strict" -> STRICT;
      default -> null;
    };
  }
}
