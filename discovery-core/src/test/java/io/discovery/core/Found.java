package io.discovery.core;

import java.util.regex.MatchResult;

/** A place in a source file where a pattern matches. */
record Found(SourceFile file, int line, MatchResult match) {

  String text() {
    return match.groupCount() == 0 ? match.group() : match.group(1);
  }

  /** The place and what is wrong with it, as editors and terminals link it. */
  String says(String message) {
    return file.path() + ":" + line + ": " + message;
  }
}
