package io.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final int JVMS = 5;

  @Test
  void sameSeedSameTraceInOtherJvmsToo() throws IOException, InterruptedException {
    String here = "1 " + TraceScenario.run(1).hash();
    List<Process> jvms = new ArrayList<>();
    for (int i = 0; i < JVMS; i++) {
      jvms.add(start());
    }
    for (Process jvm : jvms) {
      String printed =
          new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(jvm.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(printed).isEqualTo(here);
    }
  }

  private static Process start() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            TraceScenario.class.getName(),
            "1")
        .redirectErrorStream(true)
        .start();
  }

  @Test
  void anotherSeedGivesAnotherTrace() {
    assertThat(TraceScenario.run(1).hash()).isNotEqualTo(TraceScenario.run(2).hash());
  }

  @Test
  void theTraceSaysWhatHappenedAndWhen() {
    Trace trace = TraceScenario.run(3);
    assertThat(trace.count()).isGreaterThan(1_000);
    assertThat(trace.lines()).hasSize((int) trace.count());
    assertThat(trace.text()).contains(" ready", " crashed", " killed", " terminating");
  }
}
