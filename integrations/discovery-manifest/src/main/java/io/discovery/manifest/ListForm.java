package io.discovery.manifest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists.
 *
 * @param item form of what is in them
 */
record ListForm(Form item) implements Form {
  @Override
  public @Nullable Object read(Node node, @Nullable FieldPath path, Findings findings) {
    if (!(node instanceof Node.Items list)) {
      findings.wrong(node, path, "not a list (" + node.evidence() + "; expected: a list)");
      return null;
    }
    List<Object> values = new ArrayList<>(list.items.size());
    int index = 0;
    for (Node each : list.items) {
      FieldPath at = path == null ? null : path.item(index);
      Object value = each.isNull() ? item.zero() : item.read(each, at, findings);
      if (value != null) {
        values.add(value);
      }
      index++;
    }
    return values;
  }

  @Override
  public void write(Object value, JsonGenerator to) throws IOException {
    to.writeStartArray();
    for (Object each : (List<?>) value) {
      item.write(each, to);
    }
    to.writeEndArray();
  }

  @Override
  public Object zero() {
    return List.of();
  }
}
