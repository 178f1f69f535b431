package io.discovery.manifest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mappings with free keys.
 *
 * @param value form of their values
 */
record MapForm(Form value) implements Form {
  @Override
  public @Nullable Object read(Node node, @Nullable FieldPath path, Findings findings) {
    if (!(node instanceof Node.Fields mapping)) {
      findings.wrong(node, path, "not a mapping (" + node.evidence() + "; expected: a mapping)");
      return null;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    mapping.fields.forEach(
        (key, entry) -> {
          Node each = entry.value();
          FieldPath at = path == null ? null : path.key(key);
          Object read = each.isNull() ? value.zero() : value.read(each, at, findings);
          if (read != null) {
            values.put(key, read);
          }
        });
    return values;
  }

  @Override
  public void write(Object map, JsonGenerator to) throws IOException {
    to.writeStartObject();
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
      to.writeFieldName((String) entry.getKey());
      value.write(entry.getValue(), to);
    }
    to.writeEndObject();
  }

  @Override
  public Object zero() {
    return Map.of();
  }
}
