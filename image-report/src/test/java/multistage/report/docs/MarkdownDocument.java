package multistage.report.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** A Markdown file and what is in it that can drift: links, blocks of code, marked sections. */
final class MarkdownDocument {
  private static final Pattern COMMENT = Pattern.compile("<!--\\s*(.*?)\\s*-->", Pattern.DOTALL);
  private static final String SECTION = "size-report:";

  private final Path path;
  private final String text;
  private final List<Target> links = new ArrayList<>();
  private final List<Target> pictures = new ArrayList<>();
  private final Set<String> anchors = new HashSet<>();
  private final List<CodeBlock> blocks = new ArrayList<>();
  private final List<Target> plainText = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();
  private final List<Drift> unclosed = new ArrayList<>();
  private String heading = "";

  /** Something that stands in that line, counted from 1. */
  record Target(String text, int line) {}

  /**
   * A fenced block of code.
   *
   * @param language the first word after the fence
   * @param code its lines, each with its line end
   * @param line of its first line of code
   * @param lastLine of its last line of code; one less than {@code line} where it is empty
   * @param marker the comment right above it, without its signs
   * @param linksAbove where the links in the paragraph above that lead to
   */
  record CodeBlock(
      String language,
      String code,
      int line,
      int lastLine,
      Optional<String> marker,
      List<String> linksAbove) {
    /** Whether the comment above begins with that word. */
    boolean marked(String word) {
      return marker.filter(text -> text.equals(word) || text.startsWith(word + " ")).isPresent();
    }

    /** What the comment above says after that word. */
    String markedWith(String word) {
      return marker.orElseThrow().substring(word.length()).strip();
    }
  }

  /**
   * What stands between {@code <!-- size-report:KIND … -->} and {@code <!-- /size-report:KIND -->}.
   *
   * @param marker the kind and what it is asked for
   * @param line of the first marker
   * @param lastLine of the second one
   */
  record Section(String marker, int line, int lastLine) {
    String kind() {
      return marker.split("\\s+")[0];
    }
  }

  private MarkdownDocument(Path path, String text) {
    this.path = path;
    this.text = text;
    Node document =
        Parser.builder()
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build()
            .parse(text);
    document.accept(new Collector());
    collectSections(document);
  }

  static MarkdownDocument read(Path path) throws IOException {
    return new MarkdownDocument(path, Files.readString(path));
  }

  Path path() {
    return path;
  }

  String text() {
    return text;
  }

  /** Links and pictures. */
  List<Target> links() {
    return List.copyOf(links);
  }

  /** What is said of each picture to readers who don't see it. */
  List<Target> pictures() {
    return List.copyOf(pictures);
  }

  /** What stands below that heading of the second level; empty if there is none. */
  String section(String heading) {
    int begin = text.indexOf("\n## " + heading + "\n");
    int end = text.indexOf("\n## ", begin + 1);
    return begin < 0 ? "" : text.substring(begin, end < 0 ? text.length() : end);
  }

  /** What a link to a heading says after the number sign, by GitHub's rule. */
  Set<String> anchors() {
    return Set.copyOf(anchors);
  }

  List<CodeBlock> blocks() {
    return List.copyOf(blocks);
  }

  List<Section> sections() {
    return List.copyOf(sections);
  }

  /** Sections without an end. */
  List<Drift> unclosed() {
    return List.copyOf(unclosed);
  }

  /** Running text, without code, comments, and what is in marked sections. */
  List<Target> plainText() {
    return plainText.stream()
        .filter(
            target ->
                sections.stream()
                    .noneMatch(
                        section ->
                            section.line() < target.line() && target.line() < section.lastLine()))
        .toList();
  }

  /** The first heading's text. */
  String heading() {
    return heading;
  }

  /**
   * The text with other lines in the place of some, with its own line ends.
   *
   * @param first the first of the replaced lines, counted from 1
   * @param last the last one; one less than {@code first} only inserts
   */
  static String replaceLines(String text, int first, int last, String content) {
    String lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
    List<String> lines = new ArrayList<>(List.of(text.split("\r?\n", -1)));
    lines.subList(first - 1, last).clear();
    lines.addAll(first - 1, content.lines().toList());
    return String.join(lineEnd, lines);
  }

  private void collectSections(Node document) {
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      Optional<String> comment = comment(node).filter(words -> words.startsWith(SECTION));
      if (comment.isEmpty()) {
        continue;
      }
      String marker = comment.orElseThrow().substring(SECTION.length());
      String end = "/" + SECTION + marker.split("\\s+")[0];
      Node last = node.getNext();
      while (last != null && !comment(last).equals(Optional.of(end))) {
        last = last.getNext();
      }
      if (last == null) {
        unclosed.add(new Drift(path, line(node), "no <!-- " + end + " --> follows this marker"));
      } else {
        sections.add(new Section(marker, line(node), line(last)));
      }
    }
  }

  private static Optional<String> comment(Node node) {
    if (node instanceof HtmlBlock html) {
      Matcher matcher = COMMENT.matcher(html.getLiteral().strip());
      if (matcher.matches()) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }

  private static int line(Node node) {
    return node.getSourceSpans().get(0).getLineIndex() + 1;
  }

  private final class Collector extends AbstractVisitor {
    private final IdGenerator ids = IdGenerator.builder().build();

    @Override
    public void visit(Link link) {
      links.add(new Target(link.getDestination(), line(link)));
      visitChildren(link);
    }

    @Override
    public void visit(Image image) {
      links.add(new Target(image.getDestination(), line(image)));
      StringBuilder words = new StringBuilder();
      image.accept(
          new AbstractVisitor() {
            @Override
            public void visit(Text part) {
              words.append(part.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak end) {
              words.append(' ');
            }
          });
      pictures.add(new Target(words.toString(), line(image)));
    }

    @Override
    public void visit(Text words) {
      plainText.add(new Target(words.getLiteral(), line(words)));
    }

    @Override
    public void visit(Heading node) {
      StringBuilder words = new StringBuilder();
      node.accept(
          new AbstractVisitor() {
            @Override
            public void visit(Text part) {
              words.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
              words.append(part.getLiteral());
            }
          });
      if (anchors.isEmpty()) {
        heading = words.toString();
      }
      anchors.add(ids.generateId(words.toString()));
      visitChildren(node);
    }

    @Override
    public void visit(FencedCodeBlock block) {
      int begin = line(block) + 1;
      int count = (int) block.getLiteral().lines().count();
      Node above = block.getPrevious();
      Optional<String> marker = above == null ? Optional.empty() : comment(above);
      if (marker.isPresent()) {
        above = above.getPrevious();
      }
      blocks.add(
          new CodeBlock(
              block.getInfo().split("\\s+")[0],
              block.getLiteral(),
              begin,
              begin + count - 1,
              marker,
              above == null ? List.of() : linksIn(above)));
    }

    private List<String> linksIn(Node node) {
      List<String> found = new ArrayList<>();
      node.accept(
          new AbstractVisitor() {
            @Override
            public void visit(Link link) {
              found.add(link.getDestination());
            }
          });
      return found;
    }
  }
}
