package multistage.report.model;

import java.util.Optional;

/**
 * A build stage: one {@code FROM} instruction and what follows it.
 *
 * @param name the name given with {@code AS}, if any, in lower case as Docker compares it
 * @param from what the stage starts from: an image reference, an earlier stage's name, or {@code
 *     scratch}
 * @see <a href="https://docs.docker.com/reference/dockerfile/#from">Dockerfile reference, FROM</a>
 */
public record Stage(Optional<String> name, String from) {}
