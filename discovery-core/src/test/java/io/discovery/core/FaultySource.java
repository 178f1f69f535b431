package io.discovery.core;

import io.discovery.model.KubernetesObject;
import io.discovery.model.ResourceKind;
import io.discovery.time.Randomness;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchExpiredException;
import io.discovery.watch.WatchHandler;
import io.discovery.watch.WatchSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A source over a server's state that duplicates, cuts, loses and repeats until it is mended. */
final class FaultySource implements WatchSource {
  private final Randomness random;
  private final Map<String, KubernetesObject> state = new LinkedHashMap<>();
  private final List<WatchEvent> history = new ArrayList<>();
  private final List<Client> clients = new ArrayList<>();
  private int forgotten;
  private boolean faulty = true;

  FaultySource(Randomness random) {
    this.random = random;
  }

  List<KubernetesObject> state() {
    return List.copyOf(state.values());
  }

  void put(KubernetesObject object) {
    KubernetesObject versioned = versioned(object);
    boolean known = state.put(key(object), versioned) != null;
    happened(known ? new WatchEvent.Modified(versioned) : new WatchEvent.Added(versioned));
  }

  void remove(KubernetesObject object) {
    KubernetesObject removed = state.remove(key(object));
    if (removed != null) {
      happened(new WatchEvent.Deleted(removed));
    }
  }

  private static String key(KubernetesObject object) {
    return object.kind() + " " + object.namespacedName();
  }

  private KubernetesObject versioned(KubernetesObject object) {
    return object.withMetadata(
        object.metadata().toBuilder()
            .uid("uid-" + object.namespacedName())
            .resourceVersion(Integer.toString(history.size() + 1))
            .build());
  }

  private void happened(WatchEvent event) {
    history.add(event);
    List.copyOf(clients).forEach(client -> client.tell(event));
  }

  /** Does something that the contract allows, or that networks do. */
  void fault() {
    switch (random.nextInt(6)) {
      case 0 -> List.copyOf(clients).forEach(Client::cut);
      case 1 -> clients.forEach(client -> client.repeat(random.nextInt(5)));
      case 2 -> clients.forEach(Client::whole);
      case 3 -> clients.forEach(client -> client.mark(history.size()));
      case 4 -> forgotten = history.size();
      default ->
          clients.forEach(
              client -> client.handler.onEvent(new WatchEvent.Stale(new RuntimeException("slow"))));
    }
  }

  /** From now on nothing goes wrong; what was lost stays lost. */
  void mend() {
    faulty = false;
  }

  @Override
  public Watch watch(WatchHandler handler) {
    return open(handler, -1);
  }

  @Override
  public Watch watch(String resourceVersion, WatchHandler handler) {
    return open(handler, Integer.parseInt(resourceVersion));
  }

  private Watch open(WatchHandler handler, int from) {
    if (faulty && random.nextInt(4) == 0) {
      throw new IllegalStateException("connection refused");
    }
    Client client = new Client(handler);
    if (faulty && random.nextInt(6) == 0) {
      return client::end;
    }
    clients.add(client);
    if (from < 0) {
      client.whole();
    } else if (from < forgotten) {
      clients.remove(client);
      handler.onFailure(new WatchExpiredException("too old resource version: " + from));
    } else {
      history.subList(from, history.size()).forEach(client::tell);
    }
    return client::end;
  }

  private final class Client {
    private final WatchHandler handler;

    Client(WatchHandler handler) {
      this.handler = handler;
    }

    /** Loses some events; an audit or the next whole state has to heal that. */
    void tell(WatchEvent event) {
      int draw = faulty ? random.nextInt(10) : 9;
      if (draw > 0) {
        handler.onEvent(event);
      }
      if (draw == 1) {
        handler.onEvent(event);
      }
    }

    void whole() {
      String version = Integer.toString(history.size());
      if (random.nextInt(2) == 0) {
        handler.onEvent(new WatchEvent.Replaced(List.of(), state(), version));
        return;
      }
      for (ResourceKind kind : List.of(ResourceKind.ENDPOINT_SLICE, ResourceKind.SERVICE)) {
        List<KubernetesObject> some =
            state.values().stream().filter(object -> object.kind().equals(kind)).toList();
        handler.onEvent(new WatchEvent.Replaced(List.of(kind), some, version));
      }
    }

    void mark(int version) {
      handler.onEvent(new WatchEvent.Bookmark(Integer.toString(version)));
    }

    /** Replays the last events once more: each object ends in its newest state. */
    void repeat(int count) {
      history.subList(Math.max(0, history.size() - count), history.size()).forEach(this::tell);
    }

    void cut() {
      end();
      handler.onFailure(new IllegalStateException("connection reset"));
    }

    void end() {
      clients.remove(this);
    }
  }
}
