package io.discovery.testkit.api;

import io.discovery.model.ResourceKind;
import io.discovery.model.Status;
import io.discovery.model.StatusException;
import io.discovery.model.Syntax;
import java.util.ArrayList;
import java.util.List;

/**
 * What the parameters of a write say (ValidateCreateOptions and its like in meta/v1).
 *
 * @param dryRun whether nothing is stored
 * @param validation what becomes of unknown fields
 */
record Options(boolean dryRun, FieldValidation validation) {
  private static final int LONGEST_MANAGER = 128;

  /**
   * Reads the parameters of a request.
   *
   * @param name what carries them, such as CreateOptions
   * @throws StatusException if a value is not supported
   */
  static Options of(ApiRequest request, String name) {
    List<Status.Cause> causes = new ArrayList<>();
    boolean patch = name.equals("PatchOptions");
    if (patch && request.parameters().containsKey("force")) {
      causes.add(
          new Status.Cause(
              "FieldValueForbidden",
              "force",
              "Forbidden: may not be specified for non-apply patch"));
    }
    if (request.parameter("fieldManager").length() > LONGEST_MANAGER) {
      causes.add(
          new Status.Cause(
              "FieldValueTooLong",
              "fieldManager",
              "Too long: may not be more than " + LONGEST_MANAGER + " bytes"));
    }
    boolean dryRun = request.parameters().containsKey("dryRun");
    if (dryRun) {
      checkDryRun(List.of(request.parameter("dryRun")), causes);
    }
    String validation = request.parameter("fieldValidation");
    FieldValidation known = FieldValidation.of(validation);
    if (known == null) {
      causes.add(
          unsupported(
              "fieldValidation",
              Syntax.quoted(validation),
              "\"\", \"Ignore\", \"Strict\", \"Warn\""));
    }
    refuseIfAny(name, causes);
    return new Options(dryRun, known == null ? FieldValidation.WARN : known);
  }

  static void checkDryRun(List<String> values, List<Status.Cause> causes) {
    if (!values.stream().allMatch("All"::equals)) {
      List<String> quoted = values.stream().map(Syntax::quoted).toList();
      causes.add(unsupported("dryRun", "[" + String.join(",", quoted) + "]", "\"All\""));
    }
  }

  static Status.Cause unsupported(String field, String value, String supported) {
    return new Status.Cause(
        "FieldValueNotSupported",
        field,
        "Unsupported value: " + value + ": supported values: " + supported);
  }

  static void refuseIfAny(String name, List<Status.Cause> causes) {
    if (!causes.isEmpty()) {
      ResourceKind kind = new ResourceKind("meta.k8s.io", "v1", name, "", false);
      throw new StatusException(Status.invalid(kind, "", causes));
    }
  }
}
