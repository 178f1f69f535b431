package io.discovery.examples.firstlight;

/** The first example. */
public final class FirstLight {
  private FirstLight() {}

  /**
   * Runs the example.
   *
   * @param args the options
   */
  public static void main(String[] args) {
    System.out.println("First light " + String.join(" ", args));
  }
}
