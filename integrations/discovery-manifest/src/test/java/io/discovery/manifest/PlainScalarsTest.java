package io.discovery.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainScalarsTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "NOTHING",
      textBlock =
          """
          yes,          BOOLEAN, true
          n,            BOOLEAN, false
          On,           BOOLEAN, true
          OFF,          BOOLEAN, false
          true,         BOOLEAN, true
          tRUE,         TEXT,    tRUE
          ~,            NULL,    ''
          null,         NULL,    ''
          '',           NULL,    ''
          <<,           MERGE,   <<
          80,           INTEGER, 80
          +80,          INTEGER, 80
          -0,           INTEGER, 0
          0644,         INTEGER, 420
          0o17,         INTEGER, 15
          -0x1F,        INTEGER, -31
          0b101,        INTEGER, 5
          1_000,        INTEGER, 1000
          99999999999999999999, INTEGER, 99999999999999999999
          09,           FLOAT,   09
          8.0,          FLOAT,   8.0
          .5,           FLOAT,   .5
          1e3,          FLOAT,   1e3
          -.inf,        FLOAT,   -.inf
          .nan,         FLOAT,   .nan
          10.0.0.1,     TEXT,    10.0.0.1
          1:30,         TEXT,    1:30
          2026-01-02,   TEXT,    2026-01-02
          100m,         TEXT,    100m
          -,            TEXT,    -
          0x,           TEXT,    0x
          web,          TEXT,    web
          """)
  void resolvesAsKubectlDoes(String text, ScalarType type, String normal) {
    Node.Scalar scalar = PlainScalars.resolve(1, 1, text);
    assertThat(scalar.type).isEqualTo(type);
    assertThat(scalar.text).isEqualTo(normal);
  }
}
