package multistage.report.render.image;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import multistage.image.Cause;
import multistage.image.CauseShare;
import multistage.report.render.text.Units;

/**
 * A cause and its bytes, as a list of an image's parts names them. What compression takes away
 * isn't a part of its own there: what was compressed counts as it is stored, and its title says how
 * much it is uncompressed.
 */
public record CauseBytes(Cause cause, String title, long fileBytes) {
  /** Most bytes first. */
  public static List<CauseBytes> of(List<CauseShare> causes) {
    long saved =
        causes.stream()
            .filter(share -> share.cause() == Cause.COMPRESSION)
            .mapToLong(CauseShare::fileBytes)
            .sum();
    Optional<Cause> compressed =
        Optional.of(Purpose.compressed(causes))
            .filter(cause -> saved != 0)
            .filter(cause -> causes.stream().anyMatch(share -> share.cause() == cause));
    return causes.stream()
        .filter(share -> share.cause() != Cause.COMPRESSION || compressed.isEmpty())
        .map(
            share ->
                compressed.filter(cause -> cause == share.cause()).isPresent()
                    ? new CauseBytes(
                        share.cause(),
                        share.cause().title()
                            + " ("
                            + Units.bytes(share.fileBytes())
                            + " uncompressed)",
                        share.fileBytes() + saved)
                    : new CauseBytes(share.cause(), share.cause().title(), share.fileBytes()))
        .sorted(
            Comparator.comparingLong((CauseBytes part) -> Math.abs(part.fileBytes()))
                .reversed()
                .thenComparing(CauseBytes::cause))
        .toList();
  }
}
