package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A server for the one zone of a fixture that is not the cluster's; it refuses all others. */
final class ForeignZone implements AutoCloseable {
  private final Name zone = Name.fromConstantString("example.com.");
  private final List<Record> records = new ArrayList<>();
  private final DatagramSocket socket;

  ForeignZone(JsonNode lines) {
    try {
      for (JsonNode line : lines) {
        String[] fields = line.asText().split(" ", 4);
        records.add(
            Record.fromString(
                Name.fromString(fields[0]),
                Type.value(fields[2]),
                DClass.IN,
                Long.parseLong(fields[1]),
                fields[3],
                Name.root));
      }
      socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::serve, "foreign-zone");
    thread.setDaemon(true);
    thread.start();
  }

  InetSocketAddress address() {
    return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
  }

  private void serve() {
    byte[] bytes = new byte[512];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        socket.receive(packet);
        Message query = new Message(Arrays.copyOf(bytes, packet.getLength()));
        byte[] answer = answer(query).toWire();
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException e) {
        // closed, or no message
      }
    }
  }

  private Message answer(Message query) {
    Message answer = new Message(query.getHeader().getID());
    Record question = query.getQuestion();
    answer.getHeader().setFlag(Flags.QR);
    answer.addRecord(question, Section.QUESTION);
    if (!question.getName().subdomain(zone)) {
      answer.getHeader().setRcode(Rcode.REFUSED);
      return answer;
    }
    Name name = question.getName();
    boolean known = false;
    for (int i = 0; i < records.size(); i++) {
      Record record = records.get(i);
      if (record.getName().equals(name)) {
        known = true;
        if (record.getType() == question.getType()) {
          answer.addRecord(record, Section.ANSWER);
        } else if (record instanceof CNAMERecord alias) {
          answer.addRecord(record, Section.ANSWER);
          name = alias.getTarget();
          i = -1;
        }
      }
    }
    answer.getHeader().setRcode(known ? Rcode.NOERROR : Rcode.NXDOMAIN);
    return answer;
  }

  @Override
  public void close() {
    socket.close();
  }
}
