package io.discovery.proxy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A persistent balanced tree (AVL): a change copies one short path, a look-up follows it.
 *
 * <p>Unlike a hash map it has no bad keys, whoever chose them.
 *
 * @param <K> what is looked for
 * @param <V> what it holds
 */
final class Tree<K extends Comparable<K>, V> {
  private final @Nullable Node<K, V> root;
  private final int size;

  private Tree(@Nullable Node<K, V> root, int size) {
    this.root = root;
    this.size = size;
  }

  static <K extends Comparable<K>, V> Tree<K, V> empty() {
    return new Tree<>(null, 0);
  }

  int size() {
    return size;
  }

  int height() {
    return height(root);
  }

  @Nullable V get(K key) {
    Node<K, V> at = root;
    while (at != null) {
      int order = key.compareTo(at.key);
      if (order == 0) {
        return at.value;
      }
      at = order < 0 ? at.left : at.right;
    }
    return null;
  }

  Tree<K, V> with(K key, V value) {
    return new Tree<>(with(root, key, value), get(key) == null ? size + 1 : size);
  }

  Tree<K, V> without(K key) {
    return root == null || get(key) == null ? this : new Tree<>(without(root, key), size - 1);
  }

  /** Returns all values, in order of their keys. */
  List<V> values() {
    List<V> values = new ArrayList<>(size);
    addTo(values, root);
    return values;
  }

  private void addTo(List<V> values, @Nullable Node<K, V> at) {
    if (at != null) {
      addTo(values, at.left);
      values.add(at.value);
      addTo(values, at.right);
    }
  }

  private static <K extends Comparable<K>, V> Node<K, V> with(
      @Nullable Node<K, V> at, K key, V value) {
    if (at == null) {
      return new Node<>(key, value, null, null);
    }
    int order = key.compareTo(at.key);
    if (order == 0) {
      return new Node<>(key, value, at.left, at.right);
    }
    return order < 0
        ? balanced(at, with(at.left, key, value), at.right)
        : balanced(at, at.left, with(at.right, key, value));
  }

  private static <K extends Comparable<K>, V> @Nullable Node<K, V> without(Node<K, V> at, K key) {
    int order = key.compareTo(at.key);
    if (order < 0 && at.left != null) {
      return balanced(at, without(at.left, key), at.right);
    }
    if (order > 0 && at.right != null) {
      return balanced(at, at.left, without(at.right, key));
    }
    if (at.left == null || at.right == null) {
      return at.left == null ? at.right : at.left;
    }
    Node<K, V> next = at.right;
    while (next.left != null) {
      next = next.left;
    }
    return balanced(next, at.left, without(at.right, next.key));
  }

  /** Returns a node with what another one holds, neither side more than one higher. */
  private static <K, V> Node<K, V> balanced(
      Node<K, V> of, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    if (left != null && height(left) > height(right) + 1) {
      Node<K, V> inner = left.right;
      return inner == null || height(left.left) >= height(inner)
          ? left.over(left.left, of.over(inner, right))
          : inner.over(left.over(left.left, inner.left), of.over(inner.right, right));
    }
    if (right != null && height(right) > height(left) + 1) {
      Node<K, V> inner = right.left;
      return inner == null || height(right.right) >= height(inner)
          ? right.over(of.over(left, inner), right.right)
          : inner.over(of.over(left, inner.left), right.over(inner.right, right.right));
    }
    return of.over(left, right);
  }

  private static int height(@Nullable Node<?, ?> at) {
    return at == null ? 0 : at.height;
  }

  private static final class Node<K, V> {
    final K key;
    final V value;
    final @Nullable Node<K, V> left;
    final @Nullable Node<K, V> right;
    final int height;

    Node(K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
      this.key = key;
      this.value = value;
      this.left = left;
      this.right = right;
      height = 1 + Math.max(Tree.height(left), Tree.height(right));
    }

    Node<K, V> over(@Nullable Node<K, V> left, @Nullable Node<K, V> right) {
      return new Node<>(key, value, left, right);
    }
  }
}
