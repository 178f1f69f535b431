package io.discovery.core.admission;

import io.discovery.model.IpFamily;
import io.discovery.model.KubernetesObject;
import io.discovery.model.Service;
import io.discovery.time.Randomness;
import java.util.List;

/** Stand-in. */
public final class Admission {
  private int next = 1;

  /** Stand-in. */
  public Admission(Ranges ranges, Randomness randomness) {}

  /** Stand-in. */
  @SuppressWarnings("unchecked")
  public <T extends KubernetesObject> Admitted<T> create(T object) {
    if (object instanceof Service service
        && service.spec().clusterIP() == null
        && !service.spec().external()) {
      String address = "10.96.0." + next++;
      return new Admitted<>(
          (T)
              service.withSpec(
                  service.spec().toBuilder()
                      .clusterIP(address)
                      .clusterIPs(List.of(address))
                      .ipFamilies(List.of(IpFamily.IPV4))
                      .build()));
    }
    return new Admitted<>(object);
  }

  /** Stand-in. */
  @SuppressWarnings("unchecked")
  public <T extends KubernetesObject> Admitted<T> update(T before, T after) {
    if (before instanceof Service old && after instanceof Service service) {
      return new Admitted<>(
          (T)
              service.withSpec(
                  service.spec().toBuilder()
                      .clusterIP(old.spec().clusterIP())
                      .clusterIPs(old.spec().clusterIPs())
                      .ipFamilies(old.spec().ipFamilies())
                      .build()));
    }
    return new Admitted<>(after);
  }

  /** Stand-in. */
  public <T extends KubernetesObject> T updateStatus(T before, T after) {
    return after;
  }

  /** Stand-in. */
  public void deleted(KubernetesObject object) {}

  /** Stand-in. */
  public static final class Admitted<T> implements AutoCloseable {
    private final T object;

    Admitted(T object) {
      this.object = object;
    }

    /** Stand-in. */
    public T object() {
      return object;
    }

    /** Stand-in. */
    public void commit() {}

    @Override
    public void close() {}
  }
}
