package io.discovery.examples.firstlight;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.examples.firstlight.Frame.Group;
import io.discovery.examples.firstlight.Frame.Row;
import io.discovery.examples.firstlight.Frame.State;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameTextTest {
  private static final Group OLD =
      new Group("cart:1", List.of(State.READY, State.TERMINATING), 250);
  private static final Group NEW = new Group("cart:2", List.of(State.READY, State.NOT_READY), 150);
  private static final Frame FRAME =
      new Frame(
          "roll out shop/cart",
          5_100,
          30_000,
          2_500,
          0,
          499.7,
          List.of(new Row("shop/cart:http", "10.96.0.1:80", 400, 2_000, List.of(OLD, NEW))));

  @Test
  void aRowSaysWhereTheServiceIsAndHowItsPodsAre() {
    List<String> lines =
        new FrameText(true, false).lines("[bar]", FRAME, List.of("scale up shop/cart"));
    assertThat(lines.get(0)).isEqualTo("[bar]");
    assertThat(lines.get(1)).isEqualTo("2,500 calls   500/s   0 failed   roll out shop/cart");
    assertThat(lines)
        .contains("shop/cart:http  10.96.0.1:80    400  cart:1 ●◌ 250/s   cart:2 ●○ 150/s")
        .endsWith("scale up shop/cart");
  }

  @Test
  void withoutUnicodeStatesAreLetters() {
    assertThat(new FrameText(false, false).lines("", FRAME, List.of()))
        .contains("shop/cart:http  10.96.0.1:80    400  cart:1 *x 250/s   cart:2 *o 150/s");
  }

  @Test
  void withoutATerminalALineEveryFiveSecondsIsEnough() {
    StringWriter text = new StringWriter();
    PlainView view = new PlainView(new PrintWriter(text), true);
    view.show(FRAME);
    view.show(FRAME);
    assertThat(text).hasToString("  5.1 s  2,500 calls, 500/s, 0 failed\n");
  }
}
