package io.discovery.examples.firstlight;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The report for a program. */
final class ReportJson {
  private final JsonGenerator json;
  private final Report report;

  private ReportJson(JsonGenerator json, Report report) {
    this.json = json;
    this.report = report;
  }

  /** Writes a report; times are in milliseconds. */
  static void write(Path file, Report report) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      new ReportJson(json, report).fields();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private void fields() throws IOException {
    options();
    calls();
    changes();
    times();
    services();
    manifest();
    texts("problems", report.problems());
  }

  private void options() throws IOException {
    Options options = report.options();
    json.writeNumberField("seed", options.seed);
    json.writeNumberField("seconds", options.seconds);
    json.writeNumberField("rate", options.rate);
    json.writeNumberField("clients", options.clients);
    json.writeStringField("policy", options.policy.toString());
    json.writeBooleanField("abrupt", options.abrupt);
    json.writeBooleanField("interrupted", report.ran().interrupted());
  }

  private void calls() throws IOException {
    Attempts.Sum sum = report.attempts();
    json.writeNumberField("calls", report.tally().calls());
    json.writeNumberField("failed", report.tally().failed());
    json.writeNumberField("attempts", sum.attempts());
    json.writeNumberField("servedByPods", sum.servedByPods());
    json.writeNumberField("answeredAttempts", sum.answered());
    json.writeNumberField("refusedAttempts", sum.refused());
    json.writeNumberField("lostAttempts", sum.lost());
    json.writeNumberField("unansweredAttempts", sum.unanswered());
    json.writeNumberField("repeatedByTransport", sum.repeated());
    json.writeBooleanField("attemptsExplained", sum.explained());
    json.writeNumberField("picksOfUnusable", report.tally().wrongPicks());
    json.writeArrayFieldStart("failures");
    for (Tally.Failure failure : report.tally().failures()) {
      json.writeStartObject();
      json.writeStringField("cause", failure.cause());
      json.writeNumberField("count", failure.count());
      json.writeStringField("example", failure.example());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void changes() throws IOException {
    Changes changes = report.changes();
    json.writeNumberField("podsReplaced", changes.podsReplaced());
    json.writeNumberField("crashes", changes.crashes());
    json.writeNumberField("scaleUps", changes.scaleUps());
    json.writeNumberField("scaleDowns", changes.scaleDowns());
    json.writeNumberField("readinessFlips", changes.readinessFlips());
    json.writeNumberField("endpointsAdded", changes.endpointsAdded());
    json.writeArrayFieldStart("rollouts");
    for (Changes.Rolled rolled : changes.rollouts()) {
      json.writeStartObject();
      json.writeStringField("deployment", rolled.deployment());
      json.writeStringField("from", rolled.from());
      json.writeStringField("to", rolled.to());
      json.writeNumberField("pods", rolled.pods());
      json.writeNumberField("replaced", rolled.replaced());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void times() throws IOException {
    Latencies took = report.tally().latencies;
    json.writeNumberField("p50", took.millisAt(0.5));
    json.writeNumberField("p90", took.millisAt(0.9));
    json.writeNumberField("p99", took.millisAt(0.99));
    json.writeNumberField("p999", took.millisAt(0.999));
    json.writeNumberField("max", took.maxMillis());
  }

  private void services() throws IOException {
    json.writeNumberField("services", report.manifest().services());
    json.writeObjectFieldStart("callsByService");
    for (var calls : report.tally().callsByService().entrySet()) {
      json.writeNumberField(calls.getKey(), calls.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("callsByServicePort");
    for (Report.Row row : report.services()) {
      json.writeNumberField(row.service(), row.calls());
    }
    json.writeEndObject();
    texts("notCallable", report.manifest().notCallable());
  }

  private void manifest() throws IOException {
    json.writeArrayFieldStart("ignored");
    for (IgnoredPart part : report.manifest().ignored()) {
      json.writeStartObject();
      json.writeStringField("kind", part.kind());
      if (!part.field().isEmpty()) {
        json.writeStringField("field", part.field());
      }
      json.writeNumberField("count", part.count());
      json.writeEndObject();
    }
    json.writeEndArray();
    texts("refused", report.manifest().refused());
  }

  private void texts(String field, List<String> texts) throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
