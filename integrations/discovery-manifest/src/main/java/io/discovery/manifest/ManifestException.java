package io.discovery.manifest;

import java.util.List;
import java.util.stream.Collectors;

/** Manifests that cannot be used, with all that is wrong with them. */
public final class ManifestException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private static final int MOST_IN_MESSAGE = 10;

  @SuppressWarnings(
      "serial") // a list of records of texts; exceptions of ours are not sent anywhere
  private final List<Problem> problems;

  ManifestException(List<Problem> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  ManifestException(Problem problem, Throwable cause) {
    super(problem.toString(), cause);
    this.problems = List.of(problem);
  }

  /** Returns what is wrong; never empty, and at most {@value Findings#MOST_PROBLEMS}. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(List<Problem> problems) {
    String first =
        problems.stream()
            .limit(MOST_IN_MESSAGE)
            .map(Problem::toString)
            .collect(Collectors.joining("\n"));
    int more = problems.size() - MOST_IN_MESSAGE;
    return more > 0 ? first + "\nand " + more + " more" : first;
  }
}
