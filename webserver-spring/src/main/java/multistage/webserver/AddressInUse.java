package multistage.webserver;

import java.net.BindException;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.NestedExceptionUtils;

/** Reports in one line that the address is in use, before Spring does so in many. */
class AddressInUse implements ApplicationListener<ApplicationFailedEvent> {

  @Override
  public void onApplicationEvent(ApplicationFailedEvent event) {
    if (NestedExceptionUtils.getMostSpecificCause(event.getException())
        instanceof BindException cause) {
      System.err.println(
          event
              .getApplicationContext()
              .getEnvironment()
              .resolvePlaceholders(
                  "webserver: cannot listen on ${server.address}:${server.port}: "
                      + cause.getMessage()));
      System.exit(1);
    }
  }
}
