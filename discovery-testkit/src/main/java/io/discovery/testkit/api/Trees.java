package io.discovery.testkit.api;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON as plain values, of which a patch makes new ones. */
final class Trees {
  private Trees() {}

  static boolean isMap(@Nullable Object value) {
    return value instanceof Map;
  }

  /** Returns a mapping as what it is. */
  @SuppressWarnings("unchecked") // keys of JSON are texts
  static Map<String, @Nullable Object> map(@Nullable Object value) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
  }

  /** Returns a list as what it is. */
  @SuppressWarnings("unchecked") // whatever is in it
  static List<@Nullable Object> list(@Nullable Object value) {
    return (List<@Nullable Object>) Objects.requireNonNull(value);
  }

  /** Returns a copy that shares nothing that can change. */
  static @Nullable Object copy(@Nullable Object value) {
    if (value instanceof Map<?, ?>) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map(value).forEach((key, each) -> copy.put(key, copy(each)));
      return copy;
    }
    if (value instanceof List<?>) {
      List<@Nullable Object> copy = new ArrayList<>();
      list(value).forEach(each -> copy.add(copy(each)));
      return copy;
    }
    return value;
  }

  /** Returns the levels of it. */
  static int height(@Nullable Object value) {
    int height = 0;
    for (Object part : parts(value)) {
      height = Math.max(height, height(part));
    }
    return height + 1;
  }

  private static Collection<@Nullable Object> parts(@Nullable Object value) {
    if (value instanceof Map<?, ?>) {
      return map(value).values();
    }
    return value instanceof List<?> ? list(value) : List.of();
  }

  /** Returns a copy in which no mapping has a null; lists keep theirs. */
  static @Nullable Object withoutNulls(@Nullable Object value) {
    if (value instanceof Map<?, ?>) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map(value)
          .forEach(
              (key, each) -> {
                if (each != null) {
                  copy.put(key, withoutNulls(each));
                }
              });
      return copy;
    }
    if (value instanceof List<?>) {
      List<@Nullable Object> copy = new ArrayList<>();
      list(value).forEach(each -> copy.add(withoutNulls(each)));
      return copy;
    }
    return value;
  }

  /** Returns a value as Go prints it ({@code %v}). */
  static String goText(@Nullable Object value) {
    if (value instanceof Map<?, ?>) {
      return new TreeMap<>(map(value))
          .entrySet().stream()
              .map(entry -> entry.getKey() + ":" + goText(entry.getValue()))
              .collect(Collectors.joining(" ", "map[", "]"));
    }
    if (value instanceof List<?>) {
      return list(value).stream().map(Trees::goText).collect(Collectors.joining(" ", "[", "]"));
    }
    if (value instanceof Double || value instanceof BigInteger) {
      return goFloat(((Number) value).doubleValue());
    }
    return value == null ? "<nil>" : value.toString();
  }

  /**
   * Returns a number with as few digits as tell it from others, from a million on with an exponent.
   */
  private static String goFloat(double number) {
    BigDecimal shortest = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (number == 0 || (exponent >= -4 && exponent < 6)) {
      return number == 0 ? "0" : shortest.toPlainString();
    }
    String digits = shortest.unscaledValue().abs().toString();
    return (number < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }
}
