package io.discovery.dns;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked about names that are not ours; used by the thread that answers, and answers there.
 */
interface Upstream {
  /** Nobody is asked. */
  Upstream NONE = (query, tcp, then) -> then.accept(null);

  /**
   * Asks.
   *
   * @param query a message with one question; the id in it does not matter
   * @param tcp whether the answer must be whole
   * @param then takes the answer to that very question, or null if there is none in time
   */
  void ask(byte[] query, boolean tcp, Consumer<byte @Nullable []> then);
}
