package io.discovery.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case of this project's own vectors, by its id. */
class VectorsTest {

  @TestFactory
  List<DynamicNode> answersAreThoseOfARealControlPlane() throws Exception {
    VectorFolder folder = VectorFolder.own();
    List<DynamicNode> kinds = new ArrayList<>();
    for (String kind : folder.kinds()) {
      List<DynamicNode> cases = new ArrayList<>();
      for (String line : folder.lines(kind)) {
        cases.add(
            dynamicTest(
                VectorFolder.id(line),
                () -> assertThat(VectorRunner.difference(folder, kind, line)).isNull()));
      }
      kinds.add(dynamicContainer(kind, cases));
    }
    return kinds;
  }

  @Test
  void everyKindOfTheFolderIsSupported() throws Exception {
    assertThat(Kinds.ALL.keySet()).containsAll(VectorFolder.own().kinds());
  }
}
