package multistage.image.explain.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretNamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"root/.ssh/id_ed25519", "app/.env", "srv/DB-Password.txt", "key.PEM"})
  void keysTokensAndPasswords(String path) {
    assertThat(SecretNames.fits(path)).isTrue();
  }

  /**
   * Debian's packages have files of such names: programs, lists, and what pam-auth-update notes.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "usr/bin/passwd",
        "etc/passwd",
        "var/lib/pam/password",
        "app/passage.txt",
        "id_rsa.pub"
      })
  void noSecrets(String path) {
    assertThat(SecretNames.fits(path)).isFalse();
  }
}
