"""The slides, made from docs/teaching/slides.md. A block quote is what the speaker says."""

from docutils import nodes
from sphinx import addnodes

project = "Multi-stage builds"
author = "the contributors"
language = "en"

extensions = ["myst_parser", "sphinx_revealjs"]
nitpicky = True

templates_path = ["templates"]
revealjs_static_path = ["static"]
revealjs_style_theme = "slides.css"
revealjs_use_section_ids = True
html_favicon = "../theme/static/icon.svg"
html_copy_source = False
revealjs_script_conf = {"hash": True, "slideNumber": "c/t", "transition": "none", "width": 1280, "height": 800, "margin": 0.04}
revealjs_script_plugins = [{"name": "RevealNotes", "src": "revealjs/plugin/notes/notes.js"}]


def speak(app, doctree):
    """Not as sphinx-revealjs does it: that makes one paragraph of a note, without its commands, lists, and links."""
    for quote in list(doctree.findall(nodes.block_quote)):
        begin, end = (nodes.raw("", tag, format="html") for tag in ('<aside class="notes">', "</aside>"))
        quote.replace_self([begin, *quote.children, end])


def lead_to_the_site(app, doctree):
    """prepare.py has written the links as they are from the slides' place in the site. check.py follows them."""
    for link in list(doctree.findall(addnodes.pending_xref)):
        link.replace_self(nodes.reference("", "", *link.children, internal=True, refuri=link["reftarget"]))


def setup(app):
    app.connect("doctree-read", speak)
    app.connect("doctree-read", lead_to_the_site)
