package io.discovery.manifest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What a file holds.
 *
 * @param file what messages call it
 * @param bytes its bytes; nobody moves this buffer
 */
record Content(String file, ByteBuffer bytes) {
  /** What else begins with a brace is YAML in flow style. */
  private static final Pattern JSON_BEGINS = Pattern.compile("\\s*\\{\\s*[\"}]");

  Content(String file, byte[] bytes) {
    this(file, ByteBuffer.wrap(bytes));
  }

  /**
   * Reads its documents.
   *
   * @throws ManifestException if it is neither YAML nor JSON
   */
  void read(ObjectReader objects, Limits limits, Findings findings) {
    findings.beginFile(file);
    String text = text(findings);
    if (JSON_BEGINS.matcher(text).lookingAt()) {
      JsonReader.read(text, limits, findings, objects::read);
    } else {
      YamlReader.read(text, limits, findings, objects::read);
    }
  }

  private String text(Findings findings) {
    CharBuffer chars = CharBuffer.allocate(bytes.remaining());
    ByteBuffer from = bytes.duplicate();
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(from, chars, true);
    String text = chars.flip().toString();
    if (result.isError()) {
      int value = from.get() & 0xff;
      throw refuse(text, text.length(), "not UTF-8 (byte 0x%02x)".formatted(value), findings);
    }
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' && c != '\t' && c != '\n' && c != '\r') {
        throw refuse(text, i, "control character U+%04X".formatted((int) c), findings);
      }
    }
    return text;
  }

  private static ManifestException refuse(
      String text, int index, String message, Findings findings) {
    String before = text.substring(0, index);
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    return findings.fatal(line, index - before.lastIndexOf('\n'), message);
  }
}
