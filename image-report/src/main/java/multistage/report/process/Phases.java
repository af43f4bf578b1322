package multistage.report.process;

import java.util.ArrayList;
import java.util.List;
import multistage.report.model.Phase;

/** The phases of a run, in order, and how long each one took. */
public final class Phases {
  private final Progress progress;
  private final List<Phase> phases = new ArrayList<>();

  /** None yet; each one is announced there. */
  public Phases(Progress progress) {
    this.progress = progress;
  }

  /** Says what is done now, does it, and keeps the time it took. */
  public <T, E extends Exception> T time(String name, String what, Progress.Work<T, E> work)
      throws E {
    progress.say(name + ": " + what);
    long begin = System.nanoTime();
    T result = work.run();
    phases.add(new Phase(name, (System.nanoTime() - begin) / 1_000_000));
    return result;
  }

  /** Those that have ended. */
  public List<Phase> list() {
    return List.copyOf(phases);
  }
}
