package io.discovery.core;

import io.discovery.DiscoveryObserver;
import io.discovery.Location;
import io.discovery.address.Cidr;
import io.discovery.balancer.Policy;
import io.discovery.core.source.SourceRunner;
import io.discovery.snapshot.ServiceName;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a discovery was built with.
 *
 * @param location where the callers are
 * @param policy the policy of all Services
 * @param policies policies of single ones
 * @param observer sees everything and throws nothing
 * @param time the clocks
 * @param randomness numbers for back-off and picks
 * @param audit how often the whole state is asked for although all seems well; zero means never
 * @param trusted names of the sources whose loopback addresses are meant
 * @param serviceCidrs ranges of ClusterIPs, where a control plane admits what users wrote
 */
record Settings(
    Location location,
    Policy policy,
    Map<ServiceName, Policy> policies,
    DiscoveryObserver observer,
    Time time,
    Randomness randomness,
    Duration audit,
    Set<String> trusted,
    List<Cidr> serviceCidrs) {
  SourceRunner.Clocks clocks() {
    return new SourceRunner.Clocks(time, randomness, audit);
  }
}
