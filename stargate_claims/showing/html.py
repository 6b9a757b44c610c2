"""Markup that cannot run: elements by name, text escaped and kept in its own direction, no style or address from data.

Everything that shows records as HTML is built from :func:`element`; a reader's text can only become text.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterable

from stargate_claims.showing.terminal import inert
from stargate_claims.showing.words import pick

MAX_TEXT = 600
"""Characters of one text that are shown; of a longer one, its beginning and its length."""

VOID = frozenset({"br", "col", "hr", "img", "input", "meta", "wbr"})
"""Elements without content or end tag (HTML standard, section 13.1.2)."""

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_STYLE = re.compile(r"[-\w\s#%(),.:;!/+*]*")
_ADDRESS = re.compile(r"(?:https?://[^/\s\\]|#)[^\s\\]*", re.IGNORECASE)
_IMAGE = re.compile(r"data:image/(?:svg\+xml|png);base64,[A-Za-z0-9+/]*={0,2}")


class Html(str):
    """Markup that is shown as it is: what :func:`element` and its like return."""

    __slots__ = ()


Content = Html | str | None
"""Markup, text that is yet to be escaped, or nothing."""


def escaped(text: str) -> Html:
    r"""Text as text: every special character escaped, every steering character made visible, line breaks as spaces.

    >>> escaped("<b> \u202e\n'&\"")
    '&lt;b&gt; \\u202e &#x27;&amp;&quot;'
    """
    return Html(html.escape(inert(" ".join(text.splitlines()).replace("\t", " "))))


def shortened(text: str, language: str, most: int = MAX_TEXT) -> str:
    """A text, or its beginning and how long it is.

    >>> shortened("가나다라마", "ko", 2)
    '가나… (5자)'
    """
    if len(text) <= most:
        return text
    return f"{text[:most]}… ({pick((f'{len(text):,}자', f'{len(text):,} characters'), language)})"


def isolated(text: str, language: str = "ko") -> Html:
    """Text from data in an element of its own direction, so that it cannot turn the words around it.

    >>> isolated("<i>알파</i>")
    '<bdi>&lt;i&gt;알파&lt;/i&gt;</bdi>'
    """
    return element("bdi", shortened(text, language)) if text else Html()


def joined(parts: Iterable[Content], between: Content = None) -> Html:
    """Several parts in a row, what is empty left out."""
    return Html(_markup(between).join(markup for part in parts if (markup := _markup(part))))


def element(tag: str, *content: Content, style: str = "", **attributes: str | int | bool | None) -> Html:
    """One element.

    Args:
        tag: its name.
        content: markup or text; text is escaped.
        style: declarations from this package's own tables, never from data.
        attributes: a trailing underscore is dropped and others become hyphens (``class_``, ``aria_label``); True is an
            attribute without a value, None and False leave it out.

    Raises:
        ValueError: for a name or an attribute that could run, load or restyle something.

    >>> element("td", "a<b", colspan=2)
    '<td colspan="2">a&lt;b</td>'
    >>> element("a", "x", href="javascript:alert(1)")
    Traceback (most recent call last):
    ValueError: 'javascript:alert(1)' is no address that may be shown as href
    """
    if not _NAME.fullmatch(tag) or tag in ("script", "style", "iframe", "object", "embed"):
        raise ValueError(f"no element of the name {tag!r} is made from records")
    given = {"style": style or None, **attributes}
    opening = tag + "".join(_attribute(name, value) for name, value in given.items())
    if tag in VOID:
        return Html(f"<{opening}>")
    return Html(f"<{opening}>{joined(content)}</{tag}>")


def _attribute(name: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = name.rstrip("_").replace("_", "-")
    text = "" if value is True else str(value)
    if not _NAME.fullmatch(name) or name.startswith("on"):
        raise ValueError(f"no attribute of the name {name!r} is made from records")
    if name == "style" and (not _STYLE.fullmatch(text) or "url" in text):
        raise ValueError(f"{text!r} is no style of this package")
    allowed = {"href": _ADDRESS, "src": _IMAGE}.get(name)
    if allowed is not None and not allowed.fullmatch(text):
        raise ValueError(f"{text!r} is no address that may be shown as {name}")
    return f" {name}" if value is True else f' {name}="{escaped(text)}"'


def address(url: str | None) -> str | None:
    """An address that may be a link (http, https); None for any other.

    >>> address("https://example.org/a"), address("JaVaScRiPt:alert(1)"), address("//evil.example/x")
    ('https://example.org/a', None, None)
    """
    return url if url and url[0] != "#" and inert(url) == url and _ADDRESS.fullmatch(url) else None


def image(svg: str, alt: str, style: str = "") -> Html:
    """A drawing as an image: it cannot run, and an untrusted notebook shows it too."""
    data = base64.b64encode(svg.encode()).decode("ascii")
    return element("img", src=f"data:image/svg+xml;base64,{data}", alt=alt, style=style)


def folded(summary: Content, *content: Content, is_open: bool = False, style: str = "") -> Html:
    """Content behind a line that a reader opens."""
    return element("details", element("summary", summary), *content, open=is_open, style=style)


def _markup(content: Content) -> Html:
    if content is None:
        return Html()
    return content if isinstance(content, Html) else escaped(content)
