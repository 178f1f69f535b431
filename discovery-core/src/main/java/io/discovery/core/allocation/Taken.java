package io.discovery.core.allocation;

import io.discovery.core.nullness.Nullable;

/**
 * A set of unsigned numbers that finds the next number outside of it in a few steps, however full
 * it is.
 *
 * <p>A tree of 64 slots a node: those of the lowest nodes are words of a bitmap. Each node has a
 * bit for every full slot. Nodes without a number do not exist, nor do nodes above the one that has
 * all numbers: a range of 2^64 numbers costs what is taken of it.
 */
final class Taken {
  /** Stands for no number; the largest number that can be held is one less. */
  static final long NONE = -1;

  private static final int SLOT_BITS = 6;
  private static final int SLOTS = 1 << SLOT_BITS;
  private static final long FULL = -1;

  /** The level of a bitmap's words; its pages are one level higher. */
  private static final int WORD = 0;

  private static final int PAGE = 1;

  private @Nullable Node root;

  /** The level of the root, and the first number below it. */
  private int height;

  private long base;
  private long nodesRead;

  /** A page, or a node above pages. */
  private static final class Node {
    private final long[] words;
    private final @Nullable Node[] children;
    private @Nullable Node parent;
    private long full;

    /** How many numbers there are in a page, or children of another node. */
    private int used;

    Node(int level) {
      words = new long[level == PAGE ? SLOTS : 0];
      children = new Node[level == PAGE ? 0 : SLOTS];
    }

    void child(int slot, Node child) {
      children[slot] = child;
      child.parent = this;
      used++;
    }
  }

  /** Returns the page of a number; null if nothing is there. */
  private @Nullable Node page(long number) {
    Node node = start(number, height) == base ? root : null;
    for (int level = height; level > PAGE && node != null; level--) {
      node = node.children[slot(number, level)];
    }
    return node;
  }

  boolean contains(long number) {
    Node page = page(number);
    return page != null && (page.words[slot(number, PAGE)] & bit(number, WORD)) != 0;
  }

  /** Returns whether the number was not there before. */
  boolean add(long number) {
    Node node = grown(number);
    for (int level = height; level > PAGE; level--) {
      int slot = slot(number, level);
      Node child = node.children[slot];
      if (child == null) {
        child = new Node(level - 1);
        node.child(slot, child);
      }
      node = child;
    }
    int slot = slot(number, PAGE);
    long before = node.words[slot];
    long after = before | bit(number, WORD);
    if (after == before) {
      return false;
    }
    node.words[slot] = after;
    node.used++;
    long full = after;
    for (int level = PAGE; full == FULL && node != null; level++) {
      full = node.full |= bit(number, level);
      node = node.parent;
    }
    return true;
  }

  /** Returns the root, high enough for a number. */
  private Node grown(long number) {
    Node node = root;
    if (node == null) {
      node = new Node(PAGE);
      height = PAGE;
      base = start(number, PAGE);
    }
    while (start(number, height) != base) {
      Node below = node;
      node = new Node(++height);
      node.child(slot(base, height), below);
      node.full = below.full == FULL ? bit(base, height) : 0;
      base = start(base, height);
    }
    root = node;
    return node;
  }

  /** Returns whether the number was there before. */
  boolean remove(long number) {
    Node page = page(number);
    int slot = slot(number, PAGE);
    if (page == null || (page.words[slot] & bit(number, WORD)) == 0) {
      return false;
    }
    page.words[slot] &= ~bit(number, WORD);
    page.used--;
    int level = PAGE;
    for (Node node = page; node != null; node = node.parent) {
      node.full &= ~bit(number, level++);
      if (node.used == 0) {
        drop(node, slot(number, level));
      }
    }
    return true;
  }

  private void drop(Node node, int slot) {
    if (node.parent == null) {
      root = null;
    } else {
      node.parent.children[slot] = null;
      node.parent.used--;
    }
  }

  /** Returns the first number that is not there, from {@code from} on and below {@code end}. */
  long firstAbsent(long from, long end) {
    long at = from;
    Node node = start(from, height) == base ? root : null;
    for (int level = height; node != null; nodesRead++) {
      if (level == PAGE) {
        long before = at;
        at = behind(before, node);
        if (start(at, PAGE) == start(before, PAGE)) {
          break;
        }
      } else {
        int slot = slot(at, level);
        int open = Long.numberOfTrailingZeros(~node.full & (FULL << slot));
        if (open != slot) {
          long width = 1L << (level * SLOT_BITS);
          at = (at & -width) + (open - slot) * width;
        }
        if (open < SLOTS) {
          node = node.children[open];
          level--;
          continue;
        }
      }
      // What begins in a first slot lies behind the node above, too.
      do {
        node = node.parent;
        level++;
      } while (node != null && slot(at, level) == 0);
    }
    return Long.compareUnsigned(from, at) <= 0 && Long.compareUnsigned(at, end) < 0 ? at : NONE;
  }

  /** Returns the first number from here on that a page does not have: one outside if it is full. */
  private static long behind(long at, Node page) {
    int slot = slot(at, PAGE);
    long free = ~page.words[slot] & (FULL << at);
    if (free != 0) {
      return (at & -SLOTS) + Long.numberOfTrailingZeros(free);
    }
    int word = Long.numberOfTrailingZeros(~page.full & (FULL << slot << 1));
    long first = (at & -SLOTS) + (long) (word - slot) * SLOTS;
    return word == SLOTS ? first : first + Long.numberOfTrailingZeros(~page.words[word]);
  }

  /** Returns how many nodes searches have read so far. */
  long nodesRead() {
    return nodesRead;
  }

  /** Returns how many nodes there are. */
  int nodes() {
    return nodes(root);
  }

  private static int nodes(@Nullable Node node) {
    if (node == null) {
      return 0;
    }
    int count = 1;
    for (Node child : node.children) {
      count += nodes(child);
    }
    return count;
  }

  /** Returns the first number of the node of this level that a number lies below. */
  private static long start(long number, int level) {
    return number & (FULL << (level * SLOT_BITS) << SLOT_BITS);
  }

  private static int slot(long number, int level) {
    return (int) (number >>> (level * SLOT_BITS)) & (SLOTS - 1);
  }

  private static long bit(long number, int level) {
    return 1L << slot(number, level);
  }
}
