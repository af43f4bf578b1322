package multistage.report.measure;

/** A check can't be made here; the message says why. That says nothing of the image. */
final class NotMadeException extends Exception {
  private static final long serialVersionUID = 1L;

  NotMadeException(String message, Throwable cause) {
    super(message, cause);
  }
}
