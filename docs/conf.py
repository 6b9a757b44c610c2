"""How Sphinx builds the documentation: one project, English and Korean, every notebook run, nothing fetched.

sphinx-build -W --keep-going docs OUT
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.domains.python import PyObject

from stargate_claims import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "stargate_claims"
author = "the stargate_claims authors"
release = version = __version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3

nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 60
nb_execution_show_tb = True

autodoc_typehints_format = "short"
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True}
napoleon_use_ivar = True
add_module_names = False
maximum_signature_line_length = 100

html_theme = "furo"
html_title = f"stargate_claims {version}"
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_copy_source = False
html_show_sphinx = html_show_copyright = False

KOREAN = {
    "On this page": "이 문서의 차례",
    "Next": "다음",
    "Previous": "이전",
    "Back to top": "맨 위로",
    "Home": "첫 화면",
    "Search": "찾기",
}
"""The words that the theme puts on every page."""


def speak(_app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """A Korean page says that it is Korean, to browsers and screen readers too."""
    if page.startswith("ko/"):
        usual = context.get("_", str)
        context["language"] = "ko"
        context["_"] = context["gettext"] = lambda text: KOREAN.get(text) or usual(text)


def keep_colon(_app: Sphinx, what: str, _name: str, _object: object, _options: object, lines: list[str]) -> None:
    """A colon in the first line of a property would be taken for the end of a type."""
    if what in ("property", "attribute", "data") and lines:
        lines[0] = lines[0].replace(": ", " – ", 1)


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("html-page-context", speak)
    app.connect("autodoc-process-docstring", keep_colon, priority=400)  # before napoleon reads it
    for field in PyObject.doc_field_types:
        if field.name == "variable":
            field.label = "Attributes"
