package multistage.sizereport.model;

/**
 * One thing that was tried on a variant's image, from outside.
 *
 * @param name which, such as {@code GET / says Hello, World!}
 * @param passed whether it held
 * @param required whether the variant fails when it doesn't
 * @param detail what was seen
 */
public record Check(String name, boolean passed, boolean required, String detail) {
  /** Which check it is, or is a part of. */
  public CheckName check() {
    return CheckName.parse(name.replaceFirst(":.*", ""));
  }
}
