package io.discovery.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Any mutation of a good manifest is read or refused with a place, and nothing else. */
class FuzzTest {
  private static final List<String> PIECES =
      List.of(
          "\t",
          "\n",
          "---\n",
          "...\n",
          "&a ",
          "*a",
          "<<: *cart\n",
          "!",
          "!!str ",
          "|\n",
          ">-\n",
          "%YAML 1.1\n",
          "? ",
          ": ",
          "- ",
          "[",
          "]",
          "{",
          "}",
          ",",
          "\"",
          "'",
          "#",
          "@",
          "`",
          "~",
          "\\",
          "\\x",
          "\\U00110000",
          "yes",
          "0x",
          "1e9",
          "\0",
          "\uFEFF",
          "\uFFFF",
          "\u0085",
          "\u2028",
          "😀",
          "kind: List\n",
          "items:\n",
          "null");

  @Property(tries = 500)
  void yamlIsReadOrRefused(@ForAll long seed) throws IOException {
    check(mutated(bytes("/shop.yaml"), new Random(seed)));
  }

  @Property(tries = 300)
  void jsonIsReadOrRefused(@ForAll long seed) throws IOException {
    StringBuilder json = new StringBuilder();
    for (var object : Manifests.classpath("shop.yaml").read().objects()) {
      json.append(Codec.of(Kinds.standard()).write(object)).append('\n');
    }
    check(mutated(json.toString().getBytes(StandardCharsets.UTF_8), new Random(seed)));
  }

  private static void check(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("fuzz", ".yaml");
    try {
      Files.write(file, bytes);
      assertThat(Manifests.file(file).read().objects()).isNotNull();
    } catch (ManifestException e) {
      assertThat(e.problems()).isNotEmpty().allMatch(p -> p.place().startsWith(file.toString()));
      assertThat(e.problems()).allMatch(p -> p.toString().indexOf('\n') < 0);
    } finally {
      Files.delete(file);
    }
  }

  private static byte[] mutated(byte[] good, Random random) {
    byte[] bytes = good;
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      int at = random.nextInt(bytes.length + 1);
      int to = Math.min(bytes.length, at + random.nextInt(random.nextInt(1, 60)));
      byte[] piece =
          switch (random.nextInt(4)) {
            case 0 -> new byte[0];
            case 1 -> new byte[] {(byte) random.nextInt(256)};
            case 2 -> {
              int from = random.nextInt(bytes.length + 1);
              yield Arrays.copyOfRange(
                  bytes, from, Math.min(bytes.length, from + random.nextInt(200)));
            }
            default ->
                PIECES
                    .get(random.nextInt(PIECES.size()))
                    .repeat(random.nextInt(20) == 0 ? 200 : 1)
                    .getBytes(StandardCharsets.UTF_8);
          };
      bytes = spliced(bytes, at, to, piece);
    }
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] piece) {
    byte[] result = new byte[bytes.length - (to - from) + piece.length];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(piece, 0, result, from, piece.length);
    System.arraycopy(bytes, to, result, from + piece.length, bytes.length - to);
    return result;
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream in = FuzzTest.class.getResourceAsStream(resource)) {
      assertThat(in).isNotNull();
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }
}
