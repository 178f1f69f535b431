package io.discovery.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TrieTest {
  /** A key that shares its hash with others. */
  private record Key(int number, int hashes) {
    @Override
    public int hashCode() {
      return number % hashes;
    }
  }

  @Property(tries = 300)
  void isAMapWhoseStatesStay(
      @ForAll @Size(max = 200) List<@IntRange(min = -60, max = 60) Integer> steps,
      @ForAll @IntRange(min = 1, max = 70) int hashes) {
    Trie<Key, String> trie = Trie.empty();
    Map<Key, String> model = new HashMap<>();
    List<Trie<Key, String>> states = new ArrayList<>();
    List<Map<Key, String>> expected = new ArrayList<>();
    for (int step : steps) {
      Key key = new Key(Math.abs(step), hashes);
      if (step < 0) {
        trie = trie.without(key);
        model.remove(key);
      } else {
        trie = trie.with(key, step + "#" + states.size());
        model.put(key, step + "#" + states.size());
      }
      states.add(trie);
      expected.add(Map.copyOf(model));
    }
    for (int i = 0; i < states.size(); i++) {
      assertThat(states.get(i).size()).isEqualTo(expected.get(i).size());
      assertThat(states.get(i).values())
          .containsExactlyInAnyOrderElementsOf(expected.get(i).values());
      for (int number = 0; number <= 60; number++) {
        Key key = new Key(number, hashes);
        assertThat(states.get(i).get(key)).isEqualTo(expected.get(i).get(key));
      }
    }
  }

  @Test
  void allHashesOfABitFindTheirPlace() {
    Trie<Integer, Integer> trie = Trie.empty();
    for (int bit = 0; bit < 32; bit++) {
      trie = trie.with(1 << bit, bit);
    }
    for (int bit = 0; bit < 32; bit++) {
      assertThat(trie.get(1 << bit)).isEqualTo(bit);
      trie = trie.without(1 << bit);
      assertThat(trie.get(1 << bit)).isNull();
    }
    assertThat(trie.values()).isEmpty();
  }
}
