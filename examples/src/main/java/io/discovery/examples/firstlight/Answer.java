package io.discovery.examples.firstlight;

import java.io.IOException;

/**
 * What a server of the example says.
 *
 * @param server name of the Pod, or of the machine outside the cluster
 * @param version image that it runs
 */
record Answer(String server, String version) {
  String text() {
    return server + " " + version;
  }

  /**
   * Reads an answer.
   *
   * @throws IOException if the text is none
   */
  static Answer parse(String text) throws IOException {
    int space = text.indexOf(' ');
    if (space <= 0) {
      throw new IOException("answer: \"" + text + "\" (expected: <server> <version>)");
    }
    return new Answer(text.substring(0, space), text.substring(space + 1));
  }
}
