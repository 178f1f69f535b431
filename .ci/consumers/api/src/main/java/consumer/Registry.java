package consumer;

import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchHandler;
import io.discovery.watch.WatchSource;
import java.util.List;

/** A source of a user's own. */
public final class Registry implements WatchSource {
  private final List<KubernetesObject> services =
      List.of(
          new Service(ObjectMeta.of("shop", "cart"), ServiceSpec.NONE, Service.Status.NONE));

  @Override
  public Watch watch(WatchHandler handler) {
    handler.onEvent(WatchEvent.replaced(services));
    return () -> {};
  }
}
