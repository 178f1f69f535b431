package io.discovery.core.snapshot;

import io.discovery.core.nullness.Nullable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A persistent sorted map (AVL): a change copies one path.
 *
 * @param <K> what it is sorted by
 * @param <V> what it holds
 */
final class Tree<K extends Comparable<? super K>, V> implements Iterable<V> {
  private final @Nullable Node<K, V> root;

  private Tree(@Nullable Node<K, V> root) {
    this.root = root;
  }

  /** Returns a map in which nothing is. */
  static <K extends Comparable<? super K>, V> Tree<K, V> empty() {
    return new Tree<>(null);
  }

  /** Returns how many keys there are. */
  int size() {
    return size(root);
  }

  /** Returns the length of the longest path. */
  int depth() {
    return height(root);
  }

  /** Returns the value of a key, or null if there is none. */
  @Nullable
  V get(K key) {
    Node<K, V> node = root;
    while (node != null) {
      int order = key.compareTo(node.key);
      if (order == 0) {
        return node.value;
      }
      node = order < 0 ? node.left : node.right;
    }
    return null;
  }

  /** Returns a map in which a key has this value. */
  Tree<K, V> with(K key, V value) {
    return new Tree<>(with(root, key, value));
  }

  /** Returns a map without a key. */
  Tree<K, V> without(K key) {
    return get(key) == null ? this : new Tree<>(without(root, key));
  }

  private static <K extends Comparable<? super K>, V> Node<K, V> with(
      @Nullable Node<K, V> node, K key, V value) {
    if (node == null) {
      return new Node<>(null, key, value, null);
    }
    int order = key.compareTo(node.key);
    if (order == 0) {
      return new Node<>(node.left, key, value, node.right);
    }
    return order < 0
        ? balanced(with(node.left, key, value), node, node.right)
        : balanced(node.left, node, with(node.right, key, value));
  }

  private static <K extends Comparable<? super K>, V> @Nullable Node<K, V> without(
      @Nullable Node<K, V> node, K key) {
    if (node == null) {
      return null;
    }
    int order = key.compareTo(node.key);
    if (order < 0) {
      return balanced(without(node.left, key), node, node.right);
    }
    if (order > 0) {
      return balanced(node.left, node, without(node.right, key));
    }
    if (node.left == null || node.right == null) {
      return node.left == null ? node.right : node.left;
    }
    Node<K, V> next = node.right;
    while (next.left != null) {
      next = next.left;
    }
    return balanced(node.left, next, without(node.right, next.key));
  }

  /** Returns a node with the key and value of {@code middle}, rotated if one side is too deep. */
  private static <K, V> Node<K, V> balanced(
      @Nullable Node<K, V> left, Node<K, V> middle, @Nullable Node<K, V> right) {
    int lean = height(left) - height(right);
    if (lean > 1 && left != null) {
      Node<K, V> inner = left.right;
      if (inner != null && height(inner) > height(left.left)) {
        return join(join(left.left, left, inner.left), inner, join(inner.right, middle, right));
      }
      return join(left.left, left, join(inner, middle, right));
    }
    if (lean < -1 && right != null) {
      Node<K, V> inner = right.left;
      if (inner != null && height(inner) > height(right.right)) {
        return join(join(left, middle, inner.left), inner, join(inner.right, right, right.right));
      }
      return join(join(left, middle, inner), right, right.right);
    }
    return join(left, middle, right);
  }

  private static <K, V> Node<K, V> join(
      @Nullable Node<K, V> left, Node<K, V> middle, @Nullable Node<K, V> right) {
    return new Node<>(left, middle.key, middle.value, right);
  }

  private static int height(@Nullable Node<?, ?> node) {
    return node == null ? 0 : node.height;
  }

  private static int size(@Nullable Node<?, ?> node) {
    return node == null ? 0 : node.size;
  }

  /** Goes through the values in order of their keys. */
  @Override
  public Iterator<V> iterator() {
    return new InOrder<>(root);
  }

  private static final class Node<K, V> {
    final @Nullable Node<K, V> left;
    final K key;
    final V value;
    final @Nullable Node<K, V> right;
    final int height;
    final int size;

    Node(@Nullable Node<K, V> left, K key, V value, @Nullable Node<K, V> right) {
      this.left = left;
      this.key = key;
      this.value = value;
      this.right = right;
      height = 1 + Math.max(height(left), height(right));
      size = 1 + size(left) + size(right);
    }
  }

  private static final class InOrder<K, V> implements Iterator<V> {
    private final Deque<Node<K, V>> path = new ArrayDeque<>();

    InOrder(@Nullable Node<K, V> root) {
      descend(root);
    }

    private void descend(@Nullable Node<K, V> from) {
      for (Node<K, V> node = from; node != null; node = node.left) {
        path.push(node);
      }
    }

    @Override
    public boolean hasNext() {
      return !path.isEmpty();
    }

    @Override
    public V next() {
      Node<K, V> node = path.poll();
      if (node == null) {
        throw new NoSuchElementException();
      }
      descend(node.right);
      return node.value;
    }
  }
}
