package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** How the cases of one kind are asked and compared. */
interface Kind {

  /**
   * Asks a case.
   *
   * @param vector the case; a fixture that it names stands in its place
   * @return the first path that differs, with what was expected and what came; null if nothing does
   */
  @Nullable String difference(JsonNode vector) throws Exception;
}
