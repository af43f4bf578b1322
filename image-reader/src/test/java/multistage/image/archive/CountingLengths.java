package multistage.image.archive;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Shows which blocks were asked for, and which had to be compressed; for one thread. */
final class CountingLengths extends GzipMeter.KnownLengths {
  final List<ByteBuffer> asked = new ArrayList<>();
  final List<ByteBuffer> compressed = new ArrayList<>();

  CountingLengths(int most) {
    super(most);
  }

  @Override
  long find(ByteBuffer block, LongSupplier compress) {
    asked.add(block);
    return super.find(
        block,
        () -> {
          compressed.add(block);
          return compress.getAsLong();
        });
  }
}
