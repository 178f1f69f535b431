package io.discovery.examples.byname;

import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.proxy.Mode;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what options say; each says what it expects. */
final class Texts {
  private Texts() {}

  /** A range of addresses. */
  static final class OfCidr implements ITypeConverter<Cidr> {
    @Override
    public Cidr convert(String text) {
      try {
        return Cidr.parse(text);
      } catch (IllegalArgumentException wrong) {
        throw expected(text, "a range such as 127.96.0.0/16");
      }
    }
  }

  /** An address. */
  static final class OfIp implements ITypeConverter<Ip> {
    @Override
    public Ip convert(String text) {
      try {
        return Ip.parse(text);
      } catch (IllegalArgumentException wrong) {
        throw expected(text, "an address such as 127.0.0.1");
      }
    }
  }

  /** A mode of the proxy. */
  static final class OfMode implements ITypeConverter<Mode> {
    @Override
    public Mode convert(String text) {
      try {
        return Mode.valueOf(text.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException wrong) {
        throw expected(text, "direct or userspace");
      }
    }
  }

  /** A time of at most a day. */
  static final class OfTime implements ITypeConverter<Duration> {
    private static final Pattern TIME = Pattern.compile("(\\d{1,8})(ms|s|m|)");

    @Override
    public Duration convert(String text) {
      Matcher time = TIME.matcher(text);
      if (!time.matches()) {
        throw expected(text, "a time such as 10s, 500ms or 2m");
      }
      long number = Long.parseLong(time.group(1));
      Duration duration =
          switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofSeconds(number);
          };
      if (duration.compareTo(Duration.ofDays(1)) > 0) {
        throw expected(text, "a day at most");
      }
      return duration;
    }
  }

  private static TypeConversionException expected(String text, String what) {
    return new TypeConversionException("'" + text + "' (expected: " + what + ")");
  }
}
