package io.discovery.core.call;

import io.discovery.CallOptions;
import io.discovery.DiscoveryObserver;
import io.discovery.balancer.NoEndpointException;
import io.discovery.balancer.NoEndpointException.Reason;
import io.discovery.balancer.Pick;
import io.discovery.balancer.PickRequest;
import io.discovery.core.VirtualLoop;
import io.discovery.snapshot.Endpoint;
import io.discovery.time.Randomness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Endpoints a, b, c in this order, calls to them, and what became of each pick. */
final class Shop implements Calls.Picks {
  static final Endpoint A = Endpoint.of("10.0.0.1", 80);
  static final Endpoint B = Endpoint.of("10.0.0.2", 80);
  static final Endpoint C = Endpoint.of("10.0.0.3", 80);

  final VirtualLoop loop = new VirtualLoop();
  final Calls calls = new Calls(loop, loop, Randomness.seeded(1));
  final List<Endpoint> endpoints = new ArrayList<>(List.of(A, B, C));
  final List<String> ends = new ArrayList<>();
  final List<PickRequest> requests = new ArrayList<>();

  @Override
  public CompletableFuture<Pick> pick(PickRequest request) {
    requests.add(request);
    CompletableFuture<Pick> picked = new CompletableFuture<>();
    long patience = loop.nanoTime() + request.waitAtMost().toNanos();
    look(request, picked, patience);
    return picked;
  }

  private void look(PickRequest request, CompletableFuture<Pick> picked, long patience) {
    if (!endpoints.isEmpty()) {
      Endpoint first =
          endpoints.stream()
              .filter(e -> !request.avoid().contains(e))
              .findFirst()
              .orElse(endpoints.get(0));
      Pick pick = new Recorded(first);
      if (!picked.complete(pick)) {
        pick.close();
      }
    } else if (loop.nanoTime() >= patience) {
      picked.completeExceptionally(new NoEndpointException(Reason.NO_ENDPOINT, "no endpoint"));
    } else if (!picked.isDone()) {
      loop.schedule(Duration.ofMillis(10), () -> look(request, picked, patience));
    }
  }

  /** Returns how each pick ended: first letter of the endpoint's name, and how. */
  List<String> ends() {
    return ends;
  }

  static CallOptions within(Duration deadline) {
    return CallOptions.DEFAULT.withDeadline(deadline);
  }

  static CallOptions waiting(Duration time) {
    return CallOptions.DEFAULT.withRequest(PickRequest.ANY.waitAtMost(time));
  }

  private final class Recorded implements Pick {
    private final Endpoint endpoint;
    private boolean ended;

    Recorded(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
      return endpoint;
    }

    @Override
    public void succeeded() {
      end(DiscoveryObserver.Outcome.SUCCEEDED);
    }

    @Override
    public void failed(Throwable cause) {
      end(DiscoveryObserver.Outcome.FAILED);
    }

    @Override
    public void close() {
      end(DiscoveryObserver.Outcome.CANCELLED);
    }

    private void end(DiscoveryObserver.Outcome outcome) {
      if (!ended) {
        ended = true;
        String name = endpoint.equals(A) ? "a" : endpoint.equals(B) ? "b" : "c";
        ends.add(name + " " + outcome);
      }
    }
  }
}
