package io.discovery.examples.byname;

import io.discovery.testkit.PodHandle;
import io.discovery.testkit.PodServer;
import java.nio.charset.StandardCharsets;

/** What a Pod answers: who it is, and to a datagram what was said. */
record Answers(String pod, String version) implements PodServer {
  static Answers of(PodHandle pod) {
    return new Answers(pod.name(), Image.version(pod.image()));
  }

  @Override
  public Response answer(Request request) {
    return new Response(200, pod + " " + version + "\n");
  }

  @Override
  public byte[] answer(byte[] datagram) {
    byte[] name = (pod + " " + version + " heard: ").getBytes(StandardCharsets.UTF_8);
    byte[] answer = new byte[name.length + datagram.length];
    System.arraycopy(name, 0, answer, 0, name.length);
    System.arraycopy(datagram, 0, answer, name.length, datagram.length);
    return answer;
  }
}
