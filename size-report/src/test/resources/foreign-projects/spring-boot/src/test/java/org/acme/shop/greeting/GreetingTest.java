package org.acme.shop.greeting;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GreetingTest {
  @Test
  void namesTheOneItGreets() {
    assertTrue(new Greeting().to("Ada").contains("Ada"));
  }
}
