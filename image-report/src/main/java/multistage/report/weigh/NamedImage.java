package multistage.report.weigh;

import multistage.image.Image;

/**
 * An image that somebody asked for.
 *
 * @param name how it was called
 * @param image what was found out about it
 */
public record NamedImage(String name, Image image) {}
