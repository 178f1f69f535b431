package io.discovery.examples.firstlight;

/** The policies that an option can name. */
enum PolicyName {
  KUBERNETES("kubernetes"),
  RANDOM("random"),
  ROUND_ROBIN("round-robin");

  private final String text;

  PolicyName(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
