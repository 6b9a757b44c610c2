"""A canvas of shapes and labels with a layout of its own: how wide a text is at most is known before it is drawn."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable, Sequence

from attrs import define, field

from stargate_claims.showing.terminal import inert

SIZE = 12
"""Pixels of an em of most labels."""
LINE_HEIGHT = 18

# Korean fonts of macOS, Windows, Debian and Android, in this order; any other one that the reader has comes last.
FONTS = "'Apple SD Gothic Neo','Malgun Gothic','NanumGothic','Noto Sans KR','Noto Sans CJK KR',sans-serif"

# Ems that a letter takes at most: the widest of DejaVu Sans (Verdana's twin) and the Nanum fonts, as Chromium sets
# them; tests/browser/test_charts.py measures them again.
_LETTERS = {
    char: ems
    for ems, letters in (
        (0.34, " ',.Iijl‘’"),
        (0.41, "ft"),
        (0.47, '!"()/:;[]r·'),
        (0.54, "J`sz|“”"),
        (0.61, "F_ckvxy"),
        (0.67, "$*-0123456789ELPSabdeghnopqu{}"),
        (0.73, "?BT"),
        (0.81, "ACDGKRUVXYZ"),
        (0.91, "#&+<=>HNOQ^w~"),
    )
    for char in letters
}
_OTHER = 1.1
_BOLD = 1.27
"""How much wider a letter is in bold, at most; East Asian wide characters are not."""


def width_of(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """Pixels that a text takes at most: East Asian wide characters one em each, others by the shape of the letter.

    >>> width_of("데이터센터", 10), width_of("GW", 10) < 20
    (50.0, True)
    """
    return sum(_ems(char, bold=bold) for char in text) * size


def _ems(char: str, *, bold: bool) -> float:
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if unicodedata.combining(char):
        return 0.0
    return _LETTERS.get(char, _OTHER) * (_BOLD if bold else 1)


def fitted(text: str, room: float, size: float = SIZE, *, bold: bool = False) -> str:
    """As much of a text as a room holds, with … where something is left out.

    >>> fitted("하늘바다그룹", 50, 10), fitted("한빛AI", 50, 10)
    ('하늘바…', '한빛AI')
    """
    text = " ".join(inert(" ".join(text.split())).split())
    if width_of(text, size, bold=bold) <= room:
        return text
    left = room - width_of("…", size, bold=bold)
    kept = 0
    for char in text:
        left -= width_of(char, size, bold=bold)
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip() + "…"


def paired(name: str, value: str, room: float, size: float = SIZE) -> str:
    """A name and a value on one line: where both do not fit, the name gives way first, for a figure cut is a lie.

    >>> paired("하늘바다그룹", "10억", 90, 10), paired("한빛AI", "10억", 90, 10)
    ('하늘바다… · 10억', '한빛AI · 10억')
    """
    between = " · " if name and value else ""
    left = room - width_of(between + value, size)
    least = width_of("…" + name[:1], size)
    return fitted(fitted(name, max(left, least), size) + between + value, room, size)


def spread(wanted: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """Heights at least ``gap`` apart within a room, each as near as a pass down and one up bring it to what was wanted.

    The room must hold them: ``bottom - top >= gap * (len(wanted) - 1)``.

    >>> spread([10, 11, 90], 10, 0, 95)
    [10, 20, 90]
    """
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    placed: list[float] = []
    for index in order:
        floor = placed[-1] + gap if placed else top
        placed.append(max(wanted[index], floor))
    ceiling = bottom
    for position in range(len(placed) - 1, -1, -1):
        placed[position] = min(placed[position], ceiling)
        ceiling = placed[position] - gap
    found = [0.0] * len(wanted)
    for position, index in enumerate(order):
        found[index] = placed[position]
    return found


@define
class Canvas:
    """Shapes in the order in which they are drawn. Classes name colours, so that a dark page turns them all."""

    width: float
    height: float
    parts: list[str] = field(factory=list)

    def shape(self, tag: str, class_: str = "", /, **attributes: float | str) -> None:
        """One shape; numbers are rounded to a tenth of a pixel."""
        kind = f' class="{class_}"' if class_ else ""
        listed = "".join(f' {name.replace("_", "-")}="{_short(value)}"' for name, value in attributes.items())
        self.parts.append(f"<{tag}{kind}{listed}/>")

    def line(self, x1: float, y1: float, x2: float, y2: float, class_: str = "rule", **paint: float | str) -> None:
        """A straight line."""
        self.shape("line", class_, x1=x1, y1=y1, x2=x2, y2=y2, **paint)

    def path(self, points: Iterable[tuple[float, float]], class_: str = "", **paint: float | str) -> None:
        """Straight lines through points."""
        self.shape("path", class_, d="M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in points), **paint)

    def label(
        self,
        x: float,
        y: float,
        text: str,
        *,
        anchor: str = "start",
        size: float = SIZE,
        class_: str = "ink",
        room: float | None = None,
        bold: bool = False,
    ) -> None:
        """A text whose baseline stands at ``y``, cut where it would not fit into ``room`` pixels."""
        shown = fitted(text, self.width if room is None else room, size, bold=bold)
        if not shown:
            return
        extra = ("" if anchor == "start" else f' text-anchor="{anchor}"') + (' font-weight="600"' if bold else "")
        plain = "" if size == SIZE else f' font-size="{_short(size)}"'
        body = html.escape(shown)
        self.parts.append(f'<text x="{_short(x)}" y="{_short(y)}" class="{class_}"{plain}{extra}>{body}</text>')

    def svg(self, alt: str) -> str:
        """The drawing as a file of its own."""
        size = f'viewBox="0 0 {_short(self.width)} {_short(self.height)}"'
        pixels = f'width="{_short(self.width)}" height="{_short(self.height)}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} {pixels} role="img" font-family="{FONTS}" '
            f'font-size="{SIZE}"><title>{html.escape(inert(" ".join(alt.split())))}</title><style>{_STYLE}</style>'
            f'<rect class="paper" width="100%" height="100%" rx="6"/>{"".join(self.parts)}</svg>'
        )


def _short(value: float | str) -> str:
    """A number to a tenth of a pixel.

    >>> _short(10.04), _short(3.25), _short("end")
    ('10', '3.2', 'end')
    """
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


# What has the paper's colours turns with a dark page; what carries a meaning keeps a middle tone on both.
_STYLE = (
    ".paper{fill:#fdfcfa}.ink{fill:#26292c}.soft{fill:#62686e}.rule{stroke:#9aa0a6}.grid{stroke:#e4e2dd}"
    ".hint{stroke:#b4b8bc;stroke-dasharray:2 2;fill:none}.now{stroke:#62686e;stroke-dasharray:5 3}"
    ".clash{stroke:#cf4436;stroke-width:2;fill:none}.clashed{fill:#cf4436}"
    "@media (prefers-color-scheme:dark){.paper{fill:#1b1d1f}.ink{fill:#eceae6}.soft{fill:#a8adb2}.rule{stroke:#767c82}"
    ".grid{stroke:#34373a}.hint{stroke:#6a7076}.now{stroke:#a8adb2}}"
)
