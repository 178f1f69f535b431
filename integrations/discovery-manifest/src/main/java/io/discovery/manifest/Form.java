package io.discovery.manifest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.discovery.model.IntOrString;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How values of one type are read and written. */
interface Form {
  /** Returns the value, or null after it noted what is wrong; the node is not null in JSON. */
  @Nullable Object read(Node node, @Nullable FieldPath path, Findings findings);

  /** Writes a value. */
  void write(Object value, JsonGenerator to) throws IOException;

  /** Returns what stands for a value that is absent where there has to be one, as in Go. */
  Object zero();

  /**
   * Returns the form of a type.
   *
   * @throws IllegalArgumentException if values of this type cannot be read
   */
  static Form of(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        return new ListForm(of(arguments[0]));
      }
      if (generic.getRawType() == Map.class && arguments[0] == String.class) {
        return new MapForm(of(arguments[1]));
      }
    }
    if (type == String.class) {
      return ScalarForm.TEXT;
    }
    if (type == int.class || type == Integer.class) {
      return ScalarForm.INT32;
    }
    if (type == long.class || type == Long.class) {
      return ScalarForm.INT64;
    }
    if (type == boolean.class || type == Boolean.class) {
      return ScalarForm.BOOLEAN;
    }
    if (type == Instant.class) {
      return ScalarForm.TIME;
    }
    if (type == IntOrString.class) {
      return ScalarForm.INT_OR_STRING;
    }
    if (type instanceof Class<?> raw && raw.isRecord()) {
      RecordForm form = RecordForm.of(raw);
      return form.isOpenValue() ? new OpenValueForm(form) : form;
    }
    throw new IllegalArgumentException(
        type.getTypeName() + ": no form (expected: a record, text, number, boolean, list or map)");
  }
}
