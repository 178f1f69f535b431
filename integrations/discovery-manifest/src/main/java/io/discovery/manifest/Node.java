package io.discovery.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A part of a document that knows where it stands. */
abstract sealed class Node {
  /** Line, from 1. */
  final int line;

  /** Column, from 1. */
  final int column;

  /** Nodes in it and below with every alias written out, itself included; 0 while it is built. */
  int size;

  /** Levels of it and below. */
  int height = 1;

  private Node(int line, int column) {
    this.line = line;
    this.column = column;
  }

  /** Returns what a message says it is. */
  abstract String evidence();

  final boolean isNull() {
    return this instanceof Scalar scalar && scalar.type == ScalarType.NULL;
  }

  /**
   * A single value; its text is normal: decimal digits for an integer, {@code true}, {@code false}.
   */
  static final class Scalar extends Node {
    final ScalarType type;
    final String text;
    private final String written;

    Scalar(int line, int column, ScalarType type, String text) {
      this(line, column, type, text, text);
    }

    Scalar(int line, int column, ScalarType type, String text, String written) {
      super(line, column);
      this.type = type;
      this.text = text;
      this.written = written;
      this.size = 1;
    }

    @Override
    String evidence() {
      return switch (type) {
        case TEXT, MERGE -> Findings.quoted(text);
        case NULL -> "null";
        case INTEGER, FLOAT, BOOLEAN ->
            written.equals(text)
                ? Findings.shown(text)
                : Findings.shown(written) + ", which is " + Findings.shown(text);
      };
    }
  }

  /** A list. */
  static final class Items extends Node {
    final List<Node> items = new ArrayList<>();

    Items(int line, int column) {
      super(line, column);
    }

    @Override
    String evidence() {
      return "a list";
    }
  }

  /** A mapping, in the order in which it was written. */
  static final class Fields extends Node {
    final Map<String, Entry> fields = new LinkedHashMap<>();

    Fields(int line, int column) {
      super(line, column);
    }

    @Override
    String evidence() {
      return "a mapping";
    }
  }

  /** A value and where its key stands. */
  record Entry(int line, int column, Node value) {}
}
