package io.discovery.examples.firstlight;

import io.discovery.CallOptions;
import io.discovery.ServiceHandle.EndpointCall;
import io.discovery.address.Ip;
import io.discovery.balancer.NoEndpointException;
import io.discovery.balancer.PickRequest;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import io.discovery.time.Time;
import java.io.IOException;

/** One client of the application: calls Services by name; for one thread. */
final class Client {
  private final CallOptions options;
  private final Transport transport;
  private final Tally tally;
  private final Time time;

  Client(int number, boolean abrupt, Transport transport, Tally tally, Time time) {
    // An address of its own, for Services that keep a client on one endpoint.
    Ip address = Ip.parse("10.244.250." + (number % 250 + 1));
    CallOptions gets = CallOptions.idempotent().withRequest(PickRequest.ANY.withClient(address));
    this.options = abrupt ? gets.withMaxAttempts(1) : gets;
    this.transport = transport;
    this.tally = tally;
    this.time = time;
  }

  /** Calls a Service; the call was due at a time, however late it is made. */
  void call(Target target, long begin, long due) throws InterruptedException {
    String version = call(target);
    long now = time.nanoTime();
    tally.latencies.record(now - due);
    tally.timeline.record(target.service(), version, now - begin);
  }

  /** Calls a Service before it counts how long that takes. */
  void warmUp(Target target) throws InterruptedException {
    call(target);
  }

  /** Returns the version that answered, {@link Timeline#FAILED} if none did. */
  private String call(Target target) throws InterruptedException {
    try {
      Answer answer = target.handle().call(options, new Attempt(target));
      tally.succeeded(target, answer.version());
      return answer.version();
    } catch (IOException | NoEndpointException failed) {
      tally.failed(target, failed);
      return Timeline.FAILED;
    }
  }

  /** The attempts of one call, each with a look at the endpoints before and after its pick. */
  private final class Attempt implements EndpointCall<Answer> {
    private final Target target;
    private EndpointSet before;

    Attempt(Target target) {
      this.target = target;
      before = target.handle().endpoints();
    }

    @Override
    public Answer to(Endpoint endpoint) throws IOException, InterruptedException {
      EndpointSet now = target.handle().endpoints();
      if (Usable.wronglyPicked(target, endpoint, before, now)) {
        tally.wronglyPicked(target.name() + ": " + Usable.conditions(endpoint, before));
      }
      try {
        return transport.get(endpoint);
      } finally {
        before = target.handle().endpoints();
      }
    }
  }
}
