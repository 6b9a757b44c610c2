"""A chart: a drawing, the words that stand for it, and the rows that it was drawn from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from attrs import field, frozen

from stargate_claims.errors import brought_by
from stargate_claims.judging.report import Report
from stargate_claims.showing.charts.canvas import Canvas, width_of
from stargate_claims.showing.html import image
from stargate_claims.showing.words import LANGUAGES

_KINDS = (".svg", ".png")


@frozen(kw_only=True)
class Chart:
    """A small drawing that notebooks show and files keep.

    Attributes:
        svg: the drawing, a file of its own without script or address.
        alt: what it shows, in words, for those who cannot see it.
        rows: what it was drawn from, for those who draw it anew.
        encoding: how Altair draws the rows: the mark, and its channels.
    """

    svg: str = field(repr=False)
    alt: str
    rows: tuple[dict[str, Any], ...] = field(default=(), repr=False)
    encoding: dict[str, Any] = field(factory=dict, repr=False)

    def _repr_html_(self) -> str:
        return str(image(self.svg, self.alt, "max-width:100%;height:auto"))

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        del include, exclude  # a front end picks from what it is given
        return {"text/plain": self.alt, "text/html": self._repr_html_()}

    def save(self, path: str | os.PathLike[str], *, scale: float = 2, fonts: tuple[str, ...] = ()) -> Path:
        """Keep the drawing as a file.

        Args:
            path: ends in .svg or .png.
            scale: pixels of a PNG for each pixel of the drawing.
            fonts: font files for a PNG, where the system has no Korean one.

        Raises:
            ValueError: for another kind of file.
            MissingExtra: where a PNG is asked for and resvg-py is not installed, with the command that installs it.
        """
        target = Path(path)
        kind = target.suffix.lower()
        if kind not in _KINDS:
            raise ValueError(f"charts are saved as {' or '.join(_KINDS)}, not as {target.name!r}")
        data = self.svg.encode() if kind == ".svg" else self._png(scale, fonts)
        target.write_bytes(data)
        return target

    def _png(self, scale: float, fonts: tuple[str, ...]) -> bytes:
        with brought_by("charts", "a PNG (an .svg needs none)"):
            from resvg_py import svg_to_bytes
        return bytes(svg_to_bytes(svg_string=self.svg, zoom=scale, font_files=list(fonts) or None))

    def to_altair(self) -> Any:
        """The same rows as an Altair chart, to be styled anew.

        Raises:
            MissingExtra: where Altair is not installed, with the command that installs it.
        """
        with brought_by("charts", "an Altair chart"):
            import altair
        values = [{name: _plain(value) for name, value in row.items()} for row in self.rows]
        chart: dict[str, Any] = {"data": {"values": values}, "description": self.alt, **self.encoding}
        return altair.Chart.from_dict(chart)


def _plain(value: Any) -> Any:
    """A value as vega draws it: numbers in the binary form that screens need anyway, days as text."""
    from datetime import date
    from decimal import Decimal

    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value


def shown_language(report: Report, asked: str | None) -> str:
    """The language of a chart: the report's own unless another one is asked for.

    Raises:
        ValueError: for a language other than "ko" and "en".
    """
    language = (report.language if report.language in LANGUAGES else "en") if asked is None else asked
    if language not in LANGUAGES:
        raise ValueError(f"charts are in 'ko' or 'en', not {language!r}")
    return language


def finished(canvas: Canvas, alt: str, rows: tuple[dict[str, Any], ...], encoding: dict[str, Any]) -> Chart:
    """A chart of what was drawn."""
    return Chart(svg=canvas.svg(alt), alt=alt, rows=rows, encoding=encoding)


def empty(message: str) -> Chart:
    """A chart that says why there is nothing to draw."""
    canvas = Canvas(width_of(message) + 41, 60)
    canvas.label(20, 36, message, class_="soft")
    return Chart(svg=canvas.svg(message), alt=message)
