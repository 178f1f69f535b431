package io.discovery.testkit;

import io.discovery.time.Randomness;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How Pods of one workload live; what is null is the cluster's default, or drawn for each Pod. */
record PodProfile(
    @Nullable Duration startAfter,
    @Nullable Duration readyAfter,
    @Nullable Duration drain,
    @Nullable Function<? super PodHandle, ? extends PodServer> servers) {
  static final PodProfile NONE = new PodProfile(null, null, null, null);
  static final Duration DEFAULT_DRAIN = Duration.ofSeconds(1);

  PodProfile orElse(PodProfile other) {
    return new PodProfile(
        startAfter == null ? other.startAfter : startAfter,
        readyAfter == null ? other.readyAfter : readyAfter,
        drain == null ? other.drain : drain,
        servers == null ? other.servers : servers);
  }

  PodProfile withStartAfter(Duration time) {
    return new PodProfile(time, readyAfter, drain, servers);
  }

  PodProfile withReadyAfter(Duration time) {
    return new PodProfile(startAfter, time, drain, servers);
  }

  PodProfile withDrain(Duration time) {
    return new PodProfile(startAfter, readyAfter, time, servers);
  }

  PodProfile withServers(Function<? super PodHandle, ? extends PodServer> servers) {
    return new PodProfile(startAfter, readyAfter, drain, servers);
  }

  Duration startAfter(Randomness randomness) {
    return startAfter != null ? startAfter : drawn(randomness, 10, 50);
  }

  Duration readyAfter(Randomness randomness) {
    return readyAfter != null ? readyAfter : drawn(randomness, 50, 200);
  }

  Duration drainTime() {
    return drain != null ? drain : DEFAULT_DRAIN;
  }

  PodServer serverOf(PodHandle pod) {
    return servers != null
        ? servers.apply(pod)
        : PodServer.http(200, pod.name() + " " + version(pod.image()));
  }

  /** Returns the tag of an image; all of it if it has none. */
  static String version(String image) {
    int colon = image.lastIndexOf(':');
    return colon > image.lastIndexOf('/') ? image.substring(colon + 1) : image;
  }

  /** Returns a time in milliseconds, both ends included, to the microsecond. */
  static Duration drawn(Randomness randomness, int least, int most) {
    int micros = randomness.nextInt((most - least) * 1000 + 1);
    return Duration.ofNanos((least * 1000L + micros) * 1000L);
  }
}
