"""Makes Sphinx projects of the repository's Markdown: prepare.py REPOSITORY OUTPUT

OUTPUT/pages becomes the site and the EPUB, OUTPUT/slides the slides. The Markdown stays as GitHub shows it. What a site needs besides is added here:
- README.md is its directory's index.
- A link to a file that isn't Markdown leads to a page that shows the file, and a link to a directory to a list of its files.
- The order of the pages is the order in which docs/README.md links them.
- The comments that tell the repository's tests what to check are left out.
"""

import os
import re
import shutil
import sys
from pathlib import Path, PurePosixPath

# Where pages with the repository's other files are.
FILES = PurePosixPath("files")
# A larger file is offered for download.
MOST_BYTES = 100_000
PICTURES = {".svg", ".png"}
# Cases of tests, written for readers at another place.
NOT_PAGES = ("image-report/src/test/resources/multistage/",)
CONTENTS = PurePosixPath("docs/README.md")
SLIDES = PurePosixPath("docs/teaching/slides.md")

FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
COMMENT = re.compile(r"^<!--.*?-->\n", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"(?<!`)(`+)(?!`)((?!\n\n).)+?(?<!`)\1(?!`)", re.DOTALL)
TARGET = re.compile(r"\]\(([^()\s]+)\)")
MINUTES = re.compile(
    r"(?m)^> \*\*(?:(?P<both>\d+) min(?: \(three hours: (?P<longer>\d+)\))?|Three hours only: (?P<only>\d+) min)\.\*\* "
)
LANGUAGES = {
    ".bash": "bash",
    ".c": "c",
    ".css": "css",
    ".go": "go",
    ".java": "java",
    ".json": "json",
    ".properties": "properties",
    ".py": "python",
    ".sh": "bash",
    ".xml": "xml",
    ".yaml": "yaml",
    ".yml": "yaml",
}


def prose(markdown):
    """The text in parts: (whether it is prose, part). The others are blocks of code."""
    parts, lines, fence = [], [], None

    def end(is_prose):
        if lines:
            parts.append((is_prose, "".join(lines)))
            lines.clear()

    for line in markdown.splitlines(keepends=True):
        mark = FENCE.match(line)
        if fence is None and mark:
            end(True)
            fence = mark.group(1)
            lines.append(line)
        else:
            lines.append(line)
            if fence and mark and mark.group(1).startswith(fence) and line.strip() == mark.group(1):
                end(False)
                fence = None
    end(fence is None)
    return parts


def page_of(path):
    """The path of the page that a Markdown file becomes."""
    return path.with_name("index.md") if path.name == "README.md" else path


def visible(path):
    """Without hidden directories, which hosts of pages leave out."""
    return PurePosixPath(*(re.sub(r"^\.", "dot-", part) for part in path.parts))


def of_plan(slides, duration, *groups):
    """The slides that a plan has, each note with that plan's minutes; the first slide, which has the title, names the plan."""
    title, *rest = re.split(r"(?m)^(?=##)", slides)
    kept = [re.sub(r"(?m)^(# .*)$", rf"\1 {duration}", title, count=1)]
    for slide in rest:
        note = MINUTES.search(slide)
        minutes = next((note[group] for group in groups if note[group]), None) if note else None
        if minutes:
            kept.append(MINUTES.sub(f"> **{minutes} min.** ", slide))
    return "".join(kept)


class Site:
    def __init__(self, repository, output):
        self.repository = repository
        self.output = output / "pages"
        self.slides = output / "slides"
        self.pages = {}
        self.shown = {}

    def make(self):
        for file in sorted(self.repository.rglob("*.md")):
            path = PurePosixPath(file.relative_to(self.repository).as_posix())
            if not str(path).startswith(NOT_PAGES):
                self.pages[page_of(path)] = path
        texts = {page: self.text(path, page) for page, path in self.pages.items()}
        for page, trees in self.contents().items():
            texts[page] += "".join(trees)
        for page, text in texts.items():
            self.write(page, text)
        self.make_slides()

    def make_slides(self):
        """The site has a presentation for each plan in slides/. From there, their links lead to its pages."""
        self.slides.mkdir(parents=True, exist_ok=True)
        text = self.rewrite((self.repository / SLIDES).read_text(encoding="utf-8"), self.target_of_slides)
        (self.slides / "index.md").write_text(of_plan(text, "in 90 minutes", "both"), encoding="utf-8")
        long = of_plan(text, "in three hours", "longer", "only", "both")
        (self.slides / "three-hours.md").write_text(f"---\norphan: true\n---\n\n{long}", encoding="utf-8")

    def target_of_slides(self, link):
        target = self.target(link, SLIDES, PurePosixPath("slides/index.md"))
        if not target.endswith(tuple(PICTURES)):
            return re.sub(r"\.md(?=#|$)", ".html", target)
        picture = PurePosixPath(os.path.normpath(PurePosixPath("slides") / target))
        shutil.copyfile(self.repository / picture, self.slides / picture.name)
        return picture.name

    def text(self, path, page):
        markdown = (self.repository / path).read_text(encoding="utf-8")
        return self.rewrite(markdown, lambda link: self.target(link, path, page))

    def rewrite(self, markdown, target):
        """The text without comments, its links as target gives them."""
        parts = prose(markdown)
        return "".join(self.outside_code(part, target) if is_prose else part for is_prose, part in parts)

    def outside_code(self, text, target):
        kept = []

        def keep(code):
            kept.append(code.group())
            return f"\0{len(kept) - 1}\0"

        text = CODE.sub(keep, COMMENT.sub("", text))
        text = TARGET.sub(lambda link: f"]({target(link.group(1))})", text)
        return re.sub("\0(\\d+)\0", lambda number: kept[int(number.group(1))], text)

    def target(self, link, path, page):
        """Where a link of that file leads to on that page."""
        if re.match(r"[a-z]+:|#", link):
            return link
        target, _, anchor = link.partition("#")
        found = self.place(PurePosixPath(os.path.normpath(path.parent / target)))
        return os.path.relpath(found, page.parent) + (f"#{anchor}" if anchor else "")

    def place(self, path):
        """Which file of the project stands for that one of the repository."""
        file = self.repository / path
        if not file.exists():
            raise SystemExit(f"prepare.py: there is no {path}")
        if file.is_dir():
            if path / "index.md" in self.pages:
                return path / "index.md"
            return self.show(path, FILES / visible(path) / "index.md", self.listing)
        if page_of(path) in self.pages:
            return page_of(path)
        if file.suffix in PICTURES or file.stat().st_size > MOST_BYTES:
            copy = self.output / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
            return path
        return self.show(path, FILES / f"{visible(path)}.md", self.file)

    def show(self, path, page, text):
        if path not in self.shown:
            self.shown[path] = page
            # No table of contents has these pages. They are reached by links, and by searching.
            self.write(page, f"---\norphan: true\n---\n\n# `{path}`\n\n{text(path, page)}")
        return self.shown[path]

    def file(self, path, page):
        code = (self.repository / path).read_text(encoding="utf-8")
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", code)), default=0))
        language = "docker" if path.name.endswith("Dockerfile") else LANGUAGES.get(path.suffix, "text")
        if language == "text" and code.startswith("#!/usr/bin/env bash"):
            language = "bash"
        return f"{fence}{language}\n{code.rstrip()}\n{fence}\n"

    def listing(self, path, page):
        names = sorted((self.repository / path).iterdir(), key=lambda name: (name.is_file(), name.name))
        lines = []
        for name in names:
            place = os.path.relpath(self.place(path / name.name), page.parent)
            lines.append(f"- [{name.name}{'/' * name.is_dir()}]({place})\n")
        return "".join(lines)

    def contents(self):
        """Page -> its tables of contents, as text."""
        trees = {PurePosixPath("index.md"): []}
        left = dict.fromkeys(self.pages)
        del left[PurePosixPath("index.md")]
        sections = re.split(r"(?m)^## (.+)$", (self.repository / CONTENTS).read_text(encoding="utf-8"))
        named = [("Start", [page_of(CONTENTS)])]
        for title, text in zip(sections[1::2], sections[2::2]):
            links = (link.partition("#")[0] for link in TARGET.findall(text) if "://" not in link)
            named.append((title, [page_of(PurePosixPath(os.path.normpath(CONTENTS.parent / link))) for link in links]))
        placed = []
        for title, pages in named:
            pages = [page for page in dict.fromkeys(pages) if page in left]
            for page in pages:
                del left[page]
            if pages:
                placed.append((title, pages))
        # An index has what is below it, the deepest first.
        indices = [page for _, pages in placed for page in pages if page.name == "index.md" and page != page_of(CONTENTS)]
        for index in sorted(indices, key=lambda page: -len(page.parts)):
            below = [page for page in left if page.is_relative_to(index.parent)]
            for page in below:
                del left[page]
            if below:
                trees[index] = [toctree("", index, below)]
        if left:
            placed.append(("More", list(left)))
        trees[PurePosixPath("index.md")] = [toctree(title, PurePosixPath("index.md"), pages) for title, pages in placed]
        return trees

    def write(self, page, text):
        file = self.output / page
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def toctree(caption, page, pages):
    lines = [f":caption: {caption}"] if caption else []
    lines += [os.path.relpath(entry.with_suffix(""), page.parent) for entry in pages]
    return "\n```{toctree}\n:hidden:\n" + "\n".join(lines) + "\n```\n"


if __name__ == "__main__":
    Site(Path(sys.argv[1]), Path(sys.argv[2])).make()
