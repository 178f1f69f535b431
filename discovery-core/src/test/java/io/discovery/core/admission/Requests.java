package io.discovery.core.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.discovery.address.Cidr;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.model.Status;
import io.discovery.model.StatusException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of this package ask for. */
final class Requests {
  static final Ranges RANGES = ranges("10.99.0.0/24", "fd00::/112");

  private Requests() {}

  static Ranges ranges(String... cidrs) {
    return new Ranges(Arrays.stream(cidrs).map(Cidr::parse).toList(), 30000, 30100);
  }

  static ServiceSpec.Builder spec() {
    return ServiceSpec.builder()
        .selector(Map.of("app", "cart"))
        .ports(List.of(Service.Port.builder().port(80).build()));
  }

  static Service service(ServiceSpec.Builder spec) {
    return new Service(ObjectMeta.of("shop", "cart"), spec.build(), Service.Status.NONE);
  }

  /** Returns why a request was refused, each cause as path and message. */
  static List<String> causes(ThrowingCallable request) {
    StatusException refused = catchThrowableOfType(StatusException.class, request);
    assertThat(refused).as("refusal").isNotNull();
    return refused.status().causes().stream().map(Status.Cause::toString).toList();
  }
}
