package io.discovery.dns;

/** How names of Pods such as {@code 10-244-1-7.shop.pod.cluster.local} are answered. */
public enum PodNames {
  /** There are none. */
  DISABLED,
  /** Any address is its own answer, in any namespace that exists. */
  INSECURE,
  /** A Pod with this address has to exist in the namespace. */
  VERIFIED
}
