import java.nio.charset.Charset;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Locale;

/** Uses two things that Java looks up by name at run time. */
class ByName {
  public static void main(String[] args) {
    System.out.println(DayOfWeek.WEDNESDAY.getDisplayName(TextStyle.FULL, Locale.GERMAN));
    System.out.println(Charset.forName("IBM1047"));
  }
}
