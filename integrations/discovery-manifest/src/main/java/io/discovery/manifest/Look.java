package io.discovery.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look at an origin saw: its contents, or why there are none.
 *
 * @param digest what two looks are compared by
 * @param contents what was there
 * @param failure why nothing was readable; then there are no contents
 */
record Look(ByteBuffer digest, List<Content> contents, @Nullable ManifestException failure) {

  static Look at(Origin origin, Limits limits) {
    MessageDigest digest = sha256();
    try {
      List<Content> contents = origin.load(limits);
      for (Content content : contents) {
        addTo(digest, StandardCharsets.UTF_8.encode(content.file()));
        addTo(digest, content.bytes().duplicate());
      }
      return new Look(ByteBuffer.wrap(digest.digest()), contents, null);
    } catch (ManifestException e) {
      byte[] reason = String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8);
      return new Look(ByteBuffer.wrap(reason), List.of(), e);
    }
  }

  boolean sameAs(Look other) {
    return digest.equals(other.digest);
  }

  /** Returns it without the contents, which nobody needs once they were read. */
  Look digestOnly() {
    return new Look(digest, List.of(), null);
  }

  private static void addTo(MessageDigest digest, ByteBuffer bytes) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.remaining()).flip());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
