package multistage.image.archive.internal;

import java.util.Optional;

/**
 * An image's name with all that Docker adds to it when it is left out.
 *
 * @param repository with the registry's host, such as {@code docker.io/library/alpine}
 * @param tag {@code latest} where none is given
 * @param digest empty where none is given
 * @see <a href="https://github.com/distribution/reference/blob/main/normalize.go">distribution's
 *     reference package, normalize.go</a>
 */
public record ImageName(String repository, String tag, Optional<String> digest) {
  private static final String DOCKER_HUB = "docker.io";

  public static ImageName parse(String text) {
    int at = text.indexOf('@');
    String named = at < 0 ? text : text.substring(0, at);
    Optional<String> digest = at < 0 ? Optional.empty() : Optional.of(text.substring(at + 1));
    // A colon before the last slash is that of a registry's port.
    int colon = named.lastIndexOf(':');
    boolean hasTag = colon > named.lastIndexOf('/');
    String repository = hasTag ? named.substring(0, colon) : named;
    String tag = hasTag ? named.substring(colon + 1) : "latest";
    int slash = repository.indexOf('/');
    String host = slash < 0 ? "" : repository.substring(0, slash);
    if (!isHost(host)) {
      repository = DOCKER_HUB + "/" + (slash < 0 ? "library/" : "") + repository;
    } else if (host.equals(DOCKER_HUB) || host.equals("index.docker.io")) {
      String path = repository.substring(slash + 1);
      repository = DOCKER_HUB + "/" + (path.contains("/") ? "" : "library/") + path;
    }
    return new ImageName(repository, tag, digest);
  }

  /** Whether both are names of the same image, whatever its digest. */
  public boolean isSame(ImageName other) {
    return repository.equals(other.repository) && tag.equals(other.tag);
  }

  private static boolean isHost(String first) {
    return first.contains(".")
        || first.contains(":")
        || first.equals("localhost")
        || first.chars().anyMatch(Character::isUpperCase);
  }
}
