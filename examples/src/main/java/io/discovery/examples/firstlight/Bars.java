package io.discovery.examples.firstlight;

/** Numbers as bars, one character each. */
final class Bars {
  private static final String BLOCKS = " ▁▂▃▄▅▆▇█";
  private static final String ASCII = " .:-=+*#@";

  private final String levels;

  private Bars(String levels) {
    this.levels = levels;
  }

  /** Returns bars for an output that can or cannot write block characters. */
  static Bars of(boolean unicode) {
    return new Bars(unicode ? BLOCKS : ASCII);
  }

  /** Returns a bar for each value; nothing but zero has the empty one. */
  String of(long[] values, long full) {
    StringBuilder bars = new StringBuilder(values.length);
    int top = levels.length() - 1;
    for (long value : values) {
      long level = full <= 0 ? 0 : Math.round((double) value * top / full);
      bars.append(levels.charAt((int) Math.max(value > 0 ? 1 : 0, Math.min(top, level))));
    }
    return bars.toString();
  }

  /** Returns the largest value. */
  static long max(long[] values) {
    long max = 0;
    for (long value : values) {
      max = Math.max(max, value);
    }
    return max;
  }
}
