package io.discovery.examples.firstlight;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run was and what came of it.
 *
 * @param options what was asked for
 * @param ran what ran for how long
 * @param tally how calls ended
 * @param attempts what became of all attempts
 * @param changes what happened to the application meanwhile
 * @param services a row a Service port that was called
 * @param manifest what of the manifest was used, and what not
 */
record Report(
    Options options,
    Ran ran,
    Tally tally,
    Attempts.Sum attempts,
    Changes changes,
    List<Row> services,
    Passed manifest) {
  Report {
    services = List.copyOf(services);
  }

  /** Returns what should have been otherwise, in one sentence each; empty if all is well. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (tally.failed() > 0) {
      problems.add(tally.failed() + " of " + tally.calls() + " calls failed");
    }
    if (tally.wrongPicks() > 0) {
      problems.add(tally.wrongPicks() + " picks of endpoints not to be used: " + tally.wrongPick());
    }
    if (!attempts.explained()) {
      problems.add("attempts and what the Pods counted do not add up: " + attempts);
    }
    for (Row row : services) {
      if (row.calls() == 0 && !ran.interrupted()) {
        problems.add(row.service() + " was not called");
      }
    }
    problems.addAll(changes.undone());
    return problems;
  }

  /**
   * How long it ran.
   *
   * @param seconds from the first call to the last
   * @param interrupted whether it was ended early
   */
  record Ran(double seconds, boolean interrupted) {}

  /**
   * A Service port that was called.
   *
   * @param service the Service port
   * @param address its virtual address and port
   * @param calls calls to it
   * @param failed those that failed
   * @param endpoints how many endpoints it had at the end
   */
  record Row(String service, String address, long calls, long failed, int endpoints) {}

  /**
   * What was not used of the manifests.
   *
   * @param services number of Services in all, callable or not
   * @param notCallable Services without a TCP port or an endpoint, with the reason
   * @param ignored kinds and fields that were passed over
   * @param refused what the control plane did not admit
   */
  record Passed(
      int services, List<String> notCallable, List<IgnoredPart> ignored, List<String> refused) {
    Passed {
      notCallable = List.copyOf(notCallable);
      ignored = List.copyOf(ignored);
      refused = List.copyOf(refused);
    }
  }
}
