package io.discovery.core.allocation;

import org.jspecify.annotations.Nullable;

/**
 * A set of unsigned numbers that finds the next number outside of it in a few steps, however full
 * it is.
 *
 * <p>A tree of 64 slots a node: the lowest nodes are pages of a bitmap, and each node above has a
 * bit for every full node below. Nodes without a number do not exist, so a range of 2^64 numbers
 * costs what is taken of it.
 */
final class Taken {
  /** Stands for no number; the largest number that can be held is one less. */
  static final long NONE = -1;

  private static final int SLOT_BITS = 6;
  private static final int SLOTS = 1 << SLOT_BITS;
  private static final long FULL = -1;

  private final int height;
  private @Nullable Node root;
  private long nodesRead;

  /** Makes an empty set for numbers below an unsigned size; only the last node may be partial. */
  Taken(long size) {
    int bits = size == 0 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(size - 1);
    height = Math.max(0, (bits - 1) / SLOT_BITS);
  }

  /** A node; {@code full} has a bit for each number (lowest level) or full child. */
  private static final class Node {
    private long full;
    private int used;
    private final @Nullable Node @Nullable [] children;

    Node(int level) {
      children = level == 0 ? null : new Node[SLOTS];
    }

    @Nullable Node child(int slot) {
      return children == null ? null : children[slot];
    }
  }

  boolean contains(long number) {
    Node node = root;
    for (int level = height; level > 0 && node != null; level--) {
      node = node.child(slot(number, level));
    }
    return node != null && (node.full & bit(number, 0)) != 0;
  }

  /** Returns whether the number was not there before. */
  boolean add(long number) {
    if (contains(number)) {
      return false;
    }
    root = added(root, height, number);
    return true;
  }

  private static Node added(@Nullable Node found, int level, long number) {
    Node node = found == null ? new Node(level) : found;
    if (node.children == null) {
      node.full |= bit(number, 0);
      node.used++;
      return node;
    }
    int slot = slot(number, level);
    Node below = node.children[slot];
    Node child = added(below, level - 1, number);
    node.children[slot] = child;
    node.used += below == null ? 1 : 0;
    if (child.full == FULL) {
      node.full |= bit(number, level);
    }
    return node;
  }

  /** Returns whether the number was there before. */
  boolean remove(long number) {
    if (!contains(number)) {
      return false;
    }
    root = removed(root, height, number);
    return true;
  }

  private static @Nullable Node removed(@Nullable Node node, int level, long number) {
    if (node == null) {
      return null;
    }
    node.full &= ~bit(number, level);
    if (node.children == null) {
      node.used--;
    } else {
      int slot = slot(number, level);
      node.children[slot] = removed(node.children[slot], level - 1, number);
      node.used -= node.children[slot] == null ? 1 : 0;
    }
    return node.used == 0 ? null : node;
  }

  /** Returns the first number that is not there, from {@code from} on and below {@code end}. */
  long firstAbsent(long from, long end) {
    if (Long.compareUnsigned(from, end) >= 0) {
      return NONE;
    }
    long found = absent(root, height, from);
    return Long.compareUnsigned(found, end) < 0 ? found : NONE;
  }

  /** Works on the part of a number that lies below the node; NONE if all from there is full. */
  private long absent(@Nullable Node node, int level, long from) {
    nodesRead++;
    if (node == null) {
      return from;
    }
    int slot = slot(from, level);
    int shift = level * SLOT_BITS;
    long rest = from & ((1L << shift) - 1);
    if (rest != 0 && (node.full & (1L << slot)) == 0) {
      long found = absent(node.child(slot), level - 1, rest);
      if (found != NONE) {
        return ((long) slot << shift) | found;
      }
    }
    int next = rest == 0 ? slot : slot + 1;
    long open = next == SLOTS ? 0 : ~node.full & (FULL << next);
    if (open == 0) {
      return NONE;
    }
    long first = Long.numberOfTrailingZeros(open);
    return level == 0 ? first : (first << shift) | absent(node.child((int) first), level - 1, 0);
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
    for (int slot = 0; node.children != null && slot < SLOTS; slot++) {
      count += nodes(node.children[slot]);
    }
    return count;
  }

  private static int slot(long number, int level) {
    return (int) (number >>> (level * SLOT_BITS)) & (SLOTS - 1);
  }

  private static long bit(long number, int level) {
    return 1L << slot(number, level);
  }
}
