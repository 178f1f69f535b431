package io.discovery.testkit;

/** A cluster in one process and in virtual time. */
public final class FakeCluster {
  private FakeCluster() {}
}
