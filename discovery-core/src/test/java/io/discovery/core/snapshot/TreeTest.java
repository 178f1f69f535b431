package io.discovery.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TreeTest {
  @Property(tries = 300)
  void isASortedMapWhoseStatesStay(@ForAll List<@IntRange(min = -40, max = 40) Integer> steps) {
    Tree<Integer, String> tree = Tree.empty();
    TreeMap<Integer, String> model = new TreeMap<>();
    List<Tree<Integer, String>> states = new ArrayList<>();
    List<List<String>> expected = new ArrayList<>();
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
      expected.add(List.copyOf(model.values()));
      assertThat(tree.size()).isEqualTo(model.size());
      assertThat(tree.get(key)).isEqualTo(model.get(key));
    }
    for (int i = 0; i < states.size(); i++) {
      assertThat(states.get(i)).containsExactlyElementsOf(expected.get(i));
    }
  }

  @Property(tries = 20)
  void isNeverDeep(@ForAll boolean ascending) {
    Tree<Integer, Integer> tree = Tree.empty();
    for (int i = 0; i < 1_000; i++) {
      tree = tree.with(ascending ? i : -i, i);
    }
    for (int i = 0; i < 500; i++) {
      tree = tree.without(ascending ? i : -i);
    }
    assertThat(tree.size()).isEqualTo(500);
    assertThat(tree.depth()).isLessThanOrEqualTo(13);
  }
}
