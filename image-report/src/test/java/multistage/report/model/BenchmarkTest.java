package multistage.report.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class BenchmarkTest {
  private static final List<Double> TWENTY =
      DoubleStream.iterate(20, value -> value - 1).limit(20).boxed().toList();

  @Test
  void aPercentileIsASample() {
    assertThat(Benchmark.percentile(TWENTY, 95)).isEqualTo(19);
    assertThat(Benchmark.percentile(TWENTY, 100)).isEqualTo(20);
    assertThat(Benchmark.percentile(List.of(3.5), 95)).isEqualTo(3.5);
    assertThat(Benchmark.percentile(List.of(1.0, 2.0, 3.0), 50)).isEqualTo(2);
  }

  @Test
  void netIsWithoutTheEnginesMedian() {
    Benchmark.Starts starts =
        Benchmark.Starts.of(
            List.of(10.2, 30.1, 20.3), List.of(9.0, 8.0, 8.0), List.of(0.2, 0.1), List.of(0.05));
    assertThat(starts.startup().medianMillis()).isEqualTo(20.3);
    assertThat(starts.p95Millis()).isEqualTo(30.1);
    assertThat(starts.startup().netMedianMillis()).contains(12.3);
    assertThat(starts.cpuMedian().orElseThrow()).isEqualTo(0.15000000000000002);
    assertThat(starts.netCpuMedian().orElseThrow())
        .isEqualTo(0.1, org.assertj.core.data.Offset.offset(1e-9));
  }

  @Test
  void withoutTheEnginesShareThereIsNoNetFigure() {
    Benchmark.Starts starts =
        Benchmark.Starts.of(List.of(10.2, 30.1), List.of(), List.of(), List.of());
    assertThat(starts.startup().netMedianMillis()).isEmpty();
    assertThat(starts.startup().medianMillis())
        .isEqualTo(20.15, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(starts.cpuMedian()).isEmpty();
    assertThat(starts.netCpuMedian()).isEmpty();
  }

  @Test
  void figuresAreTheSamples() {
    Startup startup = Startup.of(List.of(1.0), List.of(), Optional.empty());
    assertThatThrownBy(() -> new Benchmark.Starts(startup, 2, List.of(), List.of()))
        .hasMessage("2.0 is not the 95th percentile of [1.0]");
  }

  @Test
  void noiseIsNoProcessorTime() {
    assertThat(
            Benchmark.Starts.of(List.of(1.0), List.of(1.0), List.of(0.1), List.of(0.2))
                .netCpuMedian())
        .contains(0.0);
  }
}
