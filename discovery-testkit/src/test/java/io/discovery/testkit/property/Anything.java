package io.discovery.testkit.property;

import io.discovery.manifest.Codec;
import io.discovery.manifest.Kinds;
import io.discovery.model.IntOrString;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ResourceKind;
import io.discovery.time.Randomness;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Objects of any kind, all of which follow from a seed: sound ones with faults, and any ones. */
final class Anything {
  private static final Codec CODEC = Codec.of(Kinds.standard());

  final Randomness chance;
  private final Words words;

  Anything(long seed) {
    chance = Randomness.seeded(seed);
    words = new Words(chance);
  }

  <T> T one(List<T> of) {
    return of.get(chance.nextInt(of.size()));
  }

  boolean oneIn(int bound) {
    return chance.nextInt(bound) == 0;
  }

  ResourceKind kind() {
    return one(Words.KINDS);
  }

  /** Returns a new object: mostly a sound one with up to four faults, else any one. */
  KubernetesObject object(ResourceKind kind) {
    if (oneIn(5)) {
      return (KubernetesObject) record(Kinds.standard().type(kind), 4);
    }
    return faulty(sound(kind), chance.nextInt(5));
  }

  KubernetesObject sound(ResourceKind kind) {
    String name = Words.nameOf(kind, chance);
    return CODEC.decode(kind, Words.sound(kind, name, chance)).object();
  }

  <T extends KubernetesObject> T faulty(T object, int faults) {
    Object with = object;
    for (int i = 0; i < faults; i++) {
      with = changed(with, with.getClass(), "", 4);
    }
    @SuppressWarnings("unchecked") // a record is changed into one of its class
    T changed = (T) with;
    return changed;
  }

  private Object changed(Object value, Type type, String name, int depth) {
    if (value == null || depth == 0 || (oneIn(6) && depth < 4)) {
      return value(type, name, 2);
    }
    if (value instanceof Record record && record.getClass().getRecordComponents().length > 1) {
      return changedRecord(record, depth);
    }
    if (value instanceof List<?> list && type instanceof ParameterizedType of) {
      return changedList(list, of.getActualTypeArguments()[0], name, depth);
    }
    return value(type, name, 2);
  }

  private Object changedRecord(Record record, int depth) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    List<Object> arguments = new ArrayList<>();
    int changed = chance.nextInt(components.length);
    for (int i = 0; i < components.length; i++) {
      Object old = read(components[i], record);
      Type type = components[i].getGenericType();
      arguments.add(i == changed ? changed(old, type, components[i].getName(), depth - 1) : old);
    }
    return build(record.getClass(), arguments, depth);
  }

  private Object changedList(List<?> list, Type type, String name, int depth) {
    List<Object> items = new ArrayList<>(list);
    int at = items.isEmpty() ? 0 : chance.nextInt(items.size());
    switch (items.isEmpty() ? 0 : chance.nextInt(4)) {
      case 0 -> items.add(present(type, name, 2));
      case 1 -> items.remove(at);
      case 2 -> items.add(items.get(at));
      default -> {
        Object item = changed(items.get(at), type, name, depth);
        items.set(at, item == null ? items.get(at) : item);
      }
    }
    return items;
  }

  private Object record(Class<?> type, int depth) {
    List<Object> constants = constants(type);
    if (!constants.isEmpty() && !oneIn(4)) {
      return one(constants);
    }
    List<Object> arguments = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      arguments.add(value(component.getGenericType(), component.getName(), depth - 1));
    }
    return build(type, arguments, depth);
  }

  private static List<Object> constants(Class<?> type) {
    List<Object> constants = new ArrayList<>();
    for (Field field : type.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == type) {
        try {
          constants.add(field.get(null));
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
    return constants;
  }

  private static Object read(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** Builds a record; where it takes no null, it gets something. */
  private Object build(Class<?> type, List<Object> arguments, int depth) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(arguments.toArray());
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof NullPointerException)) {
        throw new AssertionError(e);
      }
      List<Object> whole = new ArrayList<>();
      for (int i = 0; i < components.length; i++) {
        Object given = arguments.get(i);
        String name = components[i].getName();
        whole.add(given != null ? given : present(components[i].getGenericType(), name, depth - 1));
      }
      return build(type, whole, depth);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private Object value(Type type, String name, int depth) {
    boolean primitive = type instanceof Class<?> of && of.isPrimitive();
    return !primitive && oneIn(4) ? null : present(type, name, depth);
  }

  private Object present(Type type, String name, int depth) {
    if (type instanceof ParameterizedType of) {
      return of.getRawType() == List.class
          ? list(of.getActualTypeArguments()[0], name, depth)
          : mapping();
    }
    Class<?> of = (Class<?>) type;
    if (of == String.class) {
      return words.text(name);
    } else if (of == int.class || of == Integer.class) {
      return words.number();
    } else if (of == long.class || of == Long.class) {
      return (long) words.number();
    } else if (of == boolean.class || of == Boolean.class) {
      return oneIn(2);
    } else if (of == Instant.class) {
      return Instant.ofEpochSecond(chance.nextInt(Integer.MAX_VALUE));
    } else if (of == IntOrString.class) {
      return oneIn(2) ? IntOrString.of(words.number()) : IntOrString.of(words.text(name));
    }
    return record(of, depth);
  }

  private List<Object> list(Type type, String name, int depth) {
    List<Object> items = new ArrayList<>();
    for (int i = depth <= 0 ? 0 : chance.nextInt(4); i > 0; i--) {
      items.add(present(type, name, depth - 1));
    }
    return items;
  }

  private Map<String, String> mapping() {
    Map<String, String> mapping = new TreeMap<>();
    for (int i = chance.nextInt(4); i > 0; i--) {
      mapping.put(words.key(), words.text("value"));
    }
    return mapping;
  }
}
