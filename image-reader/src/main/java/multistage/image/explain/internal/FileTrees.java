package multistage.image.explain.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import multistage.image.FileTree;
import multistage.image.explain.internal.MergedLayers.StoredFile;

/** Puts an image's files into folders, with what is small put together. */
final class FileTrees {
  /** What is smaller than this part of the image is put together. */
  private static final int SMALLEST_PART = 100;

  /**
   * Folders further down are shown without what is in them: twice as deep as any real one, and far
   * from where a hostile one would be a stack overflow here or in a reader of the report.
   */
  private static final int DEEPEST = 32;

  private FileTrees() {}

  /** The tree of these files; the same path in several layers is one. */
  static FileTree of(List<StoredFile> files) {
    // Sorted, a folder's files are next to each other, so a part of the list stands for it.
    List<StoredFile> sorted =
        files.stream()
            .sorted(Comparator.comparing(file -> file.entry().path(), FileTrees::folderByFolder))
            .toList();
    return folder("", sorted, 0, Math.max(1, fileBytes(files) / SMALLEST_PART), 0);
  }

  /** Compares paths name by name: {@code /} comes before what else a name can have. */
  private static int folderByFolder(String first, String second) {
    int length = Math.min(first.length(), second.length());
    for (int i = 0; i < length; i++) {
      char a = first.charAt(i);
      char b = second.charAt(i);
      if (a != b) {
        return a == '/' ? -1 : b == '/' ? 1 : Character.compare(a, b);
      }
    }
    return Integer.compare(first.length(), second.length());
  }

  /**
   * A file or folder.
   *
   * @param files those in it; one that ends before {@code start} is itself
   * @param start where in their paths the names of what is in it begin
   */
  private static FileTree folder(
      String name, List<StoredFile> files, int start, long smallest, int depth) {
    long bytes = fileBytes(files);
    List<FileTree> shown = new ArrayList<>();
    int smaller = 0;
    for (int from = 0, to; depth < DEEPEST && from < files.size(); from = to) {
      String path = files.get(from).entry().path();
      to = from + 1;
      if (path.length() < start) {
        continue;
      }
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      while (to < files.size() && isBelow(files.get(to).entry().path(), path, start, end)) {
        to++;
      }
      List<StoredFile> inside = files.subList(from, to);
      if (fileBytes(inside) < smallest) {
        smaller++;
      } else {
        shown.add(folder(path.substring(start, end), inside, end + 1, smallest, depth + 1));
      }
    }
    if (shown.isEmpty()) {
      return new FileTree(name, bytes, List.of());
    }
    shown.sort(Comparator.comparingLong(FileTree::fileBytes).reversed());
    long shownBytes = shown.stream().mapToLong(FileTree::fileBytes).sum();
    if (shownBytes < bytes) {
      // Also a file's own bytes, where another layer has a folder in its place.
      shown.add(new FileTree("(" + smaller + " smaller)", bytes - shownBytes, List.of()));
    }
    return new FileTree(name, bytes, shown);
  }

  /** Whether a path has the same name between these positions. */
  private static boolean isBelow(String path, String folder, int start, int end) {
    return path.regionMatches(start, folder, start, end - start)
        && (path.length() == end || path.charAt(end) == '/');
  }

  private static long fileBytes(List<StoredFile> files) {
    return files.stream().mapToLong(file -> file.entry().bytes()).sum();
  }
}
