package org.acme.greeting;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class GreetingTest {
  @Test
  void namesTheOneItGreets() throws IOException {
    assertTrue(Greeting.load().to("ada").contains("Ada"));
  }
}
