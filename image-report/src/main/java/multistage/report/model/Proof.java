package multistage.report.model;

import java.time.Instant;
import multistage.image.Digest;

/**
 * When a running image was proved, and by what. An image that is the same to the byte, asked by the
 * same program on the same engine, would be asked the same again.
 *
 * @param at when: before the run, where that took an earlier run's proof over
 * @param program the digest of the program that asked
 */
public record Proof(Instant at, Digest program) {}
