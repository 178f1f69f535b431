package io.discovery.examples.firstlight;

import io.discovery.balancer.Policy;
import io.discovery.core.Policies;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The policies that an option can name. */
enum PolicyName {
  KUBERNETES("kubernetes"),
  RANDOM("random"),
  ROUND_ROBIN("round-robin");

  private final String text;

  PolicyName(String text) {
    this.text = text;
  }

  /** Returns the library's policy of this name. */
  Policy policy() {
    return switch (this) {
      case KUBERNETES -> Policies.kubernetes();
      case RANDOM -> Policies.random();
      case ROUND_ROBIN -> Policies.roundRobin();
    };
  }

  @Override
  public String toString() {
    return text;
  }

  /** Reads the option. */
  static final class Converter implements ITypeConverter<PolicyName> {
    @Override
    public PolicyName convert(String value) {
      return Arrays.stream(values())
          .filter(policy -> policy.text.equals(value))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + value + "' (expected: one of " + Arrays.toString(values()) + ")"));
    }
  }
}
