package multistage.image.archive.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Shows which blocks were asked for, and which had to be compressed; for one thread. */
public final class CountingLengths extends GzipMeter.KnownLengths {
  public final List<ByteBuffer> asked = new ArrayList<>();
  public final List<ByteBuffer> compressed = new ArrayList<>();

  public CountingLengths(int most) {
    super(most);
  }

  @Override
  public long find(ByteBuffer block, LongSupplier compress) {
    asked.add(block);
    return super.find(
        block,
        () -> {
          compressed.add(block);
          return compress.getAsLong();
        });
  }
}
