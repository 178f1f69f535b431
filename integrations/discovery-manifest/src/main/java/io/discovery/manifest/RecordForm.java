package io.discovery.manifest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.discovery.model.ObjectMeta;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records: each component is the field of its name.
 *
 * <p>What stands for an absent field is learnt from the constructor once: null where it takes null,
 * else the zero value of Go, so that an absent {@code name} is the empty text as in Kubernetes.
 * When written, a field is left out if it equals what reading without it gives; numbers, booleans,
 * texts and records that are never null are always written, as Kubernetes does, but names of
 * objects.
 */
final class RecordForm implements Form {
  private static final ClassValue<RecordForm> ALL =
      new ClassValue<>() {
        @Override
        protected RecordForm computeValue(Class<?> type) {
          return new RecordForm(type);
        }
      };

  /** Maps of these names hold amounts, which Kubernetes reads from numbers too. */
  private static final Set<String> QUANTITIES =
      Set.of("capacity", "allocatable", "requests", "limits");

  private final Class<?> type;
  private final RecordComponent[] components;
  private final Constructor<?> constructor;
  private volatile @Nullable Map<String, Part> parts;

  private RecordForm(Class<?> type) {
    this.type = type;
    components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      constructor = type.getDeclaredConstructor(types);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a record has this constructor", e);
    }
    boolean open = constructor.trySetAccessible();
    for (RecordComponent component : components) {
      open &= component.getAccessor().trySetAccessible();
    }
    if (!open) {
      throw new IllegalArgumentException(
          type.getName() + ": not accessible (expected: public in an exported package, or opened)");
    }
  }

  static RecordForm of(Class<?> type) {
    return ALL.get(type);
  }

  Class<?> type() {
    return type;
  }

  /** Returns whether it stands for a text: the one component is a text called {@code value}. */
  boolean isOpenValue() {
    return components.length == 1
        && components[0].getName().equals("value")
        && components[0].getType() == String.class;
  }

  /** Makes sure that every type in it can be read. */
  void check(Set<Class<?>> seen) {
    if (seen.add(type)) {
      parts().values().forEach(part -> check(part.form, seen));
    }
  }

  private static void check(Form form, Set<Class<?>> seen) {
    if (form instanceof RecordForm record) {
      record.check(seen);
    } else if (form instanceof ListForm list) {
      check(list.item(), seen);
    } else if (form instanceof MapForm map) {
      check(map.value(), seen);
    }
  }

  @Override
  public @Nullable Object read(Node node, @Nullable FieldPath path, Findings findings) {
    return read(node, path, findings, Set.of());
  }

  /** Reads a record; known names are fields that are not components and not to be reported. */
  @Nullable Object read(Node node, @Nullable FieldPath path, Findings findings, Set<String> known) {
    if (!(node instanceof Node.Fields mapping)) {
      findings.wrong(node, path, "not a mapping (" + node.evidence() + "; expected: a mapping)");
      return null;
    }
    Map<String, Part> parts = parts();
    @Nullable Object[] values = nothing();
    mapping.fields.forEach(
        (name, entry) -> {
          Part part = parts.get(name);
          FieldPath at = FieldPath.field(path, name);
          if (part == null) {
            if (!known.contains(name)) {
              findings.ignore(entry.line(), entry.column(), at.toString());
            }
          } else if (!entry.value().isNull()) {
            Object value = part.form.read(entry.value(), at, findings);
            values[part.index] = value == null ? values[part.index] : value;
          }
        });
    return build(values, node, path, findings);
  }

  private @Nullable Object build(
      @Nullable Object[] values, Node node, @Nullable FieldPath path, Findings findings) {
    try {
      return newRecord(values);
    } catch (IllegalArgumentException | NullPointerException e) {
      findings.wrong(node, path, "refused (" + Findings.quoted("" + e.getMessage()) + ")");
      return null;
    }
  }

  @Override
  public void write(Object value, JsonGenerator to) throws IOException {
    to.writeStartObject();
    writeFields(value, to);
    to.writeEndObject();
  }

  void writeFields(Object record, JsonGenerator to) throws IOException {
    for (Map.Entry<String, Part> each : parts().entrySet()) {
      Part part = each.getValue();
      Object value = call(part.accessor, record);
      if (value != null && part.written(value)) {
        to.writeFieldName(each.getKey());
        part.form.write(value, to);
      }
    }
  }

  @Override
  public Object zero() {
    return newRecord(nothing());
  }

  /** Calls the constructor, and throws what it throws. */
  Object newRecord(@Nullable Object... values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw thrownBy(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName(), e);
    }
  }

  private @Nullable Object call(Method accessor, Object record) {
    try {
      return accessor.invoke(record);
    } catch (InvocationTargetException e) {
      throw thrownBy(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName(), e);
    }
  }

  private static RuntimeException thrownBy(InvocationTargetException e) {
    return e.getCause() instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(e.getCause());
  }

  /** Returns the parts by name, found when first asked for: a record may contain its own type. */
  private Map<String, Part> parts() {
    Map<String, Part> found = parts;
    if (found == null) {
      found = newParts();
      parts = found;
    }
    return found;
  }

  private Map<String, Part> newParts() {
    Form[] forms = Arrays.stream(components).map(RecordForm::formOf).toArray(Form[]::new);
    @Nullable Object[] given = givenWhenAbsent(forms);
    Object empty = newRecord(given.clone());
    Map<String, Part> found = new LinkedHashMap<>();
    for (int i = 0; i < forms.length; i++) {
      Method accessor = components[i].getAccessor();
      Part part = new Part(i, forms[i], accessor, given[i], call(accessor, empty));
      found.put(components[i].getName(), part);
    }
    return found;
  }

  /** Returns what the constructor takes where nothing is given, one value a component. */
  private @Nullable Object[] nothing() {
    return parts().values().stream().map(Part::given).toArray();
  }

  private static Form formOf(RecordComponent component) {
    Form form = Form.of(component.getGenericType());
    return form instanceof MapForm && QUANTITIES.contains(component.getName())
        ? new MapForm(ScalarForm.QUANTITY)
        : form;
  }

  /** Returns what the constructor is given for absent fields: null wherever it takes null. */
  private @Nullable Object[] givenWhenAbsent(Form[] forms) {
    @Nullable Object[] zeros = new @Nullable Object[forms.length];
    for (int i = 0; i < forms.length; i++) {
      zeros[i] = forms[i] instanceof RecordForm ? null : forms[i].zero();
    }
    if (!takes(zeros)) {
      for (int i = 0; i < forms.length; i++) {
        zeros[i] = forms[i].zero();
      }
    }
    @Nullable Object[] absent = zeros.clone();
    for (int i = 0; i < forms.length; i++) {
      @Nullable Object[] trial = zeros.clone();
      trial[i] = null;
      if (!components[i].getType().isPrimitive() && takes(trial)) {
        absent[i] = null;
      }
    }
    return absent;
  }

  private boolean takes(@Nullable Object[] values) {
    try {
      newRecord(values);
      return true;
    } catch (NullPointerException e) {
      return false;
    }
  }

  /**
   * One component.
   *
   * @param index its place among the components
   * @param form how its values are read and written
   * @param accessor what returns its value
   * @param given what the constructor is given if the field is absent
   * @param whenAbsent what the record then says it is
   */
  private record Part(
      int index, Form form, Method accessor, @Nullable Object given, @Nullable Object whenAbsent) {

    boolean written(Object value) {
      boolean always =
          whenAbsent != null
              && accessor.getDeclaringClass() != ObjectMeta.class
              && (accessor.getReturnType().isPrimitive()
                  || form instanceof RecordForm
                  || form instanceof OpenValueForm
                  || form == ScalarForm.TEXT);
      return always || !value.equals(whenAbsent);
    }
  }
}
