package io.discovery.core;

import io.discovery.core.nullness.Nullable;
import io.discovery.snapshot.ServiceName;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The handles that somebody holds, by Service; thread-safe.
 *
 * <p>A handle that nobody holds is forgotten, so endless names cost nothing for long. A reader and
 * the loop meet without a lock: the reader enters its handle first and reads what is published
 * then; the loop writes into handles, publishes, and writes into handles once more.
 */
final class Handles {
  private final Map<ServiceName, List<Held>> byService = new ConcurrentHashMap<>();
  private final ReferenceQueue<Handle> forgotten = new ReferenceQueue<>();

  /** Returns the handle that is held already, or a new one. */
  Handle get(HandleContext context, ServiceName service, @Nullable String port) {
    forget();
    Handle handle = find(byService.get(service), port);
    if (handle == null) {
      handle = add(new Handle(context, service, port));
    }
    handle.read();
    return handle;
  }

  private static @Nullable Handle find(@Nullable List<Held> held, @Nullable String port) {
    if (held != null) {
      for (Held each : held) {
        Handle handle = each.get();
        if (handle != null && Objects.equals(handle.port(), port)) {
          return handle;
        }
      }
    }
    return null;
  }

  private Handle add(Handle fresh) {
    Handle[] winner = {fresh};
    byService.compute(
        fresh.service(),
        (service, held) -> {
          Handle other = find(held, fresh.port());
          if (other != null && held != null) {
            winner[0] = other;
            return held;
          }
          List<Held> more = new ArrayList<>(held == null ? List.of() : held);
          more.add(new Held(fresh, forgotten));
          return List.copyOf(more);
        });
    return winner[0];
  }

  private void forget() {
    for (Reference<?> each = forgotten.poll(); each != null; each = forgotten.poll()) {
      Held gone = (Held) each;
      byService.computeIfPresent(
          gone.service,
          (service, held) -> {
            List<Held> rest = new ArrayList<>(held);
            rest.remove(gone);
            return rest.isEmpty() ? null : List.copyOf(rest);
          });
    }
  }

  /** Writes what is published into the handles of a Service; called by the loop alone. */
  void publish(ServiceName service, Root root) {
    List<Held> held = byService.get(service);
    if (held != null) {
      for (Held each : held) {
        Handle handle = each.get();
        if (handle != null) {
          handle.publish(root);
        }
      }
    }
  }

  /** Writes what is published into all handles, by name. */
  void publishAll(Root root) {
    forget();
    new TreeMap<>(byService).keySet().forEach(service -> publish(service, root));
  }

  /** Returns how many Services have handles. */
  int size() {
    forget();
    return byService.size();
  }

  private static final class Held extends WeakReference<Handle> {
    private final ServiceName service;

    Held(Handle handle, ReferenceQueue<Handle> queue) {
      super(handle, queue);
      service = handle.service();
    }
  }
}
