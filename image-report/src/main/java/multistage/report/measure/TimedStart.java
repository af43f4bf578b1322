package multistage.report.measure;

import java.util.Optional;

/**
 * A start that was timed.
 *
 * @param millis from the engine's start call to the first answer, to a tenth: clocks say no more
 * @param cpuSeconds the processor time used until then; empty where this host can't read it
 */
public record TimedStart(double millis, Optional<Double> cpuSeconds) {}
