package multistage.report.wire;

import static multistage.report.wire.ReportMapping.each;

import java.util.List;
import java.util.Optional;
import multistage.image.CauseShare;
import multistage.image.Duplicates;
import multistage.image.Explanation;
import multistage.image.FileInside;
import multistage.image.FilePart;
import multistage.image.FileTree;
import multistage.image.Image;
import multistage.image.Inventory;
import multistage.image.Layer;
import multistage.image.SizedPath;
import multistage.image.SoftwarePackage;
import multistage.image.User;
import multistage.image.Waste;
import multistage.image.WastedFile;

/** From an image to what {@code report.json} has of it, and back. */
public final class ImageMapping {
  private ImageMapping() {}

  /** What the file has. */
  public static WireImage toWire(Image image) {
    return new WireImage(
        image.id(),
        image.engineBytes(),
        image.fileBytes(),
        image.tarBytes(),
        image.gzipBytes(),
        each(image.layers(), ImageMapping::toWire),
        toWire(image.explanation()));
  }

  private static WireImage.Layer toWire(Layer layer) {
    return new WireImage.Layer(
        layer.diffId(),
        layer.instruction(),
        layer.fromBase(),
        layer.fileBytes(),
        layer.tarBytes(),
        layer.gzipBytes(),
        layer.files(),
        each(layer.largestFiles(), ImageMapping::toWire),
        each(layer.largestFolders(), ImageMapping::toWire));
  }

  static WireImage.SizedPath toWire(SizedPath sizedPath) {
    return new WireImage.SizedPath(sizedPath.path(), sizedPath.fileBytes());
  }

  private static WireImage.Explanation toWire(Explanation explanation) {
    return new WireImage.Explanation(
        each(explanation.causes(), ImageMapping::toWire),
        toWire(explanation.waste()),
        toWire(explanation.duplicates()),
        toWire(explanation.tree()),
        toWire(explanation.inventory()),
        Optional.of(each(explanation.inside(), ImageMapping::toWire)));
  }

  private static WireImage.Inside toWire(FileInside file) {
    return new WireImage.Inside(
        file.path(),
        file.fileBytes(),
        each(
            file.parts(), part -> new WireImage.Part(part.group(), part.name(), part.fileBytes())));
  }

  static WireImage.CauseShare toWire(CauseShare causeShare) {
    return new WireImage.CauseShare(
        causeShare.cause(),
        causeShare.fileBytes(),
        causeShare.files(),
        each(causeShare.largest(), ImageMapping::toWire));
  }

  private static WireImage.Waste toWire(Waste waste) {
    return new WireImage.Waste(
        waste.fileBytes(), waste.files(), each(waste.largest(), ImageMapping::toWire));
  }

  private static WireImage.WastedFile toWire(WastedFile wastedFile) {
    return new WireImage.WastedFile(
        wastedFile.path(),
        wastedFile.fileBytes(),
        wastedFile.layer(),
        wastedFile.hiddenBy(),
        wastedFile.how(),
        wastedFile.secret());
  }

  private static WireImage.Duplicates toWire(Duplicates duplicates) {
    return new WireImage.Duplicates(
        duplicates.fileBytes(), each(duplicates.largest(), ImageMapping::toWire));
  }

  private static WireImage.Duplicate toWire(Duplicates.Duplicate duplicate) {
    return new WireImage.Duplicate(duplicate.fileBytes(), duplicate.copies(), duplicate.paths());
  }

  private static WireImage.FileTree toWire(FileTree fileTree) {
    return new WireImage.FileTree(
        fileTree.name(), fileTree.fileBytes(), each(fileTree.children(), ImageMapping::toWire));
  }

  private static WireImage.Inventory toWire(Inventory inventory) {
    return new WireImage.Inventory(
        each(inventory.packages(), ImageMapping::toWire),
        inventory.shells(),
        inventory.setuidFiles(),
        each(inventory.users(), ImageMapping::toWire),
        toWire(inventory.invisible()));
  }

  private static WireImage.SoftwarePackage toWire(SoftwarePackage software) {
    return new WireImage.SoftwarePackage(
        software.type(), software.name(), software.version(), software.source());
  }

  private static WireImage.User toWire(User user) {
    return new WireImage.User(user.name(), user.uid(), user.shell());
  }

  private static WireImage.Invisible toWire(Inventory.Invisible invisible) {
    return new WireImage.Invisible(
        invisible.fileBytes(), invisible.files(), each(invisible.largest(), ImageMapping::toWire));
  }

  static Image toModel(WireImage image) {
    return new Image(
        image.id(),
        image.engineBytes(),
        image.fileBytes(),
        image.tarBytes(),
        image.gzipBytes(),
        each(image.layers(), ImageMapping::toModel),
        toModel(image.explanation()));
  }

  private static Layer toModel(WireImage.Layer layer) {
    return new Layer(
        layer.diffId(),
        layer.instruction(),
        layer.fromBase(),
        layer.fileBytes(),
        layer.tarBytes(),
        layer.gzipBytes(),
        layer.files(),
        each(layer.largestFiles(), ImageMapping::toModel),
        each(layer.largestFolders(), ImageMapping::toModel));
  }

  static SizedPath toModel(WireImage.SizedPath sizedPath) {
    return new SizedPath(sizedPath.path(), sizedPath.fileBytes());
  }

  private static Explanation toModel(WireImage.Explanation explanation) {
    return new Explanation(
        each(explanation.causes(), ImageMapping::toModel),
        toModel(explanation.waste()),
        toModel(explanation.duplicates()),
        toModel(explanation.tree()),
        toModel(explanation.inventory()),
        each(explanation.inside().orElse(List.of()), ImageMapping::toModel));
  }

  private static FileInside toModel(WireImage.Inside file) {
    return new FileInside(
        file.path(),
        file.fileBytes(),
        each(file.parts(), part -> new FilePart(part.group(), part.name(), part.fileBytes())));
  }

  static CauseShare toModel(WireImage.CauseShare causeShare) {
    return new CauseShare(
        causeShare.cause(),
        causeShare.fileBytes(),
        causeShare.files(),
        each(causeShare.largest(), ImageMapping::toModel));
  }

  private static Waste toModel(WireImage.Waste waste) {
    return new Waste(
        waste.fileBytes(), waste.files(), each(waste.largest(), ImageMapping::toModel));
  }

  private static WastedFile toModel(WireImage.WastedFile wastedFile) {
    return new WastedFile(
        wastedFile.path(),
        wastedFile.fileBytes(),
        wastedFile.layer(),
        wastedFile.hiddenBy(),
        wastedFile.how(),
        wastedFile.secret());
  }

  private static Duplicates toModel(WireImage.Duplicates duplicates) {
    return new Duplicates(
        duplicates.fileBytes(), each(duplicates.largest(), ImageMapping::toModel));
  }

  private static Duplicates.Duplicate toModel(WireImage.Duplicate duplicate) {
    return new Duplicates.Duplicate(duplicate.fileBytes(), duplicate.copies(), duplicate.paths());
  }

  private static FileTree toModel(WireImage.FileTree fileTree) {
    return new FileTree(
        fileTree.name(), fileTree.fileBytes(), each(fileTree.children(), ImageMapping::toModel));
  }

  private static Inventory toModel(WireImage.Inventory inventory) {
    return new Inventory(
        each(inventory.packages(), ImageMapping::toModel),
        inventory.shells(),
        inventory.setuidFiles(),
        each(inventory.users(), ImageMapping::toModel),
        toModel(inventory.invisible()));
  }

  private static SoftwarePackage toModel(WireImage.SoftwarePackage software) {
    return new SoftwarePackage(
        software.type(), software.name(), software.version(), software.source());
  }

  private static User toModel(WireImage.User user) {
    return new User(user.name(), user.uid(), user.shell());
  }

  private static Inventory.Invisible toModel(WireImage.Invisible invisible) {
    return new Inventory.Invisible(
        invisible.fileBytes(), invisible.files(), each(invisible.largest(), ImageMapping::toModel));
  }
}
