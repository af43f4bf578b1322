"""What prepare.py writes, and that check.py finds what is wrong: python -m unittest"""

import tempfile
import unittest
import zipfile
from pathlib import Path

from check import faults_of_epub, faults_of_site
from prepare import Site

SOUND = "<html lang='en'><title>A page</title><h1 id='top'>A page</h1>{}</html>"


class PrepareTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.repository = Path(folder.name) / "repository"
        self.output = Path(folder.name) / "output"
        self.write("README.md", "# Start\n")
        self.write("docs/README.md", "# Contents\n\n## Chapters\n\n[one](one.md)\n")
        self.write("docs/one.md", "# One\n")
        self.write("docs/teaching/slides.md", "# Slides\n")

    def write(self, path, text):
        file = self.repository / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def made(self, path):
        Site(self.repository, self.output).make()
        return (self.output / path).read_text(encoding="utf-8")

    def test_a_readme_is_its_directorys_index(self):
        self.write("docs/one.md", "[up](README.md#chapters), [top](../README.md), [here](#one), [there](https://example.com/)")
        self.assertEqual(
            "[up](index.md#chapters), [top](../index.md), [here](#one), [there](https://example.com/)",
            self.made("pages/docs/one.md"),
        )

    def test_a_file_becomes_a_page(self):
        self.write(".ci/run", "#!/usr/bin/env bash\n# ```\n")
        self.write("docs/one.md", "[run](../.ci/run)")
        self.assertEqual("[run](../files/dot-ci/run.md)", self.made("pages/docs/one.md"))
        self.assertIn("# `.ci/run`\n\n````bash\n#!/usr/bin/env bash\n# ```\n````\n", self.made("pages/files/dot-ci/run.md"))

    def test_a_directory_becomes_a_list(self):
        self.write("examples/deep/a.go", "package a\n")
        self.write("docs/one.md", "[examples](../examples)")
        self.assertEqual("[examples](../files/examples/index.md)", self.made("pages/docs/one.md"))
        self.assertIn("- [deep/](deep/index.md)", self.made("pages/files/examples/index.md"))
        self.assertIn("- [a.go](a.go.md)", self.made("pages/files/examples/deep/index.md"))

    def test_a_picture_stays_one(self):
        self.write("docs/picture.svg", "<svg/>")
        self.write("docs/one.md", "![a picture](picture.svg)")
        self.assertEqual("![a picture](picture.svg)", self.made("pages/docs/one.md"))
        self.assertEqual("<svg/>", self.made("pages/docs/picture.svg"))

    def test_code_stays_as_it_is(self):
        code = "```markdown\n<!-- run -->\n[no](link.md)\n```\n\n`[no](link.md)` and ``a ` and [no](link.md)``\n"
        self.write("docs/one.md", f"<!-- run -->\n{code}")
        self.assertEqual(code, self.made("pages/docs/one.md"))

    def test_a_link_to_nothing_fails(self):
        self.write("docs/one.md", "[gone](gone.md)")
        with self.assertRaisesRegex(SystemExit, "there is no docs/gone.md"):
            self.made("pages/docs/one.md")

    def test_pages_have_the_order_of_the_contents(self):
        self.write("docs/README.md", "# Contents\n\n## Second\n\n[two](two.md)\n\n## First\n\n[one](one.md), [box](box/README.md)\n")
        self.write("docs/two.md", "# Two\n")
        self.write("docs/box/README.md", "# Box\n")
        self.write("docs/box/inside.md", "# Inside\n")
        self.write("other.md", "# Other\n")
        index = self.made("pages/index.md")
        entries = [line for line in index.splitlines() if line.startswith((":caption:", "docs/", "other"))]
        self.assertEqual(
            [":caption: Start", "docs/index", ":caption: Second", "docs/two", ":caption: First", "docs/one", "docs/box/index",
             ":caption: More", "docs/teaching/slides", "other"],
            entries,
        )
        self.assertTrue(self.made("pages/docs/box/index.md").endswith(":hidden:\ninside\n```\n"))

    def test_links_of_slides_lead_to_the_site(self):
        self.write("docs/picture.svg", "<svg/>")
        self.write("docs/teaching/slides.md", "[one](../one.md#one) ![a picture](../picture.svg)")
        self.assertEqual("[one](../docs/one.html#one) ![a picture](picture.svg)", self.made("slides/index.md"))
        self.assertEqual("<svg/>", self.made("slides/picture.svg"))

    def test_each_plan_has_its_slides_and_minutes(self):
        self.write(
            "docs/teaching/slides.md",
            "# Slides\n\n## A\n\n> **1 min (three hours: 2).** Say a.\n\n### B\n\n> **Three hours only: 3 min.** Say b.\n\n"
            "## C\n\n> **4 min.** Say c.\n",
        )
        short = "# Slides in 90 minutes\n\n## A\n\n> **1 min.** Say a.\n\n## C\n\n> **4 min.** Say c.\n"
        long = "# Slides in three hours\n\n## A\n\n> **2 min.** Say a.\n\n### B\n\n> **3 min.** Say b.\n\n## C\n\n> **4 min.** Say c.\n"
        self.assertEqual(short, self.made("slides/index.md"))
        self.assertTrue(self.made("slides/three-hours.md").endswith(f"---\n\n{long}"))


class CheckTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.site = Path(folder.name)
        for page in ("index.html", "search.html", "slides/index.html", "slides/three-hours.html", "report/index.html"):
            self.write(page, SOUND.format(""))
        self.write("searchindex.js", "")

    def write(self, path, text):
        file = self.site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def faults(self, content):
        self.write("page.html", SOUND.format(content))
        return faults_of_site(self.site)

    def test_a_sound_site(self):
        self.write("style.css", "p { background: url(data:image/png;base64,) } @import 'more.css';")
        self.write("more.css", "")
        self.assertEqual(
            [],
            self.faults(
                "<a href='#top'>a</a> <a href='slides/#top'>b</a> <a href='index.html?x=1#top'>c</a> <a href='https://example.com/'>d</a>"
                "<link rel='stylesheet' href='style.css'><img src='style.css' alt=''>"
            ),
        )

    def test_what_is_wrong(self):
        for content, fault in (
            ("<a href='gone.html'>a</a>", "page.html: leads nowhere: gone.html"),
            ("<a href='index.html#gone'>a</a>", "page.html: no such anchor: index.html#gone"),
            ("<a href='#gone'>a</a>", "page.html: no such anchor: #gone"),
            ("<a href='javascript:x()'>a</a>", "page.html: a link that nobody can follow: javascript:x()"),
            ("<script src='https://example.com/a.js'></script>", "page.html: loads from elsewhere: https://example.com/a.js"),
            ("<img src='//example.com/a.png' alt=''>", "page.html: loads from elsewhere: //example.com/a.png"),
            ("<link rel='preconnect' href='https://example.com/'>", "page.html: loads from elsewhere: https://example.com/"),
            ("<style>@import url(https://example.com/a.css)</style>", "page.html: loads from elsewhere: https://example.com/a.css"),
            ("<p style='background: url(gone.png)'>", "page.html: loads what isn't there: gone.png"),
            ("<img src='index.html'>", "page.html: no words for index.html"),
        ):
            with self.subTest(content):
                self.assertEqual([fault], self.faults(content))

    def test_a_style_that_loads_from_elsewhere(self):
        self.write("style.css", "@font-face { src: url('https://example.com/a.woff2') }")
        self.assertEqual(
            ["style.css: loads from elsewhere: https://example.com/a.woff2"], self.faults("<link rel='stylesheet' href='style.css'>")
        )

    def test_what_is_missing(self):
        (self.site / "slides/index.html").unlink()
        self.assertEqual(["there is no slides/index.html"], faults_of_site(self.site))

    def test_a_book(self):
        book = self.site / "book.epub"
        with zipfile.ZipFile(book, "w") as epub:
            epub.writestr("mimetype", "application/epub+zip")
            epub.writestr("a.xhtml", "<html><title>A</title><a href='b.xhtml'>b</a></html>")
        self.assertEqual(["book.epub: a.xhtml: leads nowhere: b.xhtml"], faults_of_epub(book))
        with zipfile.ZipFile(book, "w") as epub:
            epub.writestr("a.xhtml", "<html><title>A</title><br></html>")
        self.assertEqual(
            ["book.epub: the first file isn't the EPUB's type", "book.epub: a.xhtml: not well-formed: mismatched tag: line 1, column 28"],
            faults_of_epub(book),
        )


if __name__ == "__main__":
    unittest.main()
