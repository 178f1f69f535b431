package io.discovery.examples.firstlight;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Images: what a Pod runs, and its version. */
final class Image {
  private static final Pattern LAST_NUMBER = Pattern.compile("\\d+(?=\\D*$)");
  private static final int LONGEST_NUMBER = 9;

  private Image() {}

  /** Returns an image as a person calls it: without its registry and digest. */
  static String brief(String image) {
    String tagged = withoutDigest(image);
    return tagged.substring(tagged.lastIndexOf('/') + 1);
  }

  /** Returns the next version of an image: its last number is one higher. */
  static String next(String image) {
    String tagged = withoutDigest(image);
    int colon = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
    if (colon < 0) {
      return tagged + ":next";
    }
    String tag = tagged.substring(colon + 1);
    String next = LAST_NUMBER.matcher(tag).replaceFirst(Image::plusOne);
    return tagged.substring(0, colon + 1) + (next.equals(tag) ? tag + "-next" : next);
  }

  private static String plusOne(MatchResult number) {
    String digits = number.group();
    return digits.length() > LONGEST_NUMBER ? digits : "" + (Integer.parseInt(digits) + 1);
  }

  private static String withoutDigest(String image) {
    int at = image.indexOf('@');
    return at < 0 ? image : image.substring(0, at);
  }
}
