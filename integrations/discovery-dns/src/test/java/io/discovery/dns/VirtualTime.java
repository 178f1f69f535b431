package io.discovery.dns;

import io.discovery.time.EventLoop;
import io.discovery.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/** A loop and its clocks in which time passes when a test says so; for one thread. */
final class VirtualTime implements EventLoop, Time {
  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private long now;
  private long number;

  @Override
  public void execute(Runnable task) {
    schedule(Duration.ZERO, task);
  }

  @Override
  public Timer schedule(Duration delay, Runnable action) {
    Task task = new Task(now + Math.max(0, delay.toNanos()), number++, action);
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  void advance(Duration time) {
    long end = now + time.toNanos();
    while (!tasks.isEmpty() && tasks.peek().at <= end) {
      Task task = tasks.remove();
      now = task.at;
      task.action.run();
    }
    now = end;
  }

  int waiting() {
    return tasks.size();
  }

  @Override
  public boolean inLoop() {
    return true;
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(now);
  }

  private record Task(long at, long number, Runnable action) implements Comparable<Task> {
    @Override
    public int compareTo(Task other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
    }
  }
}
