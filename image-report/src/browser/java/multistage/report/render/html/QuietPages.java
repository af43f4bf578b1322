package multistage.report.render.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The pages of one test, which are closed behind it. The test fails if one of them wrote to the
 * console, threw an error, or asked for what it may not.
 */
final class QuietPages implements AfterEachCallback {
  private static final double MAX_MILLIS = 10_000;

  private final Predicate<String> mayAskFor;
  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();

  /** Pages that may ask for these addresses, beside the one that they are opened with. */
  QuietPages(Predicate<String> mayAskFor) {
    this.mayAskFor = mayAskFor;
  }

  /** A page in a window of its own. */
  Page open(Chromium chromium, String address, Browser.NewContextOptions options) {
    BrowserContext context = chromium.browser().newContext(options);
    contexts.add(context);
    Page page = context.newPage();
    page.setDefaultTimeout(MAX_MILLIS);
    page.onConsoleMessage(
        message -> troubles.add("console " + message.type() + ": " + message.text()));
    page.onPageError(error -> troubles.add("error: " + error));
    page.onRequest(
        request -> {
          if (!request.isNavigationRequest() && !mayAskFor.test(request.url())) {
            troubles.add("request: " + request.url());
          }
        });
    page.navigate(address);
    return page;
  }

  @Override
  public void afterEach(ExtensionContext test) {
    contexts.forEach(BrowserContext::close);
    contexts.clear();
    assertThat(troubles).isEmpty();
  }
}
