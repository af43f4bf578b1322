package org.acme.shop.greeting;

import org.springframework.stereotype.Service;

/** Knows what to say. */
@Service
public class Greeting {
  public String to(String name) {
    return "Hello, " + name + "!";
  }
}
