package io.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The corpus of the fuzzer, and a short walk from it. */
class MessageFuzzTest {
  private static final List<byte[]> CORPUS = corpus();

  @Test
  void answersTheCorpusByTheRules() {
    assertThat(CORPUS).hasSizeGreaterThan(80);
    assertThatCode(() -> CORPUS.forEach(MessageFuzz::fuzzerTestOneInput))
        .doesNotThrowAnyException();
  }

  @Property(tries = 2_000)
  void answersWhatIsNearTheCorpusByTheRules(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] message = CORPUS.get(random.nextInt(CORPUS.size())).clone();
    for (int i = random.nextInt(4); i >= 0 && message.length > 0; i--) {
      message[random.nextInt(Math.min(message.length, 128))] = (byte) random.nextInt();
    }
    int length = random.nextInt(4) == 0 ? random.nextInt(message.length + 9) : message.length;
    MessageFuzz.fuzzerTestOneInput(Arrays.copyOf(message, length));
  }

  private static List<byte[]> corpus() {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/io/discovery/dns/corpus"))) {
      return files.sorted().map(MessageFuzzTest::bytes).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
