package io.discovery.examples.firstlight;

import io.discovery.ServiceHandle;
import io.discovery.snapshot.ServicePortName;

/**
 * A Service port that clients call.
 *
 * @param name the Service port
 * @param handle the way to it
 * @param address where kube-proxy would offer it, such as {@code 10.96.0.12:80}
 * @param notReadyToo whether the Service publishes Pods that are not ready
 */
record Target(ServicePortName name, ServiceHandle handle, String address, boolean notReadyToo) {
  /** Returns namespace and name of the Service. */
  String service() {
    return name.service().toString();
  }
}
