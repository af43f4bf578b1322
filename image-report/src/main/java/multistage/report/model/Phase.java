package multistage.report.model;

/**
 * A part of the run that made a report.
 *
 * @param name what was done
 * @param millis how long it took
 */
public record Phase(String name, long millis) {}
