"""The site and the EPUB, made from what prepare.py writes."""

import json
import re
from pathlib import Path

project = "Multi-stage builds, measured"
author = "the contributors"
copyright = "the contributors. Text: CC BY 4.0. Code: Apache License 2.0"
language = "en"
# Dates are in the text. A build's own date would make every build another one.
html_last_updated_fmt = None
today_fmt = ""

# sphinx-build -t epub. Readers of a book can't press buttons.
book = tags.has("epub")  # noqa: F821, which Sphinx defines
extensions = ["myst_parser"] if book else ["myst_parser", "sphinx_copybutton"]
myst_heading_anchors = 6
nitpicky = True
# Output with … is no valid JSON or YAML.
suppress_warnings = ["misc.highlighting_failure"]

html_theme = "furo"
html_title = project
html_favicon = "theme/static/icon.svg"
html_copy_source = False
html_show_sphinx = False
html_use_index = False
html_static_path = ["theme/epub" if book else "theme/static"]
html_css_files = [] if book else ["site.css"]
html_js_files = [] if book else [("site.js", {"defer": "defer"})]
templates_path = ["theme/templates"]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "links.html",
        "sidebar/scroll-end.html",
    ]
}
# What commands print is for reading.
copybutton_selector = "div:not(.highlight-text) > div.highlight > pre"

epub_theme = "epub"
epub_title = project
epub_author = author
epub_publisher = author
epub_contributor = author
epub_description = "A course on multi-stage builds, with measured images"
epub_copyright = copyright
epub_identifier = "multi-stage-builds-measured"
epub_scheme = "URN"
epub_uid = "multi-stage-builds-measured"
epub_basename = "multi-stage-builds"
epub_show_urls = "no"
epub_tocdepth = 2


def name_the_run(app, config):
    """There are no releases: what tells two EPUBs apart is the run whose figures they show."""
    report = json.loads((Path(app.srcdir) / "docs/data/report.json").read_text(encoding="utf-8"))
    config.version = config.release = report["recordedAt"][:10]


# What axe-core finds in pages as the theme makes them.
ACCESSIBLE = (
    (re.compile(r'(<p class="caption") role="heading"'), r"\1"),
    (re.compile(r'<aside class="sidebar-drawer"'), r'\g<0> aria-label="All pages"'),
    (re.compile(r'<aside class="toc-drawer[^"]*"'), r'\g<0> aria-label="On this page"'),
    (re.compile(r"<th([^>]*)><p></p></th>"), r"<td\1></td>"),
)


def make_accessible(app, exception):
    if exception or app.builder.name != "html":
        return
    for file in Path(app.outdir).rglob("*.html"):
        html = file.read_text(encoding="utf-8")
        for pattern, replacement in ACCESSIBLE:
            html = pattern.sub(replacement, html)
        file.write_text(html, encoding="utf-8")


def setup(app):
    app.connect("config-inited", name_the_run)
    app.connect("build-finished", make_accessible)
