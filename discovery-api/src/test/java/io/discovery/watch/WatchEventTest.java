package io.discovery.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.PodSpec;
import io.discovery.model.PodStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchEventTest {
  private static final Pod POD =
      new Pod(ObjectMeta.of("shop", "cart-1"), PodSpec.NONE, PodStatus.NONE);

  @Test
  void aWholeStateIsOfEveryKindUnlessItSaysWhich() {
    assertThat(WatchEvent.replaced(List.of(POD)))
        .isEqualTo(new WatchEvent.Replaced(List.of(), List.of(POD), null));
  }

  @Test
  void aWholeStateCannotBeChangedFromOutside() {
    List<KubernetesObject> objects = new ArrayList<>(List.of(POD));
    WatchEvent.Replaced replaced = new WatchEvent.Replaced(List.of(), objects, "7");
    objects.clear();
    assertThat(replaced.objects()).containsExactly(POD);
    assertThatThrownBy(() -> replaced.objects().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void sourcesAreCalledByTheirClassUnlessTheySayOtherwise() {
    assertThat(new Registry().name()).isEqualTo("Registry");
  }

  @Test
  void aSourceWithoutVersionsBeginsWithTheWholeState() {
    List<WatchEvent> events = new ArrayList<>();
    new Registry().watch("7", handler(events)).close();
    assertThat(events).containsExactly(WatchEvent.replaced(List.of(POD)));
  }

  private static WatchHandler handler(List<WatchEvent> events) {
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

  private static final class Registry implements WatchSource {
    @Override
    public Watch watch(WatchHandler handler) {
      handler.onEvent(WatchEvent.replaced(List.of(POD)));
      return () -> {};
    }
  }
}
