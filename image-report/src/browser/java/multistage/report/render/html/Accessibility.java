package multistage.report.render.html;

import com.deque.html.axecore.playwright.AxeBuilder;
import java.util.List;

/** What axe-core finds wrong on a page. */
final class Accessibility {
  private Accessibility() {}

  static List<String> violations(AxeBuilder axe) {
    return axe.analyze().getViolations().stream()
        .flatMap(
            rule ->
                rule.getNodes().stream()
                    .map(
                        node ->
                            rule.getId() + ": " + node.getHtml() + " " + node.getFailureSummary()))
        .toList();
  }
}
