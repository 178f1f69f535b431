package io.discovery.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.model.Status.Cause;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The words are those of an API server. */
class StatusTest {
  private static final Cause PORTS =
      new Cause("FieldValueRequired", "spec.ports", "Required value");
  private static final Cause TYPE =
      new Cause("FieldValueInvalid", "spec.type", "Invalid value: \"x\"");

  @Test
  void oneProblemStandsAlone() {
    Status status = Status.invalid(ResourceKind.SERVICE, "cart", List.of(PORTS));
    assertThat(status.code()).isEqualTo(422);
    assertThat(status.reason()).isEqualTo("Invalid");
    assertThat(status.message())
        .isEqualTo("Service \"cart\" is invalid: spec.ports: Required value");
  }

  @Test
  void severalProblemsStandInBrackets() {
    assertThat(Status.invalid(ResourceKind.ENDPOINT_SLICE, "a", List.of(PORTS, TYPE)).message())
        .isEqualTo(
            "EndpointSlice.discovery.k8s.io \"a\" is invalid: [spec.ports: Required value,"
                + " spec.type: Invalid value: \"x\"]");
  }

  @Test
  void theOthersNameTheResource() {
    assertThat(Status.notFound(ResourceKind.SERVICE, "cart"))
        .isEqualTo(new Status(404, "NotFound", "services \"cart\" not found", List.of()));
    assertThat(Status.alreadyExists(ResourceKind.ENDPOINT_SLICE, "cart"))
        .isEqualTo(
            new Status(
                409,
                "AlreadyExists",
                "endpointslices.discovery.k8s.io \"cart\" already exists",
                List.of()));
    assertThat(Status.conflict(ResourceKind.POD, "cart-1").message())
        .isEqualTo(
            "Operation cannot be fulfilled on pods \"cart-1\": the object has been modified; please"
                + " apply your changes to the latest version and try again");
    assertThat(Status.internal("no space").message())
        .isEqualTo("Internal error occurred: no space");
  }

  @Test
  void anExceptionSaysItsMessage() {
    Status status = Status.notFound(ResourceKind.SERVICE, "cart");
    assertThat(new StatusException(status)).hasMessage("services \"cart\" not found");
    assertThat(new StatusException(status).status()).isSameAs(status);
  }
}
