package io.discovery.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program in a process of its own, on a core of its own where that can be had. */
final class Program implements AutoCloseable {
  static final int SERVER_CORE = 0;
  static final int LOAD_CORE = 1;

  private static final double TICKS = 100; // a second, in /proc (USER_HZ)

  private final Process process;
  private final BufferedReader out;
  private final Writer in;
  private final Thread end;

  private Program(Process process) {
    this.process = process;
    out = process.inputReader(StandardCharsets.UTF_8);
    in = process.outputWriter(StandardCharsets.UTF_8);
    end = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(end);
  }

  /** Starts a program; what it complains about goes to a file. */
  static Program start(Path log, int core, List<String> command) throws IOException {
    List<String> all = new ArrayList<>();
    if (pins()) {
      all.addAll(List.of("taskset", "-c", Integer.toString(core)));
    }
    all.addAll(command);
    File file = log.toFile();
    return new Program(
        new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.appendTo(file)).start());
  }

  /** Starts a class of ours, and waits until it says that it is ready. */
  static Program java(Path log, int core, List<String> options, Class<?> main, Object... args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    Arrays.stream(args).map(String::valueOf).forEach(command::add);
    Program program = start(log, core, command);
    String said = program.line();
    if (!"ready".equals(said)) {
      program.close();
      throw new IOException(
          main.getSimpleName() + ": did not start (" + said + "; see " + log + ")");
    }
    return program;
  }

  /** Returns whether a program can be had: a path, or a name to be looked for. */
  static @Nullable Path find(String name) {
    if (name.contains("/")) {
      return Files.isExecutable(Path.of(name)) ? Path.of(name) : null;
    }
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "") + ":/usr/sbin";
    return Arrays.stream(path.split(":"))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  /** Returns whether server and load have a core each. */
  static boolean pins() {
    return find("taskset") != null && Runtime.getRuntime().availableProcessors() > 1;
  }

  @Nullable String line() throws IOException {
    return out.readLine();
  }

  /** Sends a line and returns the one that comes back. */
  String ask(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
    return Objects.requireNonNullElse(line(), "");
  }

  /** Returns all that it printed, once it has ended. */
  List<String> output() throws IOException {
    List<String> lines = out.lines().toList();
    int code = waitFor();
    if (code != 0) {
      throw new IOException(process.info().command().orElse("program") + ": ended with " + code);
    }
    return lines;
  }

  private int waitFor() throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Returns how long it has computed, in the kernel too. */
  double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
  }

  /** Returns the memory that it has, in MB. */
  double residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
        .sum();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Runtime.getRuntime().removeShutdownHook(end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
