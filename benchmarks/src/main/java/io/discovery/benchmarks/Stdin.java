package io.discovery.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** How a program of ours in a process of its own is spoken to: line by line. */
final class Stdin {
  private Stdin() {}

  /** Says that the program is ready; it ends when nobody speaks to it any more. */
  static void ready() {
    ready(Stdin::heap);
  }

  /** Answers each line with a text. */
  static void ready(Supplier<String> answer) {
    Thread listener = new Thread(() -> listen(answer), "stdin");
    listener.setDaemon(true);
    listener.start();
    System.out.println("ready");
  }

  private static void listen(Supplier<String> answer) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      while (in.readLine() != null) {
        System.out.println(answer.get());
      }
    } catch (IOException e) {
      System.err.println(e);
    }
    Runtime.getRuntime().halt(0);
  }

  /** Returns how much of the heap is in use, in MB. */
  private static String heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return Long.toString((runtime.totalMemory() - runtime.freeMemory()) >> 20);
  }
}
