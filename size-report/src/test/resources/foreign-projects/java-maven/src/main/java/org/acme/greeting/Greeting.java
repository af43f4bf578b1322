package org.acme.greeting;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.apache.commons.lang3.StringUtils;

/** What to say, from a resource. */
public record Greeting(String salutation) {
  public static Greeting load() throws IOException {
    Properties properties = new Properties();
    try (InputStream resource = Greeting.class.getResourceAsStream("/settings.xml")) {
      properties.loadFromXML(resource);
    }
    return new Greeting(properties.getProperty("salutation"));
  }

  public String to(String name) {
    return salutation + ", " + StringUtils.capitalize(name) + "!";
  }
}
