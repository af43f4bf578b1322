package multistage.report.docs;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares a document with what it speaks of. None of this needs a network or an engine. */
final class Checks {
  private static final Pattern FIGURE = Pattern.compile("\\d\\s?(?:[kMG]i?B|bytes)\\b");

  private Checks() {}

  /** Links into the repository that lead nowhere. Links to other places aren't followed. */
  static List<Drift> links(MarkdownDocument document) throws IOException {
    List<Drift> drifts = new ArrayList<>();
    for (MarkdownDocument.Target link : document.links()) {
      URI target = URI.create(link.text());
      if (target.isAbsolute()) {
        continue;
      }
      Path file =
          target.getPath().isEmpty()
              ? document.path()
              : document.path().resolveSibling(target.getPath()).normalize();
      if (!Files.exists(file)) {
        drifts.add(new Drift(document.path(), link.line(), "there is no " + link.text()));
      } else if (target.getFragment() != null
          && file.toString().endsWith(".md")
          && !MarkdownDocument.read(file).anchors().contains(target.getFragment())) {
        drifts.add(
            new Drift(
                document.path(),
                link.line(),
                file.getFileName() + " has no heading #" + target.getFragment()));
      }
    }
    return drifts;
  }

  /**
   * Blocks marked {@code <!-- quote FILE -->} that aren't FILE's text, or, marked {@code <!-- quote
   * FILE part -->}, no run of whole lines that is there just once; with {@code part without
   * comments}, of its other lines. Readers see the name too: the paragraph above links to the file.
   */
  static List<Drift> quotes(Path root, MarkdownDocument document) throws IOException {
    List<Drift> drifts = new ArrayList<>();
    for (MarkdownDocument.CodeBlock block : document.blocks()) {
      if (!block.marked("quote")) {
        continue;
      }
      Quote quote = Quote.of(root, block);
      Optional<String> wrong = quote.linkMissing(document.path());
      if (wrong.isEmpty()) {
        wrong = quote.difference();
      }
      wrong.ifPresent(what -> drifts.add(new Drift(document.path(), block.line(), what)));
    }
    return drifts;
  }

  /** The text with its quotes as the files have them now, where they can be found. */
  static String refreshQuotes(Path root, MarkdownDocument document) throws IOException {
    String text = document.text();
    List<MarkdownDocument.CodeBlock> blocks = new ArrayList<>(document.blocks());
    Collections.reverse(blocks);
    for (MarkdownDocument.CodeBlock block : blocks) {
      if (block.marked("quote")) {
        Optional<String> current = Quote.of(root, block).current();
        if (current.isPresent()) {
          text =
              MarkdownDocument.replaceLines(
                  text, block.line(), block.lastLine(), current.orElseThrow());
        }
      }
    }
    return text;
  }

  /**
   * The text with its marked sections as they are rendered now, but for those called {@code table},
   * which other tests own.
   *
   * @throws IllegalArgumentException when a section can't be rendered: where, and why
   */
  static String refreshSections(MarkdownDocument document, Function<String, String> render) {
    String text = document.text();
    List<MarkdownDocument.Section> sections = new ArrayList<>(document.sections());
    Collections.reverse(sections);
    for (MarkdownDocument.Section section : sections) {
      if (section.kind().equals("table")) {
        continue;
      }
      String content;
      try {
        content = render.apply(section.marker());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            new Drift(document.path(), section.line(), e.getMessage()).toString(), e);
      }
      text =
          MarkdownDocument.replaceLines(
              text, section.line() + 1, section.lastLine() - 1, "\n" + content.strip() + "\n\n");
    }
    return text;
  }

  /** Sizes in running text: figures belong into marked sections or into recorded output. */
  static List<Drift> typedFigures(MarkdownDocument document) {
    List<Drift> drifts = new ArrayList<>();
    for (MarkdownDocument.Target words : document.plainText()) {
      Matcher figure = FIGURE.matcher(words.text());
      if (figure.find()) {
        drifts.add(
            new Drift(document.path(), words.line(), "a size typed by hand: " + words.text()));
      }
    }
    return drifts;
  }

  /** Blocks of code that don't say what they are. */
  static List<Drift> unmarkedBlocks(MarkdownDocument document) {
    return document.blocks().stream()
        .filter(
            block ->
                !block.marked("quote")
                    && !block.marked("run")
                    && !block.marked("output")
                    && !block.marked("untested:"))
        .map(
            block ->
                new Drift(
                    document.path(),
                    block.line(),
                    "this block needs a comment right above it: quote FILE, run, output, or"
                        + " untested: REASON"))
        .toList();
  }
}
