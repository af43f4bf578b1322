import java.io.IOException;

/** The program, which changes every day. */
public final class Program {
  private Program() {}

  public static void main(String[] arguments) throws IOException {
    if (Library.size() == 10_000_000) {
      System.out.println("The program has its library");
    }
  }
}
