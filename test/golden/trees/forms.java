package forms;

import static java.util.Map.entry;
import java.util.*;

@interface Marked { String value() default "x"; }

@Marked("y")
public sealed interface Shape permits Circle, Square {}

record Circle(double radius) implements Shape { Circle { if (radius < 0) throw new IllegalArgumentException(); } }

final class Square<T extends Comparable<? super T>> extends Object implements Shape {
  private static final int[][] GRID = {{1, 2}, {0x3, 0b100, 1_000}};
  enum Side { LEFT { int sign() { return -1; } }, RIGHT; int sign() { return 1; } }

  <R> List<R> run(Shape shape, int... numbers) throws Exception {
    var text = """
        a "block" of text
        """;
    String kind = switch (shape) {
      case Circle(double r) when r > 1 -> "big";
      case Circle c -> { yield "small"; }
      default -> text;
    };
    outer:
    for (int n : numbers) { if (n == 'a') continue outer; else assert n > 0 : kind; }
    try (var in = new Scanner(System.in)) { synchronized (this) { in.next(); } } catch (RuntimeException | Error e) { } finally { }
    Runnable task = () -> System.out.println(this.<String>run(shape).stream().map(Object::toString));
    return new ArrayList<>() {{ add(null); }};
  }
  void broken( { }
}
