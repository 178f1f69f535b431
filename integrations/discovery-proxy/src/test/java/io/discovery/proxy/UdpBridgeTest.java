package io.discovery.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.model.ServiceSpec;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "epoll {0}")
@ValueSource(booleans = {true, false})
class UdpBridgeTest {
  private final boolean epoll;
  private final Shop shop = new Shop();
  private final UdpBackend one = new UdpBackend(1);
  private final UdpBackend two = new UdpBackend(2);

  UdpBridgeTest(boolean epoll) {
    this.epoll = epoll;
    shop.place(1, Shop.DNS, one.address()).place(2, Shop.DNS, two.address());
  }

  @AfterEach
  void close() {
    shop.close();
    one.close();
    two.close();
  }

  private ServiceProxy start() {
    return shop.proxy().epoll(epoll).start();
  }

  private DatagramSocket connect() throws IOException {
    DatagramSocket socket = new DatagramSocket();
    socket.connect(shop.dns());
    socket.setSoTimeout(60_000);
    return socket;
  }

  /** Returns the answer to some bytes, the name of the endpoint first. */
  private static byte[] ask(DatagramSocket socket, byte... bytes) throws IOException {
    socket.send(new DatagramPacket(bytes, bytes.length));
    DatagramPacket answer = new DatagramPacket(new byte[65_535], 65_535);
    socket.receive(answer);
    return Arrays.copyOf(answer.getData(), answer.getLength());
  }

  @Test
  void datagramsOfAnySizeComeBack() throws IOException {
    shop.endpoints("1");
    try (ServiceProxy proxy = start();
        DatagramSocket socket = connect()) {
      Random random = new Random(1);
      for (int size : new int[] {1, 512, 1500, 9000, 65_506}) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        byte[] answer = ask(socket, bytes);
        assertThat(answer).hasSize(size + 1);
        assertThat(answer[0]).isEqualTo((byte) 1);
        assertThat(Arrays.copyOfRange(answer, 1, size + 1)).isEqualTo(bytes);
      }
      byte[] largest = new byte[65_507];
      assertThat(ask(socket, largest)).hasSize(65_507);
    }
  }

  @Test
  void aFlowStaysAndFlowsSpread() throws IOException {
    shop.endpoints("1", "2");
    try (ServiceProxy proxy = start()) {
      Set<Byte> seen = new TreeSet<>();
      for (int i = 0; i < 40; i++) {
        try (DatagramSocket socket = connect()) {
          byte first = ask(socket, (byte) i)[0];
          assertThat(ask(socket, (byte) i)[0]).isEqualTo(first);
          assertThat(ask(socket, (byte) i)[0]).isEqualTo(first);
          seen.add(first);
        }
      }
      assertThat(seen).containsExactly((byte) 1, (byte) 2);
    }
  }

  @Test
  void aFlowWhoseEndpointIsRemovedGoesToAnotherOne() throws IOException {
    shop.endpoints("1");
    try (ServiceProxy proxy = start();
        DatagramSocket socket = connect()) {
      assertThat(ask(socket, (byte) 9)[0]).isEqualTo((byte) 1);
      shop.endpoints("1", "2");
      assertThat(ask(socket, (byte) 9)[0]).isEqualTo((byte) 1);
      shop.endpoints("2");
      proxy.awaitDone();
      assertThat(ask(socket, (byte) 9)[0]).isEqualTo((byte) 2);
    }
  }

  @Test
  void withoutEndpointsThePortIsClosed() throws IOException {
    shop.endpoints("1");
    try (ServiceProxy proxy = start();
        DatagramSocket socket = connect()) {
      assertThat(ask(socket, (byte) 9)[0]).isEqualTo((byte) 1);
      shop.endpoints();
      proxy.awaitDone();
      assertThatThrownBy(() -> ask(socket, (byte) 9)).isInstanceOf(PortUnreachableException.class);
      shop.endpoints("2");
      proxy.awaitDone();
      assertThat(ask(socket, (byte) 9)[0]).isEqualTo((byte) 2);
    }
  }

  @Test
  void aFlowGoesOnWhenItsServiceIsDeletedAndNoOtherBegins() throws IOException {
    shop.endpoints("1");
    try (ServiceProxy proxy = start();
        DatagramSocket socket = connect();
        DatagramSocket other = connect()) {
      assertThat(ask(socket, (byte) 9)[0]).isEqualTo((byte) 1);
      shop.delete(shop.cart(spec -> spec));
      proxy.awaitDone();
      assertThat(ask(socket, (byte) 9)[0]).isEqualTo((byte) 1);
      other.setSoTimeout(200);
      assertThatThrownBy(() -> ask(other, (byte) 9)).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void whereOnlySomeMayComeTheOthersGetNoAnswer() throws IOException {
    shop.apply(shop.cart(spec -> spec.internalTrafficPolicy(ServiceSpec.TrafficPolicy.LOCAL)));
    shop.endpoints("1");
    try (ServiceProxy proxy = shop.proxy().epoll(epoll).node("another").start();
        DatagramSocket socket = connect()) {
      socket.setSoTimeout(200);
      assertThatThrownBy(() -> ask(socket, (byte) 9)).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void atTheCapTheLongestSilentFlowMakesRoom() throws IOException {
    shop.endpoints("1", "2");
    try (ServiceProxy proxy = shop.proxy().epoll(epoll).flows(2).start()) {
      for (int i = 0; i < 50; i++) {
        try (DatagramSocket socket = connect()) {
          assertThat(ask(socket, (byte) i)).hasSize(2);
        }
      }
      Waiting.until(() -> proxy.flowSockets() == 2);
    }
  }

  @Test
  void anEndpointThatIsNotThereDoesNotHarmTheOthers() throws IOException {
    shop.place(3, Shop.DNS, Waiting.nobody()).endpoints("3");
    try (ServiceProxy proxy = start();
        DatagramSocket socket = connect()) {
      socket.setSoTimeout(100);
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> ask(socket, (byte) 9)).isInstanceOf(SocketTimeoutException.class);
      }
      shop.endpoints("2");
      proxy.awaitDone();
      socket.setSoTimeout(60_000);
      assertThat(ask(socket, (byte) 9)[0]).isEqualTo((byte) 2);
    }
  }
}
