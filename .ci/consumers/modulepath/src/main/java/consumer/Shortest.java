package consumer;

import io.discovery.ServiceDiscovery;
import io.discovery.core.Discovery;
import io.discovery.manifest.Manifests;
import io.discovery.snapshot.Endpoint;
import java.nio.file.Path;

/** The shortest useful program. */
public final class Shortest {
  private Shortest() {}

  /** Prints an endpoint of the Service that the manifest has. */
  public static void main(String[] args) {
    try (ServiceDiscovery discovery = Discovery.of(Manifests.file(Path.of("../shop.yaml")))) {
      Endpoint endpoint = discovery.service("shop/cart").endpoint();
      System.out.println(Shortest.class.getModule() + ": " + endpoint);
      if (!endpoint.toString().equals("10.244.1.7:8080 (cart-1)")) {
        throw new AssertionError(endpoint);
      }
    }
  }
}
