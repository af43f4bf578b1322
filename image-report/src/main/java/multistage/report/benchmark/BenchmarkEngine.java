package multistage.report.benchmark;

import java.io.IOException;
import java.util.Optional;
import multistage.report.engine.DockerEngine;
import multistage.report.engine.EngineWatch;
import multistage.report.measure.Benchmarker;
import multistage.report.measure.Prover;
import multistage.report.measure.StartFailedException;
import multistage.report.measure.TimedStart;
import multistage.report.model.Variant;

/** What a benchmark asks an engine for. */
interface BenchmarkEngine {
  /** Times a start. */
  TimedStart time(Variant variant) throws StartFailedException;

  /** Why a container can use more than its memory limit; empty where it can't. */
  Optional<String> looseMemoryLimit();

  /** What an image needs of memory; empty where the engine doesn't count it. */
  Optional<Benchmarker.Memory> memory(Variant variant, Optional<String> looseLimit)
      throws StartFailedException;

  /** Does something with a server that is kept on one processor. */
  <T> T onProcessor(Variant variant, int processor, Benchmarker.Use<T> use)
      throws StartFailedException, IOException;

  /** Tells whether it still answers. */
  EngineWatch watch();

  /** A real one. */
  static BenchmarkEngine of(DockerEngine engine) {
    Prover prover = new Prover(engine.connection());
    Benchmarker benchmarker = new Benchmarker(engine.connection());
    return new BenchmarkEngine() {
      @Override
      public TimedStart time(Variant variant) throws StartFailedException {
        return prover.time(variant);
      }

      @Override
      public Optional<String> looseMemoryLimit() {
        return engine.looseMemoryLimit();
      }

      @Override
      public Optional<Benchmarker.Memory> memory(Variant variant, Optional<String> looseLimit)
          throws StartFailedException {
        return benchmarker.memory(variant, looseLimit);
      }

      @Override
      public <T> T onProcessor(Variant variant, int processor, Benchmarker.Use<T> use)
          throws StartFailedException, IOException {
        return benchmarker.onProcessor(variant, processor, use);
      }

      @Override
      public EngineWatch watch() {
        return engine.connection().watch();
      }
    };
  }
}
