package io.discovery.testkit.api;

import io.discovery.model.Syntax;

/** What becomes of fields that are unknown or given twice. */
enum FieldValidation {
  IGNORE,
  WARN,
  STRICT;

  /** Reads the parameter of a request; options is what carries it, such as CreateOptions. */
  static FieldValidation of(ApiRequest request, String options) {
    String value = request.parameter("fieldValidation");
    return switch (value) {
      case "Ignore" -> IGNORE;
      case "", "Warn" -> WARN;
      case "Strict" -> STRICT;
      default ->
          throw Statuses.unsupported(
              options,
              "fieldValidation",
              Syntax.quoted(value),
              "\"\", \"Ignore\", \"Strict\", \"Warn\"");
    };
  }
}
