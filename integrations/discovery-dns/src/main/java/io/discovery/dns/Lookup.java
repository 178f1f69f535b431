package io.discovery.dns;

import io.discovery.dns.Resolvers.Resolver;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A question that is asked of one server after the other until one of them answers. */
final class Lookup implements Exchange.Outcome {
  private static final int MAX_ELSEWHERE = 8;

  private final Question asked;
  private final Exchange.Means means;
  private final Resolvers resolvers;
  private final int attempts;
  private final Result result;
  private final Map<String, String> failures = new LinkedHashMap<>();
  private Question question;
  private Iterator<Resolver> servers;
  private @Nullable Resolver server;
  private @Nullable Exchange exchange;
  private long ttl = Integer.MAX_VALUE;
  private int elsewhere;

  Lookup(Question asked, Exchange.Means means, Resolvers resolvers, int attempts, Result result) {
    this.asked = asked;
    this.means = means;
    this.resolvers = resolvers;
    this.attempts = attempts;
    this.result = result;
    question = asked;
    servers = servers();
  }

  private Iterator<Resolver> servers() {
    return IntStream.range(0, attempts)
        .boxed()
        .flatMap(unused -> resolvers.inOrder().stream())
        .iterator();
  }

  /** Asks the next server, or gives up. */
  void next() {
    if (servers.hasNext()) {
      ask(servers.next(), false);
    } else {
      result.failed(
          failures.entrySet().stream()
              .map(failure -> failure.getKey() + ": " + failure.getValue())
              .collect(Collectors.joining(", ")));
    }
  }

  private void ask(Resolver resolver, boolean stream) {
    server = resolver;
    exchange = Exchange.begin(question, resolver.address(), stream, this, means);
  }

  @Override
  public void answered(byte[] message) {
    Resolver answering = Objects.requireNonNull(server);
    answering.answered();
    Found found;
    try {
      found = Answer.read(question, message).atMost(ttl);
    } catch (BadAnswerException e) {
      failures.put(answering.toString(), e.getMessage());
      next();
      return;
    }
    if (!found.elsewhere()) {
      result.found(found);
    } else if (++elsewhere > MAX_ELSEWHERE) {
      failures.put(answering.toString(), "more than " + MAX_ELSEWHERE + " aliases in a row");
      next();
    } else {
      ttl = found.ttl();
      question = asked.of(found.name());
      servers = servers();
      next();
    }
  }

  @Override
  public void streamWanted() {
    ask(Objects.requireNonNull(server), true);
  }

  @Override
  public void failed(String why) {
    Resolver failing = Objects.requireNonNull(server);
    failing.failed();
    failures.put(failing.toString(), why);
    next();
  }

  /** Ends it without a result. */
  void close() {
    if (exchange != null) {
      exchange.close();
    }
  }

  /** How a lookup ends. */
  interface Result {
    void found(Found found);

    /** Nobody answered; why, server by server. */
    void failed(String why);
  }
}
