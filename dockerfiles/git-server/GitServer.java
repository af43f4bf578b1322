import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A company's Git server in one file. It serves each directory beside this file as a repository
 * {@code https://git.example.com/DIRECTORY.git} with one commit and the tag {@code v1.0.0}. Clients
 * need the token in the environment variable TOKEN, and have to trust its self-signed certificate.
 *
 * <p>Run it with {@code java GitServer.java}. It speaks Git's "dumb" protocol, which only needs
 * files: {@code info/refs} with the names of the refs, and the objects.
 *
 * @see <a href="https://git-scm.com/docs/http-protocol">Git documentation, http-protocol</a>
 */
public final class GitServer {
  private static final String HOST = "git.example.com";
  private static final char[] PASSWORD = "of a key store in memory".toCharArray();

  private final Map<String, byte[]> files = new TreeMap<>();
  private final byte[] token;

  private GitServer(String token) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  public static void main(String[] arguments) throws Exception {
    String token = System.getenv("TOKEN");
    if (token == null || token.isBlank()) {
      System.err.println("GitServer: set TOKEN to what clients have to give as a password");
      System.exit(2);
    }
    GitServer server = new GitServer(token);
    Path here = Path.of(arguments.length > 0 ? arguments[0] : ".");
    try (Stream<Path> folders = Files.list(here)) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        server.addRepository(folder);
      }
    }
    server.serve();
  }

  private void serve() throws Exception {
    Path file = Files.createTempDirectory("git-server").resolve("keys");
    makeCertificate(file);
    KeyStore keys = KeyStore.getInstance(file.toFile(), PASSWORD);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    HttpsServer server = HttpsServer.create(new InetSocketAddress(443), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext("/", this::answer);
    server.start();
    System.out.println("-----BEGIN CERTIFICATE-----");
    System.out.println(
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(keys.getCertificate(HOST).getEncoded()));
    System.out.println("-----END CERTIFICATE-----");
    System.out.println("Serving https://" + HOST + "/");
  }

  /** The JDK has a tool for this, but no API. */
  private static void makeCertificate(Path file) throws IOException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                HOST,
                "-keyalg",
                "EC",
                "-validity",
                "30",
                "-dname",
                "CN=" + HOST,
                "-ext",
                "san=dns:" + HOST,
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool ended with " + keytool.exitValue() + ": " + output);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      // Go omits the suffix .git, which most servers accept.
      String path = exchange.getRequestURI().getPath().replaceFirst("^/([^/.]+)/", "/$1.git/");
      byte[] file = files.get(path);
      if (!isAllowed(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
      } else if (file == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        exchange.sendResponseHeaders(200, file.length);
        exchange.getResponseBody().write(file);
      }
    }
  }

  /** Accepts anybody who knows the token, under any user name. */
  private boolean isAllowed(String authorization) {
    if (authorization == null || !authorization.startsWith("Basic ")) {
      return false;
    }
    String user =
        new String(
            Base64.getDecoder().decode(authorization.substring("Basic ".length())),
            StandardCharsets.UTF_8);
    byte[] password = user.substring(user.indexOf(':') + 1).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(password, token);
  }

  private void addRepository(Path folder) throws Exception {
    String root = "/" + folder.getFileName() + ".git/";
    byte[] tree = addTree(root, folder);
    String who = "Platform <platform@example.com> 1767225600 +0000";
    byte[] commit =
        addObject(
            root,
            "commit",
            ("tree " + hex(tree) + "\nauthor " + who + "\ncommitter " + who + "\n\nRelease 1\n")
                .getBytes(StandardCharsets.UTF_8));
    files.put(root + "HEAD", "ref: refs/heads/main\n".getBytes(StandardCharsets.UTF_8));
    files.put(
        root + "info/refs",
        (hex(commit) + "\trefs/heads/main\n" + hex(commit) + "\trefs/tags/v1.0.0\n")
            .getBytes(StandardCharsets.UTF_8));
  }

  /** A directory of files, sorted by name as Git requires. */
  private byte[] addTree(String root, Path folder) throws Exception {
    ByteArrayOutputStream tree = new ByteArrayOutputStream();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.sorted().toList()) {
        tree.write(("100644 " + path.getFileName() + "\0").getBytes(StandardCharsets.UTF_8));
        tree.write(addObject(root, "blob", Files.readAllBytes(path)));
      }
    }
    return addObject(root, "tree", tree.toByteArray());
  }

  private byte[] addObject(String root, String type, byte[] content) throws Exception {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    object.write((type + " " + content.length + "\0").getBytes(StandardCharsets.UTF_8));
    object.write(content);
    byte[] id = MessageDigest.getInstance("SHA-1").digest(object.toByteArray());
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      object.writeTo(deflater);
    }
    String name = hex(id);
    files.put(
        root + "objects/" + name.substring(0, 2) + "/" + name.substring(2), packed.toByteArray());
    return id;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
