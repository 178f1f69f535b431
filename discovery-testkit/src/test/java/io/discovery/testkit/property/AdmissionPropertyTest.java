package io.discovery.testkit.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.manifest.Codec;
import io.discovery.manifest.Kinds;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ResourceKind;
import io.discovery.model.Status;
import io.discovery.model.StatusException;
import io.discovery.testkit.api.ApiRequest;
import io.discovery.testkit.api.ApiResponse;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every object that is written, of every kind; a seed makes the objects. */
class AdmissionPropertyTest {
  private static final Codec CODEC = Codec.of(Kinds.standard());
  private static final int STEPS = Boolean.getBoolean("discovery.long") ? 200 : 12;

  @Property(tries = 150)
  void a_write_is_refused_with_a_sound_status_and_without_a_trace_or_taken(@ForAll long seed) {
    Anything any = new Anything(seed);
    Shop shop = new Shop(seed);
    List<Object> before = shop.fingerprint();
    for (int i = 0; i < STEPS; i++) {
      boolean dryRun = any.oneIn(4);
      boolean refused = false;
      try {
        write(any, shop, dryRun);
      } catch (StatusException e) {
        refused = true;
        requireSound(e.status());
      }
      List<Object> after = shop.fingerprint();
      if (dryRun || refused) {
        assertThat(after).isEqualTo(before);
      }
      before = after;
    }
  }

  private static void write(Anything any, Shop shop, boolean dryRun) {
    ResourceKind kind = any.kind();
    List<? extends KubernetesObject> stored = shop.all(Kinds.standard().type(kind));
    int verb = stored.isEmpty() ? 0 : any.chance.nextInt(4);
    switch (verb) {
      case 0 -> shop.plane.create(any.object(kind), dryRun);
      case 1 -> shop.plane.update(changed(any, stored), dryRun);
      case 2 -> shop.plane.updateStatus(unprefixed(changed(any, stored)), dryRun);
      default -> shop.plane.update(over(any.one(stored), any.object(kind)), dryRun);
    }
  }

  private static KubernetesObject changed(Anything any, List<? extends KubernetesObject> stored) {
    return any.faulty((KubernetesObject) any.one(stored), any.chance.nextInt(4));
  }

  /** With the status Kubernetes takes a generateName that an update refuses afterwards. */
  private static KubernetesObject unprefixed(KubernetesObject object) {
    return object.withMetadata(object.metadata().toBuilder().generateName(null).build());
  }

  /** Returns the second object under the name of the first. */
  private static KubernetesObject over(KubernetesObject stored, KubernetesObject next) {
    ObjectMeta name = stored.metadata();
    return next.withMetadata(
        next.metadata().toBuilder()
            .name(name.name())
            .namespace(name.namespace())
            .uid(null)
            .resourceVersion(null)
            .build());
  }

  private static void requireSound(Status status) {
    assertThat(status.code()).isBetween(400, 500);
    assertThat(status.message()).isNotEmpty();
    if (status.reason().equals("Invalid")) {
      assertThat(status.code()).isEqualTo(422);
      assertThat(status.causes()).isNotEmpty();
    }
    for (Status.Cause cause : status.causes()) {
      assertThat(status.message()).contains(cause.toString());
      assertThat(cause.reason()).startsWith(status.code() == 422 ? "FieldValue" : "");
    }
  }

  @Property(tries = 150)
  void what_was_accepted_stays_as_it_is_when_it_is_written_again(@ForAll long seed) {
    Anything any = new Anything(seed);
    Shop shop = new Shop(seed);
    for (int i = 0; i < STEPS; i++) {
      try {
        write(any, shop, false);
      } catch (StatusException e) {
        continue; // of no interest here
      }
      for (ResourceKind kind : Words.KINDS) {
        for (KubernetesObject object : shop.all(Kinds.standard().type(kind))) {
          requireFixed(shop, object);
        }
      }
    }
  }

  private static void requireFixed(Shop shop, KubernetesObject object) {
    String revision = shop.plane.resourceVersion();
    assertThat(shop.plane.update(object)).isEqualTo(object);
    assertThat(shop.plane.updateStatus(object)).isEqualTo(object);
    ObjectMeta name = object.metadata();
    ApiRequest get = ApiRequest.get(object.kind(), name.namespace(), name.name());
    ApiResponse read = shop.api.handle(get);
    assertThat(read.code()).as(read.body()).isEqualTo(200);
    ApiResponse put =
        shop.api.handle(
            ApiRequest.update(object.kind(), name.namespace(), name.name(), read.body()));
    assertThat(put.code()).as(put.body()).isEqualTo(200);
    assertThat(put.body()).isEqualTo(read.body());
    assertThat(CODEC.read(read.body())).isEqualTo(object);
    assertThat(shop.plane.resourceVersion()).isEqualTo(revision);
  }

  @Property(tries = 150)
  void what_was_stored_is_stored_alike_once_more(@ForAll long seed) {
    Anything any = new Anything(seed);
    Shop shop = new Shop(seed);
    for (int i = 0; i < STEPS; i++) {
      ResourceKind kind = any.kind();
      KubernetesObject stored;
      try {
        stored = shop.plane.create(any.object(kind));
      } catch (StatusException e) {
        continue; // of no interest here
      }
      shop.plane.delete(kind, stored.namespacedName(), 0);
      if (shop.plane.get(stored.getClass(), stored.namespacedName()) == null) {
        KubernetesObject again = shop.plane.create(unwritten(stored));
        assertThat(unwritten(again)).isEqualTo(unwritten(stored));
      }
    }
  }

  private static KubernetesObject unwritten(KubernetesObject stored) {
    return stored.withMetadata(
        stored.metadata().toBuilder()
            .uid(null)
            .resourceVersion(null)
            .creationTimestamp(null)
            .generation(null)
            .build());
  }
}
