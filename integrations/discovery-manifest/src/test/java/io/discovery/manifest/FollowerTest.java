package io.discovery.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.model.NamespacedName;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowerTest {
  @TempDir Path folder;

  /** Events as texts: the names of the objects, or {@code stale:} and the message. */
  private final List<String> events = new ArrayList<>();

  private final WatchHandler handler =
      new WatchHandler() {
        @Override
        public void onEvent(WatchEvent event) {
          if (event instanceof WatchEvent.Replaced replaced) {
            events.add(
                String.join(
                    " ", replaced.objects().stream().map(o -> o.metadata().name()).toList()));
          } else if (event instanceof WatchEvent.Stale stale) {
            events.add("stale: " + stale.cause().getMessage());
          }
        }

        @Override
        public void onFailure(Throwable cause) {
          events.add("failed: " + cause);
        }
      };

  @Test
  void deliversTheFirstStateBeforeItReturns() throws Exception {
    follow(new FileOrigin(write("shop.yaml", "a")));
    assertThat(events).containsExactly("a");
  }

  @Test
  void aFirstStateThatIsWrongThrowsAndDeliversNothing() {
    Path missing = folder.resolve("shop.yaml");
    assertThatThrownBy(() -> follow(new FileOrigin(missing)))
        .isInstanceOf(ManifestException.class)
        .hasMessage(missing + ": no such file");
    assertThat(events).isEmpty();
  }

  @Test
  void seesAFileThatIsRewrittenInPlace() throws Exception {
    Follower follower = follow(new FileOrigin(write("shop.yaml", "a")));
    write("shop.yaml", "b");
    lookTwice(follower);
    assertThat(events).containsExactly("a", "b");
    lookTwice(follower);
    assertThat(events).hasSize(2);
  }

  @Test
  void seesAFileThatIsReplacedByARename() throws Exception {
    Follower follower = follow(new FileOrigin(write("shop.yaml", "a")));
    Files.move(write("new", "b"), folder.resolve("shop.yaml"), StandardCopyOption.REPLACE_EXISTING);
    lookTwice(follower);
    assertThat(events).containsExactly("a", "b");
  }

  @Test
  void seesTheSymlinkSwapOfAMountedConfigMap() throws Exception {
    mount("..2026_01", "a");
    Path file = Files.createSymbolicLink(folder.resolve("shop.yaml"), Path.of("..data/shop.yaml"));
    Follower ofFile = follow(new FileOrigin(file));
    Follower ofDirectory = follow(new DirectoryOrigin(folder));
    mount("..2026_02", "b");
    lookTwice(ofFile);
    lookTwice(ofDirectory);
    assertThat(events).containsExactly("a", "a", "b", "b");
  }

  private void mount(String directory, String name) throws IOException {
    Files.createDirectory(folder.resolve(directory));
    write(directory + "/shop.yaml", name);
    Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of(directory));
    Files.move(link, folder.resolve("..data"), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void seesFilesThatComeToADirectoryAndGo() throws Exception {
    write("a.yaml", "a");
    Follower follower = follow(new DirectoryOrigin(folder));
    write("b.yaml", "b");
    lookTwice(follower);
    Files.delete(folder.resolve("a.yaml"));
    lookTwice(follower);
    Files.move(folder.resolve("b.yaml"), folder.resolve("c.yaml"));
    lookTwice(follower);
    assertThat(events).containsExactly("a", "a b", "b", "b");
  }

  @Test
  void aBrokenStateIsStaleOnceAndTheNextGoodOneCounts() throws Exception {
    Path file = write("shop.yaml", "a");
    Follower follower = follow(new FileOrigin(file));
    Files.writeString(file, "kind: Service\n");
    lookTwice(follower);
    lookTwice(follower);
    assertThat(events)
        .containsExactly(
            "a", "stale: " + file + ":1:1: document 1: apiVersion: missing (expected: text)");
    write("shop.yaml", "a");
    lookTwice(follower);
    assertThat(events).hasSize(3).last().isEqualTo("a");
  }

  @Test
  void aFileThatVanishesIsStaleAndNeverEmpty() throws Exception {
    Path file = write("shop.yaml", "a");
    Follower follower = follow(new FileOrigin(file));
    Files.delete(file);
    lookTwice(follower);
    Files.writeString(file, "");
    lookTwice(follower);
    write("shop.yaml", "b");
    lookTwice(follower);
    assertThat(events)
        .containsExactly(
            "a",
            "stale: " + file + ": no such file",
            "stale: " + file + ": nothing in it (expected: an object, or a List without items)",
            "b");
  }

  @Test
  void aDanglingLinkIsStale() throws Exception {
    Path target = write("target", "a");
    Path link = Files.createSymbolicLink(folder.resolve("shop.yaml"), target);
    Follower follower = follow(new FileOrigin(link));
    Files.delete(target);
    lookTwice(follower);
    assertThat(events).containsExactly("a", "stale: " + link + ": no such file");
  }

  @Test
  void aFileThatGrowsCountsOnceItIsAtRest() throws Exception {
    Path file = write("shop.yaml", "a");
    Follower follower = follow(new FileOrigin(file));
    for (String next : List.of("b", "c", "d")) {
      Files.writeString(file, "---\n" + ManifestsTest.service(next), StandardOpenOption.APPEND);
      follower.look();
    }
    assertThat(events).containsExactly("a");
    follower.look();
    assertThat(events).containsExactly("a", "a b c d");
  }

  @Test
  void aChangeThatIsTakenBackIsNoChange() throws Exception {
    Follower follower = follow(new FileOrigin(write("shop.yaml", "a")));
    for (int i = 0; i < 3; i++) {
      write("shop.yaml", "b");
      follower.look();
      write("shop.yaml", "a");
      follower.look();
    }
    assertThat(events).containsExactly("a");
  }

  @Test
  void nothingIsDeliveredAfterClose() throws Exception {
    Follower follower = follow(new FileOrigin(write("shop.yaml", "a")));
    write("shop.yaml", "b");
    follower.look();
    follower.close();
    follower.close();
    follower.look();
    assertThat(events).containsExactly("a");
  }

  private Follower follow(Origin origin) {
    ManifestReader reader =
        new ManifestReader(Kinds.standard(), NamespacedName.DEFAULT_NAMESPACE, Limits.DEFAULT);
    Follower follower = new Follower(origin, reader, handler);
    follower.start();
    return follower;
  }

  private static void lookTwice(Follower follower) {
    follower.look();
    follower.look();
  }

  private Path write(String file, String service) throws IOException {
    return Files.writeString(folder.resolve(file), ManifestsTest.service(service));
  }
}
