package io.discovery.core.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.balancer.Balancer;
import io.discovery.balancer.Candidate;
import io.discovery.balancer.Candidates;
import io.discovery.balancer.PickRequest;
import io.discovery.balancer.Picker;
import io.discovery.balancer.Policy;
import io.discovery.snapshot.Endpoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserPolicyTest {
  private final Endpoint[] endpoints = Port.endpoints(3);
  private final List<Candidates> offered = new ArrayList<>();

  @Test
  void statelessPolicyHashesItsKeys() {
    Policy policy = Policy.stateless(all -> request -> all.atHash(request.affinityHash()));
    Port port = Port.with(policy).has(endpoints);
    PickRequest alice = PickRequest.affinity("alice");
    Endpoint first = port.next(alice);
    assertThat(port.next(alice)).isEqualTo(first);
    assertThat(port.picker.pick(alice).endpoint()).isEqualTo(first);
    assertThat(port.picker.problem()).isNull();
    assertThat(port.picker.explain(alice).get(0).detail()).doesNotContain("%");
  }

  @Test
  void pickerThatThrowsFailsItsPickAlone() {
    Port port =
        Port.with(
                policy(
                    request -> {
                      throw new UnsupportedOperationException("boom");
                    }))
            .has(endpoints);
    assertThatThrownBy(port::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "shop/cart:http: policy hash failed to pick"
                + " (java.lang.UnsupportedOperationException: boom)")
        .hasRootCauseMessage("boom");
    assertThatThrownBy(() -> port.picker.pick(PickRequest.ANY))
        .isInstanceOf(IllegalStateException.class);
    assertThat(offered.get(0).get(0).inFlight()).isZero();
  }

  @Test
  void pickerThatReturnsNullOrAStrangerFailsItsPickAlone() {
    Port nobody = Port.with(policy(request -> nothing())).has(endpoints);
    assertThatThrownBy(nobody::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("shop/cart:http: policy hash picked null (expected: one of its 3 candidates)");
    Port stranger = Port.with(policy(request -> new Stranger())).has(endpoints);
    assertThatThrownBy(stranger::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "shop/cart:http: policy hash picked a foreign candidate"
                + " (stranger; expected: one of its 3 candidates)");
  }

  @Test
  void candidateOfAnEarlierRebuildIsAStranger() {
    Port port = Port.with(policy(request -> offered.get(0).get(2))).has(endpoints);
    assertThat(port.next()).isEqualTo(endpoints[2]);
    port.has(endpoints[0], endpoints[1]);
    assertThatThrownBy(port::next).isInstanceOf(IllegalStateException.class);
    port.has(Port.endpoints(4));
    assertThatThrownBy(port::next).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void candidateThatWasLeftOutIsAStranger() {
    Port port = Port.with(policy(request -> offered.get(0).get(0))).has(endpoints);
    assertThatThrownBy(() -> port.next(PickRequest.ANY.avoid(endpoints[0])))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected: one of its 2 candidates");
  }

  @Test
  void policyThatThrowsOnRebuildLeavesRandomPicksUntilItDoesNot() {
    List<Boolean> broken = new ArrayList<>(List.of(true));
    Policy policy =
        named(
            context ->
                all -> {
                  if (broken.get(0)) {
                    throw new IllegalStateException("boom");
                  }
                  return request -> all.get(0);
                });
    Port port = Port.with(policy).has(endpoints);
    assertThat(List.of(endpoints)).contains(port.next());
    assertThat(port.picker.problem())
        .isEqualTo(
            "shop/cart:http: policy hash failed, picks are random"
                + " (java.lang.IllegalStateException: boom)");
    assertThat(port.picker.hasEndpoint()).isTrue();
    broken.set(0, false);
    port.has(endpoints);
    assertThat(port.picker.problem()).isNull();
    assertThat(port.next()).isEqualTo(endpoints[0]);
  }

  @Test
  void policyThatHasNoBalancerOrNoPickerLeavesRandomPicks() {
    Port noBalancer =
        Port.with(named(context -> UserPolicyTest.<Balancer>nothing())).has(endpoints);
    assertThat(List.of(endpoints)).contains(noBalancer.next());
    assertThat(noBalancer.picker.problem()).contains("newBalancer returned null");
    Port noPicker = Port.with(named(context -> all -> nothing())).has(endpoints);
    assertThat(List.of(endpoints)).contains(noPicker.next());
    assertThat(noPicker.picker.problem()).contains("rebuild returned null");
    Port error =
        Port.with(
                named(
                    context -> {
                      throw new LinkageError("boom");
                    }))
            .has(endpoints);
    assertThat(List.of(endpoints)).contains(error.next());
    assertThat(error.picker.problem()).contains("boom");
  }

  @Test
  void balancerLearnsItsPort() {
    List<Policy.Context> contexts = new ArrayList<>();
    Port port =
        Port.with(
            context -> {
              contexts.add(context);
              return BuiltIn.RANDOM.newBalancer(context);
            });
    assertThat(contexts).hasSize(1);
    assertThat(contexts.get(0).port()).isEqualTo(Port.NAME);
    assertThat(contexts.get(0).time()).isSameAs(port.time);
  }

  private Policy policy(Picker picker) {
    return named(
        context ->
            all -> {
              offered.add(all);
              return picker;
            });
  }

  private static Policy named(Policy policy) {
    return new Policy() {
      @Override
      public Balancer newBalancer(Context context) {
        return policy.newBalancer(context);
      }

      @Override
      public String toString() {
        return "hash";
      }
    };
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }

  private static final class Stranger implements Candidate {
    @Override
    public Endpoint endpoint() {
      return Port.endpoint(1);
    }

    @Override
    public int inFlight() {
      return 0;
    }

    @Override
    public int consecutiveFailures() {
      return 0;
    }

    @Override
    public String toString() {
      return "stranger";
    }
  }
}
