"""Checks a built site: check.py SITE [EPUB]. Prints what is wrong with it, and then fails.

Every link and every anchor leads somewhere. No page loads anything from elsewhere: not its pictures, styles, scripts, or fonts.
"""

import posixpath
import re
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

# What a browser loads by itself. The relations of a link that aren't here only name another page.
LOADED = {("img", "src"), ("script", "src"), ("iframe", "src"), ("source", "src"), ("video", "src"), ("audio", "src"), ("object", "data")}
LOADED_RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon", "prefetch", "preconnect", "dns-prefetch"}
FOLLOWED_SCHEMES = {"http", "https", "mailto"}
STYLE_TARGET = re.compile(r"""@import\s+["']([^"']+)|url\(\s*["']?([^"')]+)""")
# An anchor that a page's own script opens: the report's rows and lines.
SCRIPTED = {"report/index.html"}


class Page(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.anchors = set()
        self.links = []
        self.loaded = []
        self.headings = 0
        self.title = ""
        self.language = None
        self.without_words = []
        self.inside = None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.inside = tag
        self.anchors.update(values[name] for name in ("id", "name") if values.get(name))
        if tag == "html":
            self.language = values.get("lang")
        if tag == "h1":
            self.headings += 1
        if tag == "img" and "alt" not in values:
            self.without_words.append(values.get("src"))
        if tag in ("a", "area") and values.get("href") is not None:
            self.links.append(values["href"])
        if tag == "link" and values.get("href"):
            relations = set((values.get("rel") or "").split())
            (self.loaded if relations & LOADED_RELATIONS else self.links).append(values["href"])
        self.loaded += [values[name] for name in values if (tag, name) in LOADED and values[name]]
        self.loaded += targets_of_style(values.get("style") or "")

    def handle_data(self, data):
        if self.inside == "title":
            self.title += data
        if self.inside == "style":
            self.loaded += targets_of_style(data)

    def handle_endtag(self, tag):
        self.inside = None


def targets_of_style(css):
    return [first or second for first, second in STYLE_TARGET.findall(css)]


class Checked:
    """The files of a site or of an EPUB, by their paths."""

    def __init__(self, files):
        self.files = files
        self.pages = {path: Page(read().decode("utf-8")) for path, read in files.items() if path.endswith((".html", ".xhtml"))}
        self.styles = set()
        self.faults = []

    def check(self):
        if not self.pages:
            self.faults.append("there is no page")
        for path, page in self.pages.items():
            for link in page.links:
                self.follow(path, link)
            for target in page.loaded:
                self.load(path, target)
            if not page.language and path.endswith(".html"):
                self.faults.append(f"{path}: no language")
            if not page.title.strip():
                self.faults.append(f"{path}: no title")
            for picture in page.without_words:
                self.faults.append(f"{path}: no words for {picture}")
        return self.faults

    def follow(self, path, link):
        url = urlsplit(link)
        if url.scheme or url.netloc:
            if url.scheme not in FOLLOWED_SCHEMES:
                self.faults.append(f"{path}: a link that nobody can follow: {link}")
            return
        target = self.place(path, url)
        if target not in self.files:
            self.faults.append(f"{path}: leads nowhere: {link}")
        elif url.fragment and target in self.pages and target not in SCRIPTED:
            if unquote(url.fragment) not in self.pages[target].anchors:
                self.faults.append(f"{path}: no such anchor: {link}")

    def load(self, path, link):
        url = urlsplit(link)
        if url.scheme == "data":
            return
        if url.scheme or url.netloc:
            self.faults.append(f"{path}: loads from elsewhere: {link}")
            return
        if not url.path:
            return
        target = self.place(path, url)
        if target not in self.files:
            self.faults.append(f"{path}: loads what isn't there: {link}")
        elif target.endswith(".css") and target not in self.styles:
            self.styles.add(target)
            for other in targets_of_style(self.files[target]().decode("utf-8")):
                self.load(target, other)

    @staticmethod
    def place(path, url):
        if not url.path:
            return path
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(url.path)))
        return posixpath.join(target, "index.html") if url.path.endswith("/") else target


def faults_of_site(folder):
    files = {file.relative_to(folder).as_posix(): file.read_bytes for file in folder.rglob("*") if file.is_file()}
    faults = Checked(files).check()
    for needed in ("index.html", "search.html", "searchindex.js", "slides/index.html", "slides/three-hours.html", "report/index.html"):
        if needed not in files:
            faults.append(f"there is no {needed}")
    return faults


def faults_of_epub(file):
    faults = []
    with zipfile.ZipFile(file) as epub:
        first = epub.infolist()[0]
        if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED or epub.read(first) != b"application/epub+zip":
            faults.append("the first file isn't the EPUB's type")
        files = {name: (lambda name=name: epub.read(name)) for name in epub.namelist()}
        for name in files:
            if name.endswith((".xhtml", ".opf", ".ncx", ".xml", ".svg")):
                try:
                    ElementTree.fromstring(files[name]())
                except ElementTree.ParseError as e:
                    faults.append(f"{name}: not well-formed: {e}")
        faults += Checked(files).check()
    return [f"{file.name}: {fault}" for fault in faults]


def main(site, *epubs):
    faults = faults_of_site(Path(site))
    for epub in epubs:
        faults += faults_of_epub(Path(epub))
    print("\n".join(faults) or "every link and anchor leads somewhere, and nothing is loaded from elsewhere")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
