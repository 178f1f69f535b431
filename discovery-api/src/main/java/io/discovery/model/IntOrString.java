package io.discovery.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A number or a text, as Kubernetes writes target ports and {@code maxSurge} (util/intstr).
 *
 * <p>Two values, not one: the text {@code "80"} is a name, the number {@code 80} a port.
 */
public sealed interface IntOrString {
  /** Returns a number. */
  static IntOrString of(int value) {
    return new Number(value);
  }

  /** Returns a text. */
  static IntOrString of(String value) {
    return new Text(value);
  }

  /**
   * A number.
   *
   * @param value the number
   */
  record Number(int value) implements IntOrString {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Number that && value == that.value;
    }

    @Override
    public int hashCode() {
      return value;
    }

    /** Returns the digits. */
    @Override
    public String toString() {
      return Integer.toString(value);
    }
  }

  /**
   * A text.
   *
   * @param value the text
   */
  record Text(String value) implements IntOrString {
    /** Checks for null. */
    public Text {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Text that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
      return value.hashCode();
    }

    /** Returns the text. */
    @Override
    public String toString() {
      return value;
    }
  }
}
