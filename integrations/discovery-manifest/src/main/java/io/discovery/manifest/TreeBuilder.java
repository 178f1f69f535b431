package io.discovery.manifest;

import io.discovery.manifest.Node.Entry;
import io.discovery.manifest.Node.Fields;
import io.discovery.manifest.Node.Items;
import io.discovery.manifest.Node.Scalar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a document from its parts as they are read, within the limits; no recursion. */
final class TreeBuilder {
  private final Limits limits;
  private final Findings findings;
  private final boolean lastWins;
  private final Deque<Frame> open = new ArrayDeque<>();
  private long nodes;
  private @Nullable Node root;

  /** Refuses a key that is given twice. */
  TreeBuilder(Limits limits, Findings findings) {
    this(limits, findings, false);
  }

  private TreeBuilder(Limits limits, Findings findings, boolean lastWins) {
    this.limits = limits;
    this.findings = findings;
    this.lastWins = lastWins;
  }

  /** Takes the last value of a key that is given twice, and notes it. */
  static TreeBuilder lastWins(Limits limits, Findings findings) {
    return new TreeBuilder(limits, findings, true);
  }

  /** Begins a list or a mapping. */
  void begin(Node collection) {
    count(collection, 1);
    checkDepth(collection, 1);
    open.push(new Frame(collection));
  }

  /** Ends the list or mapping that was begun last. */
  void end() {
    Frame frame = open.pop();
    frame.finish();
    add(frame.collection);
  }

  void scalar(Scalar scalar) {
    count(scalar, 1);
    checkDepth(scalar, 1);
    add(scalar);
  }

  /** Adds what an alias at this place stands for. */
  void alias(Node target, int line, int column) {
    if (target.size == 0) {
      throw findings.fatal(line, column, "alias of a value that contains it");
    }
    count(new Scalar(line, column, ScalarType.NULL, ""), target.size);
    checkDepth(target, target.height);
    add(target);
  }

  /** Returns whether nothing has been begun that is not complete. */
  boolean idle() {
    return open.isEmpty();
  }

  /** Returns the document that is complete, if there is one, and forgets it. */
  @Nullable Node take() {
    Node taken = root;
    root = null;
    return taken;
  }

  private void count(Node at, int more) {
    nodes += more;
    if (nodes > limits.nodes()) {
      throw findings.fatal(
          at.line,
          at.column,
          "too many values (more than " + limits.nodes() + ", each alias counted in full)");
    }
  }

  private void checkDepth(Node at, int height) {
    if (open.size() + height > limits.depth()) {
      throw findings.fatal(
          at.line, at.column, "nested too deeply (more than " + limits.depth() + " levels)");
    }
  }

  /** Returns the way to the key that was read last. */
  private @Nullable FieldPath path() {
    FieldPath path = null;
    for (Iterator<Frame> frames = open.descendingIterator(); frames.hasNext(); ) {
      path = frames.next().path(path);
    }
    return path;
  }

  private void add(Node node) {
    Frame top = open.peek();
    if (top == null) {
      root = node;
    } else {
      top.add(node);
    }
  }

  /** A list or mapping that is not complete yet. */
  private final class Frame {
    final Node collection;
    private final List<Node> merged = new ArrayList<>();
    private @Nullable Scalar key;

    Frame(Node collection) {
      this.collection = collection;
    }

    void add(Node node) {
      if (collection instanceof Items list) {
        list.items.add(node);
        grow(node);
      } else if (key == null) {
        key = asKey(node);
      } else {
        put((Fields) collection, key, node);
        grow(node);
        key = null;
      }
    }

    void finish() {
      for (Node each : merged) {
        mergeInto((Fields) collection, each);
      }
      collection.size++;
    }

    @Nullable FieldPath path(@Nullable FieldPath to) {
      if (collection instanceof Items list) {
        return new FieldPath(to, "", list.items.size());
      }
      return key == null ? to : FieldPath.field(to, key.text);
    }

    private void grow(Node child) {
      // What is counted in full never exceeds an int: count() has refused before.
      collection.size += child.size;
      collection.height = Math.max(collection.height, child.height + 1);
    }

    private Scalar asKey(Node node) {
      if (node instanceof Scalar scalar && scalar.type != ScalarType.NULL) {
        return scalar;
      }
      throw findings.fatal(node.line, node.column, "key: " + node.evidence() + " (expected: text)");
    }

    private void put(Fields into, Scalar key, Node value) {
      if (key.type == ScalarType.MERGE) {
        addMerged(value);
        return;
      }
      Entry before = into.fields.get(key.text);
      if (before != null && lastWins) {
        findings.repeat(key.line, key.column, TreeBuilder.this.path());
      } else if (before != null) {
        throw findings.fatal(
            key.line,
            key.column,
            "key given twice ("
                + Findings.quoted(key.text)
                + "; first at "
                + findings.place(before.line(), before.column())
                + ")");
      }
      into.fields.put(key.text, new Entry(key.line, key.column, value));
    }

    private void addMerged(Node value) {
      if (value instanceof Fields) {
        merged.add(value);
      } else if (value instanceof Items list
          && list.items.stream().allMatch(Fields.class::isInstance)) {
        merged.addAll(list.items);
      } else {
        throw findings.fatal(
            value.line,
            value.column,
            "<<: " + value.evidence() + " (expected: a mapping or a list of mappings)");
      }
    }

    private void mergeInto(Fields into, Node from) {
      ((Fields) from).fields.forEach(into.fields::putIfAbsent);
    }
  }
}
