package io.discovery.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorRunnerTest {
  private static final PrintStream NOWHERE =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

  @TempDir Path dir;

  private List<String> run(List<String> kinds) {
    VectorRunner runner = new VectorRunner(new VectorFolder(dir));
    assertThat(runner.run(kinds, NOWHERE)).isFalse();
    return runner.differences();
  }

  @Test
  void a_file_that_cannot_be_read_is_a_difference_and_the_others_are_run() throws IOException {
    Files.createDirectory(dir.resolve("endpoints.jsonl"));
    Files.write(dir.resolve("names.jsonl"), new byte[] {(byte) 0xff, '\n'});
    Files.writeString(dir.resolve("pod-admission.jsonl"), "{\"id\":\"pod-1\"}\n");

    List<String> differences = run(new VectorFolder(dir).kinds());

    assertThat(differences).hasSize(3);
    assertThat(differences.get(0)).startsWith("endpoints: unreadable (");
    assertThat(differences.get(1)).startsWith("names: unreadable (");
    assertThat(differences.get(2)).startsWith("pod-1: ");
  }

  @Test
  void an_empty_folder_and_a_kind_without_cases_say_so() throws IOException {
    Files.writeString(dir.resolve("names.jsonl"), "\n");
    assertThat(run(List.of())).containsExactly(dir + ": no kinds (expected: names of kinds)");
    assertThat(run(List.of("names"))).containsExactly("names: no cases");
    assertThat(run(List.of("endpoints"))).containsExactly("endpoints: no cases");
  }

  @Test
  void names_of_kinds_are_stripped_and_blank_ones_dropped() {
    assertThat(VectorRunner.names(" names , ,endpoints,")).containsExactly("names", "endpoints");
  }

  @Test
  void a_fixture_outside_of_the_folder_is_not_read() throws IOException {
    Path folder = Files.createDirectory(dir.resolve("vectors"));
    Files.writeString(dir.resolve("x.fixture.json"), "{}");
    Files.writeString(folder.resolve("x.fixture.json"), "{}");
    VectorFolder vectors = new VectorFolder(folder);

    assertThat(vectors.vector("{\"given\":\"x\"}").path("given").isObject()).isTrue();
    String difference = VectorRunner.difference(vectors, "pod-admission", "{\"given\":\"../x\"}");
    assertThat(difference).contains("../x.fixture.json: outside of the folder");
  }
}
