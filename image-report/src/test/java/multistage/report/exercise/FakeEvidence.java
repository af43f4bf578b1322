package multistage.report.exercise;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import multistage.image.ContentHash;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.image.FileEntry;
import multistage.image.Image;
import multistage.image.ImageConfig;
import multistage.image.LayerContents;
import multistage.image.explain.ImageFiles;
import multistage.image.explain.Images;
import multistage.report.model.Check;
import multistage.report.model.Result;
import multistage.report.model.VariantId;
import multistage.report.rebuild.Change;

/** An image that was measured by nobody. */
final class FakeEvidence implements Evidence {
  Proof proof = new Proof(Optional.empty(), List.of());
  long fileBytes;
  final Map<VariantId, Long> steps = new HashMap<>();
  String user = "";
  List<String> command = List.of();
  String workingDirectory = "";
  List<String> environment = List.of();
  ImageFiles files = ImageFiles.of(List.of());
  Map<String, String> labels = Map.of();
  Run run = new Run(Optional.empty(), Optional.of(0), "");
  List<Place> places = List.of();
  List<String> stages = List.of();
  Image image = image(1);
  Result<Image> rebuilt = new Result.Done<>(image(1));

  FakeEvidence checked(Check... checks) {
    proof = new Proof(Optional.empty(), Arrays.asList(checks));
    return this;
  }

  /** A layer with empty files, or where the path ends in {@code @}, links. */
  static ImageFiles files(String... paths) {
    return ImageFiles.of(
        List.of(
            new LayerContents(
                new DiffId("sha256:" + "f".repeat(64)),
                2_048,
                Optional.empty(),
                Arrays.stream(paths)
                    .map(
                        path ->
                            new FileEntry(
                                path.replace("@", ""),
                                path.endsWith("@")
                                    ? FileEntry.Type.SYMLINK
                                    : FileEntry.Type.REGULAR,
                                0,
                                0755,
                                0,
                                0,
                                path.endsWith("@") ? "elsewhere" : "",
                                ContentHash.NONE))
                    .toList(),
                Map.of())));
  }

  /** An image with a layer of a thousand times so many bytes, to push, for each number. */
  static Image image(int... layers) {
    List<LayerContents> contents =
        IntStream.of(layers)
            .mapToObj(
                number ->
                    new LayerContents(
                        new DiffId("sha256:" + String.format("%064x", number)),
                        2_048,
                        Optional.of(number * 1_000L),
                        List.of(
                            new FileEntry(
                                "file" + number,
                                FileEntry.Type.REGULAR,
                                number,
                                0644,
                                0,
                                0,
                                "",
                                ContentHash.NONE)),
                        Map.of()))
            .toList();
    Map<DiffId, LayerContents> byId = new HashMap<>();
    contents.forEach(layer -> byId.put(layer.diffId(), layer));
    return Images.of(
        new ImageConfig(
            new Digest("sha256:" + "0".repeat(64)),
            contents.stream().map(LayerContents::diffId).toList(),
            contents.stream()
                .map(
                    layer ->
                        new ImageConfig.HistoryEntry(
                            "COPY " + layer.entries().get(0).path() + " /", false))
                .toList()),
        byId,
        List.of(),
        0);
  }

  @Override
  public Proof proof() {
    return proof;
  }

  @Override
  public long fileBytes() {
    return fileBytes;
  }

  @Override
  public long fileBytes(VariantId step) {
    return steps.get(step);
  }

  @Override
  public Image image() {
    return image;
  }

  @Override
  public ImageFiles files() {
    return files;
  }

  @Override
  public String user() {
    return user;
  }

  @Override
  public List<String> command() {
    return command;
  }

  @Override
  public String workingDirectory() {
    return workingDirectory;
  }

  @Override
  public List<String> environment() {
    return environment;
  }

  @Override
  public Run run(List<String> arguments) {
    return run;
  }

  @Override
  public Map<String, String> labels() {
    return labels;
  }

  @Override
  public List<Place> placesOf(String file) {
    return places;
  }

  @Override
  public List<String> stagesWith(String file) {
    return stages;
  }

  @Override
  public Result<Image> rebuiltAfter(Change change) {
    return rebuilt;
  }
}
