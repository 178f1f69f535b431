package io.discovery.dns;

/** An answer that says nothing about what was asked. */
final class BadAnswerException extends Exception {
  private static final long serialVersionUID = 1;

  BadAnswerException(String message) {
    super(message, null, false, false);
  }
}
