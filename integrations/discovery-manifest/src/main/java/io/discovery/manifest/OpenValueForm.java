package io.discovery.manifest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Texts that have a type of their own: records with the one component {@code value}, such as {@code
 * Protocol}.
 *
 * @param record form of the record
 */
record OpenValueForm(RecordForm record) implements Form {
  @Override
  public @Nullable Object read(Node node, @Nullable FieldPath path, Findings findings) {
    Object text = ScalarForm.TEXT.read(node, path, findings);
    return text == null ? null : record.newRecord(text);
  }

  @Override
  public void write(Object value, JsonGenerator to) throws IOException {
    to.writeString(value.toString());
  }

  @Override
  public Object zero() {
    return record.newRecord("");
  }
}
