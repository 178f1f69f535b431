package io.discovery.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the README and the pages in docs show is true: every Java block compiles, and the first one
 * of the README runs beside the YAML block, under the file name that the program reads.
 */
class ReadmeTest {
  private static final String README = "README.md";

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```");
  private static final Pattern FILE = Pattern.compile("Path\\.of\\(\"([\\w.-]+)\"\\)");

  private static final Pattern CLASS = Pattern.compile("(?m)^(?:public |final )*class ");

  private static final String IMPORTS =
      """
      import static org.assertj.core.api.Assertions.assertThat;

      import io.discovery.*;
      import io.discovery.address.*;
      import io.discovery.balancer.*;
      import io.discovery.core.*;
      import io.discovery.dns.*;
      import io.discovery.manifest.*;
      import io.discovery.model.*;
      import io.discovery.proxy.*;
      import io.discovery.snapshot.*;
      import io.discovery.testkit.*;
      import io.discovery.testkit.api.*;
      import java.nio.file.Path;
      import java.time.Duration;
      import java.util.List;
      import java.util.Map;
      import org.junit.jupiter.api.Test;

      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {README, "docs/dns.md", "docs/proxy.md"})
  void everyJavaBlockCompiles(String page) throws IOException {
    List<String> programs = blocks(page, "java");
    assertThat(programs).isNotEmpty();
    for (int i = 0; i < programs.size(); i++) {
      assertThat(compiled(programs.get(i), "Readme" + i)).as(programs.get(i)).isEmpty();
    }
  }

  @Test
  void theFirstProgramRuns() throws Exception {
    String program = blocks(README, "java").get(0);
    Matcher file = FILE.matcher(program);
    if (file.find()) {
      Files.writeString(directory.resolve(file.group(1)), blocks(README, "yaml").get(0));
    }
    assertThat(compiled(program, "Readme")).isEmpty();
    Path output = directory.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                directory + System.getProperty("path.separator") + classPath(),
                "Readme")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Returns what the compiler says of a block. */
  private String compiled(String block, String name) throws IOException {
    Path source = directory.resolve(name + ".java");
    Files.writeString(source, whole(block, name));
    StringWriter said = new StringWriter();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var options = List.of("-proc:none", "-d", directory.toString(), "-classpath", classPath());
      boolean fine =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      return fine ? "" : "does not compile: " + said;
    }
  }

  /** A block is a class, or else the inside of a method. */
  private static String whole(String block, String name) {
    return IMPORTS
        + (CLASS.matcher(block).find()
            ? block
            : """
            class %s {
              public static void main(String[] args) throws Exception {
                %s
              }
            }
            """
                .formatted(name, block));
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private static List<String> blocks(String page, String language) throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("LICENSE"))) {
      root = root.getParent();
    }
    return BLOCK
        .matcher(Files.readString(root.resolve(page)))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }
}
