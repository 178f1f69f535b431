package io.discovery.testkit;

import io.discovery.watch.WatchSource;

class ClusterSourceTest implements WatchSourceContract {
  @Override
  public WatchSource newSource(Cluster cluster) {
    return cluster.watchSource();
  }
}
