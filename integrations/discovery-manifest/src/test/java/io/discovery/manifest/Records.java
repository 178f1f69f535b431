package io.discovery.manifest;

import io.discovery.model.IntOrString;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Records of any type, filled at random from a seed. */
final class Records {
  private static final List<String> TEXTS =
      List.of("", "a", "yes", "80", "null", "~", "<<", "a: b", "\"'\\", "l1\nl2\t", "é漢😀", " # ");

  private final Random random;

  Records(long seed) {
    random = new Random(seed);
  }

  <T> T next(Class<T> type) {
    return type.cast(nextRecord(type));
  }

  private Object nextRecord(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    while (true) {
      @Nullable Object[] values = new @Nullable Object[components.length];
      for (int i = 0; i < values.length; i++) {
        boolean absent = !components[i].getType().isPrimitive() && random.nextInt(3) == 0;
        values[i] = absent ? null : nextValue(components[i].getGenericType());
      }
      try {
        return constructor(type, components).newInstance(values);
      } catch (InvocationTargetException e) {
        if (!(e.getCause() instanceof NullPointerException)) {
          throw new AssertionError(e);
        }
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(type.getName(), e);
      }
    }
  }

  private static Constructor<?> constructor(Class<?> type, RecordComponent[] components)
      throws NoSuchMethodException {
    return type.getDeclaredConstructor(
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
  }

  private Object nextValue(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == List.class ? nextList(arguments[0]) : nextMap(arguments[1]);
    }
    if (type == String.class) {
      return TEXTS.get(random.nextInt(TEXTS.size()));
    }
    if (type == int.class || type == Integer.class) {
      return random.nextInt() >> random.nextInt(32);
    }
    if (type == long.class || type == Long.class) {
      return random.nextLong() >> random.nextInt(64);
    }
    if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    }
    if (type == Instant.class) {
      return Instant.ofEpochSecond(random.nextLong(4_000_000_000L));
    }
    if (type == IntOrString.class) {
      return random.nextBoolean() ? IntOrString.of(random.nextInt()) : IntOrString.of("web");
    }
    return nextRecord((Class<?>) type);
  }

  private List<Object> nextList(Type item) {
    List<Object> list = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      list.add(nextValue(item));
    }
    return list;
  }

  private Map<String, Object> nextMap(Type value) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      map.put("k" + random.nextInt(10), nextValue(value));
    }
    return map;
  }
}
