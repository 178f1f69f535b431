package io.discovery.manifest;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads the documents of a YAML text, one after the other. */
final class YamlReader {
  /** The engine gives this advice about characters that nobody indents with. */
  private static final Pattern NOISE =
      Pattern.compile("\\. \\(Do not use .* for indentation\\)", Pattern.DOTALL);

  private final Findings findings;
  private final TreeBuilder tree;
  private final Map<String, Node> anchors = new TreeMap<>();
  private int line = 1;
  private int column = 1;

  private YamlReader(Limits limits, Findings findings) {
    this.findings = findings;
    this.tree = new TreeBuilder(limits, findings);
  }

  /** Hands each document to the consumer, empty ones too, as null. */
  static void read(
      String text, Limits limits, Findings findings, Consumer<@Nullable Node> documents) {
    new YamlReader(limits, findings).read(text, documents);
  }

  private void read(String text, Consumer<@Nullable Node> documents) {
    // The size was checked before; the engine's own limit is lower. One buffer for all of it: with
    // smaller ones the engine needs quadratic time for a long line.
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(Integer.MAX_VALUE)
            .setBufferSize(Math.max(16, text.length()))
            .build();
    try {
      Parser events = new ParserImpl(settings, new StreamReader(settings, text));
      while (events.hasNext()) {
        take(events.next(), documents);
      }
    } catch (MarkedYamlEngineException e) {
      e.getProblemMark().or(e::getContextMark).ifPresent(this::moveTo);
      throw findings.fatal(line, column, "not YAML (" + reason(e) + ")");
    } catch (ReaderException e) {
      moveTo(text, e.getPosition());
      String codePoint = "U+%04X".formatted(e.getCodePoint());
      throw findings.fatal(line, column, "not YAML (character " + codePoint + " is not allowed)");
    } catch (YamlEngineException | IndexOutOfBoundsException | NumberFormatException e) {
      throw findings.fatal(line, column, "not YAML (" + Findings.quoted("" + e.getMessage()) + ")");
    }
  }

  private static String reason(MarkedYamlEngineException e) {
    String context = e.getContext() == null ? "" : e.getContext() + ": ";
    String reason = context + (e.getProblem() == null ? "syntax error" : e.getProblem());
    return NOISE.matcher(reason).replaceAll("").replaceAll("\\p{Cntrl}+", " ");
  }

  private void take(Event event, Consumer<@Nullable Node> documents) {
    event.getStartMark().ifPresent(this::moveTo);
    switch (event.getEventId()) {
      case DocumentStart -> {
        findings.beginDocument();
        anchors.clear();
      }
      case DocumentEnd -> documents.accept(tree.take());
      case Scalar -> scalar((ScalarEvent) event);
      case SequenceStart -> begin((CollectionStartEvent) event, new Node.Items(line, column));
      case MappingStart -> begin((CollectionStartEvent) event, new Node.Fields(line, column));
      case SequenceEnd, MappingEnd -> tree.end();
      case Alias -> alias(((AliasEvent) event).getAlias());
      default -> {}
    }
  }

  private void begin(CollectionStartEvent event, Node collection) {
    event.getTag().ifPresent(this::refuseTag);
    event.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), collection));
    tree.begin(collection);
  }

  private void scalar(ScalarEvent event) {
    event.getTag().ifPresent(this::refuseTag);
    Node.Scalar scalar =
        event.isPlain()
            ? PlainScalars.resolve(line, column, event.getValue())
            : new Node.Scalar(line, column, ScalarType.TEXT, event.getValue());
    event.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), scalar));
    tree.scalar(scalar);
  }

  private void alias(Anchor alias) {
    Node target = anchors.get(alias.getValue());
    if (target == null) {
      throw findings.fatal(
          line, column, "alias of an unknown anchor (" + Findings.quoted(alias.getValue()) + ")");
    }
    tree.alias(target, line, column);
  }

  private void refuseTag(String tag) {
    throw findings.fatal(line, column, "tag (" + Findings.quoted(tag) + "; expected: none)");
  }

  private void moveTo(Mark mark) {
    line = mark.getLine() + 1;
    column = mark.getColumn() + 1;
  }

  private void moveTo(String text, int codePoints) {
    int end =
        text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
    line = 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    column = end - text.lastIndexOf('\n', end - 1);
  }
}
