package org.acme.shop.greeting;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class GreetingController {
  private final Greeting greeting;

  GreetingController(Greeting greeting) {
    this.greeting = greeting;
  }

  @GetMapping("/hello/{name}")
  String hello(@PathVariable("name") String name) {
    return greeting.to(name);
  }
}
