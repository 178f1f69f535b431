package io.discovery.examples.byname;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Images, and the versions that their tags are. */
final class Image {
  private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d{1,9})");

  private Image() {}

  /** Returns the tag; {@code latest} if there is none. */
  static String version(String image) {
    String tagged = withoutDigest(image);
    int colon = colon(tagged);
    return colon < 0 ? "latest" : tagged.substring(colon + 1);
  }

  /** Returns the next version: the number at the end is one higher. */
  static String next(String image) {
    String tagged = withoutDigest(image);
    int colon = colon(tagged);
    String name = colon < 0 ? tagged : tagged.substring(0, colon);
    Matcher numbered = NUMBERED.matcher(version(image));
    return numbered.matches()
        ? name + ":" + numbered.group(1) + (Long.parseLong(numbered.group(2)) + 1)
        : name + ":" + version(image) + "-1";
  }

  private static int colon(String image) {
    return image.indexOf(':', image.lastIndexOf('/') + 1);
  }

  private static String withoutDigest(String image) {
    int at = image.indexOf('@');
    return at < 0 ? image : image.substring(0, at);
  }
}
