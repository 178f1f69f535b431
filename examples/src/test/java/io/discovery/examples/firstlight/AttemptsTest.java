package io.discovery.examples.firstlight;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.testkit.PodServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private final Attempts attempts = new Attempts();
  private final Served served = new Served();
  private final PodServer pod = served.server("cart-1", "v1");

  @Test
  void whatWasAnsweredRefusedLostAndUnansweredAddsUp() throws IOException {
    reach(attempts.begin());
    attempts.answered();
    attempts.begin();
    attempts.refused();
    attempts.broken(attempts.begin());
    int unanswered = attempts.begin();
    reach(unanswered);
    attempts.broken(unanswered);

    Attempts.Sum sum = attempts.sum(served, 2);
    assertThat(sum).isEqualTo(new Attempts.Sum(4, 1, 1, 1, 1, 0, 2));
    assertThat(sum.explained()).isTrue();
  }

  @Test
  void aCallThatThePodsDidNotCountIsNotExplained() {
    attempts.begin();
    attempts.answered();
    assertThat(attempts.sum(served, 0).explained()).isFalse();
  }

  @Test
  void aRequestThatNobodyMadeIsNotExplained() {
    assertThat(attempts.sum(served, 1).explained()).isFalse();
  }

  @Test
  void whatTheTransportSentTwiceIsExplained() throws IOException {
    int attempt = attempts.begin();
    reach(attempt);
    reach(attempt);
    attempts.answered();
    assertThat(attempts.sum(served, 2).explained()).isTrue();
  }

  @Test
  void serversSayWhoTheyAre() throws IOException {
    PodServer.Response response = pod.answer(PodServer.Request.get(Served.path(0)));
    assertThat(Answer.parse(response.body())).isEqualTo(new Answer("cart-1", "v1"));
  }

  private void reach(int attempt) throws IOException {
    pod.answer(PodServer.Request.get(Served.path(attempt)));
  }
}
