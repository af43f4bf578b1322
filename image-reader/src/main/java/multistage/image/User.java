package multistage.image;

/**
 * A line of {@code /etc/passwd}.
 *
 * @param name the user's name
 * @param uid the user's number
 * @param shell what a login would start
 */
public record User(String name, long uid, String shell) {}
