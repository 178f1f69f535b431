package io.discovery.proxy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A persistent hash map: a change copies one short path, a look-up follows it.
 *
 * @param <K> what is looked for
 * @param <V> what it holds
 */
final class Trie<K, V> {
  private static final int BITS = 4;
  private static final int WIDTH = 1 << BITS;

  /** Nothing, a leaf, or an array of these. */
  private final @Nullable Object root;

  private final int size;

  private Trie(@Nullable Object root, int size) {
    this.root = root;
    this.size = size;
  }

  static <K, V> Trie<K, V> empty() {
    return new Trie<>(null, 0);
  }

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked") // values come in through with alone
  @Nullable V get(K key) {
    int hash = spread(key);
    Object at = root;
    for (int rest = hash; at instanceof Object[] branch; rest >>>= BITS) {
      at = branch[rest & (WIDTH - 1)];
    }
    Leaf leaf = (Leaf) at;
    while (leaf != null && !(leaf.hash == hash && leaf.key.equals(key))) {
      leaf = leaf.next;
    }
    return leaf == null ? null : (V) leaf.value;
  }

  Trie<K, V> with(K key, V value) {
    Leaf leaf = new Leaf(spread(key), key, value, null);
    return new Trie<>(with(root, 0, leaf), get(key) == null ? size + 1 : size);
  }

  Trie<K, V> without(K key) {
    return get(key) == null ? this : new Trie<>(without(root, spread(key), 0, key), size - 1);
  }

  /** Returns all values, in an order that the keys alone decide. */
  List<V> values() {
    List<V> values = new ArrayList<>(size);
    addTo(values, root);
    return values;
  }

  @SuppressWarnings("unchecked")
  private void addTo(List<V> values, @Nullable Object at) {
    if (at instanceof Object[] branch) {
      for (Object each : branch) {
        addTo(values, each);
      }
    }
    for (Leaf leaf = at instanceof Leaf first ? first : null; leaf != null; leaf = leaf.next) {
      values.add((V) leaf.value);
    }
  }

  /** Spreads neighbours, such as the addresses of a range; different hashes stay different. */
  private static int spread(Object key) {
    int hash = key.hashCode() * 0x9E3779B9;
    return hash ^ (hash >>> 16);
  }

  private static Object with(@Nullable Object at, int depth, Leaf leaf) {
    if (at == null) {
      return leaf;
    }
    if (at instanceof Leaf other && other.hash == leaf.hash) {
      return new Leaf(leaf.hash, leaf.key, leaf.value, other.without(leaf.key));
    }
    Object[] branch;
    if (at instanceof Leaf other) {
      branch = new Object[WIDTH];
      branch[slot(other.hash, depth)] = other;
    } else {
      branch = ((Object[]) at).clone();
    }
    int slot = slot(leaf.hash, depth);
    branch[slot] = with(branch[slot], depth + 1, leaf);
    return branch;
  }

  private static @Nullable Object without(@Nullable Object at, int hash, int depth, Object key) {
    if (!(at instanceof Object[] before)) {
      return at instanceof Leaf leaf ? leaf.without(key) : null;
    }
    Object[] branch = before.clone();
    int slot = slot(hash, depth);
    branch[slot] = without(branch[slot], hash, depth + 1, key);
    Object last = null;
    for (Object each : branch) {
      if (each != null && (last != null || each instanceof Object[])) {
        return branch;
      }
      last = each == null ? last : each;
    }
    // A single leaf needs no branch.
    return last;
  }

  private static int slot(int hash, int depth) {
    return (hash >>> (depth * BITS)) & (WIDTH - 1);
  }

  private record Leaf(int hash, Object key, Object value, @Nullable Leaf next) {
    /** Returns those of the same hash with another key. */
    @Nullable Leaf without(Object other) {
      Leaf rest = null;
      for (Leaf leaf = this; leaf != null; leaf = leaf.next) {
        rest = leaf.key.equals(other) ? rest : new Leaf(hash, leaf.key, leaf.value, rest);
      }
      return rest;
    }
  }
}
