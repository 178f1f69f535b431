package io.discovery.manifest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.discovery.manifest.Node.Scalar;
import io.discovery.model.IntOrString;
import java.io.IOException;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Forms of single values. */
enum ScalarForm implements Form {
  /** Texts. */
  TEXT("text") {
    @Override
    @Nullable Object parse(Scalar scalar) {
      return isText(scalar) ? scalar.text : null;
    }

    @Override
    public void write(Object value, JsonGenerator to) throws IOException {
      to.writeString((String) value);
    }
  },

  /** Amounts of a resource, which may be written as numbers and are kept as text. */
  QUANTITY("quantity") {
    @Override
    @Nullable Object parse(Scalar scalar) {
      return scalar.type == ScalarType.BOOLEAN ? null : scalar.text;
    }

    @Override
    public void write(Object value, JsonGenerator to) throws IOException {
      to.writeString((String) value);
    }
  },

  /** Numbers of 32 bits. */
  INT32("integer") {
    @Override
    @Nullable Object parse(Scalar scalar) {
      BigInteger number = integer(scalar);
      return number == null || number.bitLength() > 31 ? null : number.intValue();
    }

    @Override
    String rule(Scalar scalar) {
      return isInteger(scalar) ? "integer from -2147483648 to 2147483647" : super.rule(scalar);
    }

    @Override
    public void write(Object value, JsonGenerator to) throws IOException {
      to.writeNumber((Integer) value);
    }
  },

  /** Numbers of 64 bits. */
  INT64("integer") {
    @Override
    @Nullable Object parse(Scalar scalar) {
      BigInteger number = integer(scalar);
      return number == null || number.bitLength() > 63 ? null : number.longValue();
    }

    @Override
    String rule(Scalar scalar) {
      return isInteger(scalar) ? "integer of 64 bits" : super.rule(scalar);
    }

    @Override
    public void write(Object value, JsonGenerator to) throws IOException {
      to.writeNumber((Long) value);
    }
  },

  /** Truth values. */
  BOOLEAN("boolean") {
    @Override
    @Nullable Object parse(Scalar scalar) {
      return scalar.type == ScalarType.BOOLEAN ? Boolean.valueOf(scalar.text) : null;
    }

    @Override
    public void write(Object value, JsonGenerator to) throws IOException {
      to.writeBoolean((Boolean) value);
    }
  },

  /** Times in whole seconds. */
  TIME("RFC 3339 time") {
    @Override
    @Nullable Object parse(Scalar scalar) {
      if (!isText(scalar) || !RFC_3339.matcher(scalar.text).matches()) {
        return null;
      }
      try {
        return OffsetDateTime.parse(scalar.text).toInstant().truncatedTo(ChronoUnit.SECONDS);
      } catch (DateTimeException e) {
        return null;
      }
    }

    @Override
    public void write(Object value, JsonGenerator to) throws IOException {
      to.writeString(((Instant) value).truncatedTo(ChronoUnit.SECONDS).toString());
    }
  },

  /** Port numbers or names, and the like. */
  INT_OR_STRING("integer or text") {
    @Override
    @Nullable Object parse(Scalar scalar) {
      if (isText(scalar)) {
        return IntOrString.of(scalar.text);
      }
      return INT32.parse(scalar) instanceof Integer number ? IntOrString.of(number) : null;
    }

    @Override
    String rule(Scalar scalar) {
      return isInteger(scalar) ? INT32.rule(scalar) : super.rule(scalar);
    }

    @Override
    public void write(Object value, JsonGenerator to) throws IOException {
      if (value instanceof IntOrString.Number number) {
        to.writeNumber(number.value());
      } else {
        to.writeString(value.toString());
      }
    }
  };

  private static final Pattern RFC_3339 =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[-+]\\d\\d:\\d\\d)");

  /** Longer numbers fit no type, and converting them takes long. */
  private static final int MOST_DIGITS = 20;

  private final String noun;

  ScalarForm(String noun) {
    this.noun = noun;
  }

  /** Returns the value, or null if it is none of this form. */
  abstract @Nullable Object parse(Scalar scalar);

  String rule(Scalar scalar) {
    return noun;
  }

  @Override
  public @Nullable Object read(Node node, @Nullable FieldPath path, Findings findings) {
    Object value = node instanceof Scalar scalar ? parse(scalar) : null;
    if (value == null) {
      String rule = node instanceof Scalar scalar ? rule(scalar) : noun;
      String article = "aeiR".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ";
      String what =
          node instanceof Scalar scalar && isInteger(scalar) && !rule.equals(noun)
              ? "out of range"
              : "not " + (this == TEXT ? "" : article) + noun;
      findings.wrong(node, path, what + " (" + node.evidence() + "; expected: " + rule + ")");
    }
    return value;
  }

  @Override
  public Object zero() {
    return switch (this) {
      case TEXT, QUANTITY -> "";
      case INT32 -> 0;
      case INT64 -> 0L;
      case BOOLEAN -> false;
      case TIME -> Instant.EPOCH;
      case INT_OR_STRING -> IntOrString.of(0);
    };
  }

  private static boolean isText(Scalar scalar) {
    return scalar.type == ScalarType.TEXT || scalar.type == ScalarType.MERGE;
  }

  private static boolean isInteger(Scalar scalar) {
    return scalar.type == ScalarType.INTEGER;
  }

  private static @Nullable BigInteger integer(Scalar scalar) {
    return isInteger(scalar) && scalar.text.length() <= MOST_DIGITS
        ? new BigInteger(scalar.text)
        : null;
  }
}
