"""What a notebook or a terminal asks of a record that it is to show; the display itself lives in showing."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol


class Display(Protocol):
    """A record as a reader sees it: HTML, Markdown and text for notebooks, a renderable for rich."""

    def _repr_html_(self) -> str: ...

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]: ...

    def __rich_console__(self, console: Any, options: Any) -> Iterable[Any]: ...


class Drawing(Protocol):
    """A chart: what notebooks show, ``.save`` keeps and ``.to_altair`` hands over to be styled anew."""

    @property
    def svg(self) -> str:
        """The drawing, a file of its own without script or address."""

    @property
    def alt(self) -> str:
        """What it shows, in words."""

    def _repr_html_(self) -> str: ...

    def save(self, path: str | os.PathLike[str], *, scale: float = 2, fonts: tuple[str, ...] = ()) -> Path:
        """Keep it as a file that ends in .svg or .png."""
        ...

    def to_altair(self) -> Any:
        """The same rows as an Altair chart."""


class Shown:
    """A record that notebooks show: ``record`` in its ledger's language, ``record.show("en")`` in another one."""

    __slots__ = ()

    def show(self, language: str | None = None) -> Display:
        """The record as a notebook or ``rich.print`` shows it.

        Args:
            language: "ko" or "en"; by default the ledger's own, or, for a claim or figure that knows no ledger, the
                language in which it was printed.

        Raises:
            ValueError: for another language.
        """
        from stargate_claims.showing.display import display

        return display(self, language)

    def _repr_html_(self) -> str:
        return self.show()._repr_html_()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return self.show()._repr_mimebundle_(include, exclude)

    def __rich_console__(self, console: Any, options: Any) -> Iterable[Any]:
        return self.show().__rich_console__(console, options)
