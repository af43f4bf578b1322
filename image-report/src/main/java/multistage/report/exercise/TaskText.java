package multistage.report.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * An exercise's README as plain text for a terminal: the task, and the hints that are folded in the
 * README.
 *
 * @param task all that stands before the first hint, without the heading
 * @param hints in their order
 */
public record TaskText(String task, List<Hint> hints) {
  private static final int WIDTH = 96;
  private static final Pattern SUMMARY =
      Pattern.compile("<details>\\s*<summary>(?:Hint: )?(.*?)</summary>", Pattern.DOTALL);
  private static final Pattern TAG = Pattern.compile("</?[a-z]+[^>]*>");
  private static final Pattern CODE_TAG = Pattern.compile("</?code>");

  /**
   * What is folded under one summary.
   *
   * @param title the summary, without the word {@code Hint}
   */
  public record Hint(String title, String text) {}

  /** Copies the list. */
  public TaskText {
    hints = List.copyOf(hints);
  }

  /**
   * Reads a README.
   *
   * @param folder where it is, from the repository's root: links are shown from there
   */
  public static TaskText parse(String markdown, String folder) {
    StringBuilder task = new StringBuilder();
    List<Hint> hints = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    String title = null;
    for (Node node = Parser.builder().build().parse(markdown).getFirstChild();
        node != null;
        node = node.getNext()) {
      String html = node instanceof HtmlBlock block ? block.getLiteral() : "";
      Matcher summary = SUMMARY.matcher(html);
      if (summary.find()) {
        title = plain(summary.group(1));
        open.setLength(0);
      } else if (title != null && html.strip().equals("</details>")) {
        hints.add(new Hint(title, open.toString().strip()));
        title = null;
      } else if (title != null) {
        open.append(text(node, folder));
      } else if (hints.isEmpty() && !(node instanceof Heading heading && heading.getLevel() == 1)) {
        task.append(text(node, folder));
      }
    }
    return new TaskText(task.toString().strip(), hints);
  }

  /** A whole document, with its heading. */
  public static String plain(String markdown, String folder) {
    StringBuilder all = new StringBuilder();
    for (Node node = Parser.builder().build().parse(markdown).getFirstChild();
        node != null;
        node = node.getNext()) {
      all.append(text(node, folder));
    }
    return all.toString().strip();
  }

  /** A text of one paragraph, with lines of a terminal's width. */
  public static String wrapped(String text) {
    return wrap(text, "", "");
  }

  /** Code keeps a mark; other tags are gone. */
  private static String plain(String html) {
    return TAG.matcher(CODE_TAG.matcher(html).replaceAll("`")).replaceAll("").strip();
  }

  /** A block and the empty line behind it; nothing for comments. */
  private static String text(Node block, String folder) {
    if (block instanceof FencedCodeBlock code) {
      return code.getLiteral().indent(2) + "\n";
    }
    if (block instanceof Paragraph || block instanceof Heading) {
      return wrap(words(block, folder), "", "") + "\n\n";
    }
    if (block instanceof BulletList || block instanceof OrderedList) {
      StringBuilder items = new StringBuilder();
      int number = 1;
      for (Node item = block.getFirstChild(); item != null; item = item.getNext()) {
        String mark = block instanceof BulletList ? "- " : number++ + ". ";
        String indent = " ".repeat(mark.length());
        items.append(wrap(words((ListItem) item, folder), mark, indent)).append('\n');
      }
      return items + "\n";
    }
    return "";
  }

  private static String words(Node block, String folder) {
    StringBuilder words = new StringBuilder();
    block.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text text) {
            words.append(text.getLiteral());
          }

          @Override
          public void visit(Code code) {
            words.append('`').append(code.getLiteral()).append('`');
          }

          @Override
          public void visit(HtmlInline tag) {
            words.append(plain(tag.getLiteral()));
          }

          @Override
          public void visit(SoftLineBreak end) {
            words.append(' ');
          }

          @Override
          public void visit(HardLineBreak end) {
            words.append(' ');
          }

          @Override
          public void visit(Link link) {
            visitChildren(link);
            String target = target(link.getDestination(), folder);
            if (!target.endsWith("/" + text(link))) {
              words.append(" (").append(target).append(')');
            }
          }

          private String text(Link link) {
            return link.getFirstChild() instanceof Text text ? text.getLiteral() : "";
          }
        });
    return words.toString();
  }

  /** A link into the repository, from its root. */
  private static String target(String destination, String folder) {
    if (destination.contains(":") || destination.startsWith("#")) {
      return destination;
    }
    List<String> parts = new ArrayList<>(List.of(folder.split("/")));
    for (String part : destination.split("/")) {
      if (part.equals("..") && !parts.isEmpty()) {
        parts.remove(parts.size() - 1);
      } else if (!part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  private static String wrap(String text, String first, String others) {
    StringBuilder wrapped = new StringBuilder(first);
    int column = first.length();
    boolean empty = true;
    for (String word : text.strip().split("\\s+")) {
      if (!empty && column + 1 + word.length() > WIDTH) {
        wrapped.append('\n').append(others);
        column = others.length();
        empty = true;
      }
      if (!empty) {
        wrapped.append(' ');
        column++;
      }
      wrapped.append(word);
      column += word.length();
      empty = false;
    }
    return wrapped.toString();
  }
}
