package consumer;

import io.discovery.balancer.Candidate;
import io.discovery.balancer.Candidates;
import io.discovery.balancer.PickRequest;
import io.discovery.balancer.Policy;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.ServicePortName;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchHandler;
import java.util.ArrayList;
import java.util.List;

/** Runs a source and a policy of a user's own. */
public final class Extensions {
  private Extensions() {}

  /** Fails unless both do what the api promises. */
  public static void main(String[] args) {
    List<WatchEvent> events = new ArrayList<>();
    new Registry().watch(collecting(events)).close();

    Policy sticky = Policy.stateless(all -> request -> all.atHash(request.affinityHash()));
    Candidate picked =
        sticky
            .newBalancer(
                new Policy.Context(
                    ServicePortName.parse("shop/cart"), Time.system(), Randomness.threadLocal()))
            .rebuild(Candidates.of(List.of(new Idle(Endpoint.of("10.244.1.7", 8080)))))
            .pick(PickRequest.affinity("user-17"));

    System.out.println(Extensions.class.getModule() + ": " + picked.endpoint());
    if (events.size() != 1 || Extensions.class.getModule().getName() == null) {
      throw new AssertionError(events);
    }
  }

  private record Idle(Endpoint endpoint) implements Candidate {
    @Override
    public int inFlight() {
      return 0;
    }

    @Override
    public int consecutiveFailures() {
      return 0;
    }
  }

  private static WatchHandler collecting(List<WatchEvent> events) {
    return new WatchHandler() {
      @Override
      public void onEvent(WatchEvent event) {
        events.add(event);
      }

      @Override
      public void onFailure(Throwable cause) {
        throw new AssertionError(cause);
      }
    };
  }
}
