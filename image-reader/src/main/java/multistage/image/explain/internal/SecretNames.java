package multistage.image.explain.internal;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of files in which keys, tokens and passwords are usually kept. */
final class SecretNames {
  private static final Pattern SECRET =
      Pattern.compile(
          "id_(?:rsa|dsa|ecdsa|ed25519)|.*\\.(?:pem|key|p12|pfx|jks|keystore)"
              + "|\\.(?:netrc|npmrc|pypirc|pgpass|env|git-credentials|dockercfg)"
              + "|settings-security\\.xml|credentials|.*(?:secret|token|password|passwd).*");

  // These carry such names and no secrets.
  private static final Pattern HARMLESS =
      Pattern.compile(
          "(?:etc|usr/share|usr/lib|var/lib/dpkg|var/lib/pam|usr/bin|bin|usr/sbin|usr/local/go|opt/java)/.*");

  private SecretNames() {}

  /** Whether a file of that name may well be a secret. */
  static boolean fits(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return SECRET.matcher(name).matches() && !HARMLESS.matcher(path).matches();
  }
}
