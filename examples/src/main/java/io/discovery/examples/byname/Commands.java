package io.discovery.examples.byname;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * What a script says while the example runs, line by line.
 *
 * @param rolls what rolls and crashes
 * @param end ends the example
 * @param news takes what cannot be done
 */
record Commands(Rolls rolls, Runnable end, Consumer<String> news) {
  /** Does what is read until it ends, on a thread that does not keep the example alive. */
  void follow(BufferedReader lines) {
    Thread thread = new Thread(() -> read(lines), "by-name-commands");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(BufferedReader lines) {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        run(line.strip());
      }
    } catch (IOException ended) {
      // As at the end of the file.
    }
  }

  void run(String line) {
    String[] words = line.split("\\s+", 2);
    if (words.length == 2 && words[0].equals("roll")) {
      rolls.roll(words[1]);
    } else if (words.length == 2 && words[0].equals("crash")) {
      rolls.crash(words[1]);
    } else if (line.equals("end")) {
      end.run();
    } else if (!line.isEmpty()) {
      news.accept("'" + line + "' (expected: roll NAME, crash NAME or end)");
    }
  }
}
