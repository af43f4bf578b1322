package multistage.report.model;

import java.util.regex.Pattern;

/**
 * The Docker engine that built and ran a report's images.
 *
 * @param name the product, such as {@code Docker Engine} or {@code Podman Engine}
 * @param version its version
 * @param apiVersion the newest API version it speaks
 * @param storage its storage driver, such as {@code overlay2}, which decides what its sizes mean
 * @param os the images' operating system
 * @param architecture the images' processor architecture as OCI names it, such as {@code amd64}
 */
public record Engine(
    String name,
    String version,
    String apiVersion,
    String storage,
    String os,
    String architecture) {
  // As the Dockerfile reference has them, with or without a variant.
  private static final Pattern PLATFORM = Pattern.compile("[a-z0-9]+/[a-z0-9_]+(?:/[a-z0-9]+)?");

  /** Whether a platform can be called so, as in {@code linux/arm64} or {@code linux/arm/v7}. */
  public static boolean isPlatform(String words) {
    return PLATFORM.matcher(words).matches();
  }

  /** The platform of images that run on it as they are, such as {@code linux/amd64}. */
  public String platform() {
    return os + "/" + architecture;
  }
}
