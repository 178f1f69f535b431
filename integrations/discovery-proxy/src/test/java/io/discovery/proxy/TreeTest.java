package io.discovery.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TreeTest {

  @Property(tries = 300)
  void isAMapWhoseStatesStay(
      @ForAll @Size(max = 200) List<@IntRange(min = -60, max = 60) Integer> steps) {
    Tree<Integer, String> tree = Tree.empty();
    Map<Integer, String> model = new TreeMap<>();
    List<Tree<Integer, String>> states = new ArrayList<>();
    List<Map<Integer, String>> expected = new ArrayList<>();
    for (int step : steps) {
      int key = Math.abs(step);
      if (step < 0) {
        tree = tree.without(key);
        model.remove(key);
      } else {
        tree = tree.with(key, step + "#" + states.size());
        model.put(key, step + "#" + states.size());
      }
      states.add(tree);
      expected.add(new TreeMap<>(model));
    }
    for (int i = 0; i < states.size(); i++) {
      assertThat(states.get(i).size()).isEqualTo(expected.get(i).size());
      assertThat(states.get(i).values()).containsExactlyElementsOf(expected.get(i).values());
      for (int key = 0; key <= 60; key++) {
        assertThat(states.get(i).get(key)).isEqualTo(expected.get(i).get(key));
      }
      assertThat(states.get(i).height()).isLessThanOrEqualTo(most(states.get(i).size()));
    }
  }

  /** The height of the thinnest AVL tree. */
  private static int most(int size) {
    return (int) Math.floor(1.4405 * Math.log(size + 2) / Math.log(2) - 0.3277);
  }

  @Test
  void noOrderOfChangesMakesItHigh() {
    Tree<Integer, Integer> rising = Tree.empty();
    Tree<Integer, Integer> falling = Tree.empty();
    for (int i = 0; i < 10_000; i++) {
      rising = rising.with(i, i);
      falling = falling.with(-i, i);
    }
    for (int i = 0; i < 9_900; i++) {
      rising = rising.without(i);
    }
    assertThat(falling.height()).isLessThanOrEqualTo(most(10_000));
    assertThat(rising.height()).isLessThanOrEqualTo(most(100));
    assertThat(rising.values()).hasSize(100).startsWith(9_900);
    assertThat(rising.without(1)).isSameAs(rising);
  }
}
