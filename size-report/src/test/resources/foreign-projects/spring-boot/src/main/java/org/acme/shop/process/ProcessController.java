package org.acme.shop.process;

import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ProcessController {
  @GetMapping("/user")
  String user() throws IOException {
    return ThisProcess.user();
  }

  @GetMapping("/heap")
  String heap() {
    return ThisProcess.maxHeapBytes();
  }
}
