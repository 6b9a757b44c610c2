"""Every error this package raises.

    StargateClaimsError
    ├── InvalidInterval (ValueError)     no number lies within the bounds, or a bound is no exact number
    ├── InvalidWindow (ValueError)       a day or span that is not EDTF, or ends before it starts
    ├── InvalidQuantity (ValueError)     a quantity whose parts do not fit together
    ├── InvalidClaim (ValueError)        a claim that could not mean anything
    ├── InvalidRule (ValueError)         a rule without why, cases or bound variables
    ├── UnknownName (LookupError)        a measure, entity, unit, source or claim nobody defined
    ├── FigureError (ValueError)         text that is not one figure
    ├── LedgerError (ValueError)         a ledger that could not be read or written: every problem at once
    │   └── LedgerBusy (ValueError)      others wrote to it until the deadline
    ├── MissingExtra (ImportError)       a library that is installed only where it is asked for
    └── RateError (LookupError)          no exchange rate for a day, or no rates at all

Every class passes all its arguments to ``super().__init__`` so that it pickles.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class StargateClaimsError(Exception):
    """The root: ``except StargateClaimsError`` catches all that this package raises itself."""


class InvalidInterval(StargateClaimsError, ValueError):
    """No number lies within the bounds, or a bound is not an exact number."""


class InvalidWindow(StargateClaimsError, ValueError):
    """A window of days that is not EDTF, or that ends before it starts."""


class InvalidQuantity(StargateClaimsError, ValueError):
    """A quantity whose unit, bounds and nominal do not fit together."""


class InvalidClaim(StargateClaimsError, ValueError):
    """A claim whose parts do not make one statement."""


class InvalidRule(StargateClaimsError, ValueError):
    """A rule that lacks an explanation or cases, or that uses a variable nothing binds."""


class MissingExtra(StargateClaimsError, ImportError):
    """A library that is not installed: it comes with an extra of this package.

    Attributes:
        what: what needs it.
        extra: the extra that brings it.

    >>> print(MissingExtra("a data frame", "frames"))
    a data frame needs a library that is not installed: pip install 'stargate-claims[frames]'
    """

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(what, extra)
        self.what, self.extra = what, extra

    def __str__(self) -> str:
        return f"{self.what} needs a library that is not installed: pip install 'stargate-claims[{self.extra}]'"


@contextmanager
def brought_by(extra: str, what: str) -> Iterator[None]:
    """Around imports of what an extra brings: where they fail, it says how to install it.

    Raises:
        MissingExtra: in place of an ImportError.

    >>> try:
    ...     with brought_by("spark", "Spark"):
    ...         import no_such_library
    ... except MissingExtra as error:
    ...     print(error)
    Spark needs a library that is not installed: pip install 'stargate-claims[spark]'
    """
    try:
        yield
    except ImportError as error:
        raise MissingExtra(what, extra) from error


class UnknownName(StargateClaimsError, LookupError):
    """A name that no table defines.

    Attributes:
        kind: what was looked for: "measure", "entity", "unit", "source", "claim", "key" …
        name: the name as written.
        near: defined names that resemble it, best first.
    """

    def __init__(self, kind: str, name: str, near: Iterable[str] = ()) -> None:
        self.kind, self.name, self.near = kind, name, tuple(near)
        super().__init__(kind, name, self.near)

    @property
    def hint(self) -> str:
        """What to do next, as a clause."""
        if self.near:
            return "did you mean " + " or ".join(repr(word) for word in self.near) + "?"
        if self.kind == "question":
            return "no claim answers it; `stargate-claims timeline PATH` lists the questions of a ledger"
        return f"define this {self.kind} first, or correct its name"

    def __str__(self) -> str:
        return f"unknown {self.kind} {self.name!r}; {self.hint}"


class FigureError(StargateClaimsError, ValueError):
    """Text that is not exactly one figure.

    Attributes:
        text: the text that was read.
        position: code points from its start to the first character that does not fit.
        hint: what would be readable.
    """

    def __init__(self, text: str, position: int, hint: str) -> None:
        self.text, self.position, self.hint = text, position, hint
        super().__init__(text, position, hint)

    def __str__(self) -> str:
        shown = self.text if len(self.text) <= 60 else self.text[:57] + "..."
        return f"not one figure: {shown!r}, at character {self.position}; {self.hint}"


MOST_SHOWN = 100
"""Problems that are printed; the rest are of the same sort, or follow from them."""


class LedgerError(StargateClaimsError, ValueError):
    """A ledger that could not be read.

    Attributes:
        problems: every problem found, each printed as ``file:line:column: code message; hint``; of more than a hundred
            the first are printed, and how many there are.

    >>> print(str(LedgerError(f"a.yaml:{line}:1: empty" for line in range(1, 1503)))[-65:])
    a.yaml:100:1: empty
    ... and 1,402 more problems; mend these first
    """

    def __init__(self, problems: Iterable[object]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        shown = [str(problem) for problem in self.problems[:MOST_SHOWN]]
        left = len(self.problems) - len(shown)
        if left:
            shown.append(f"... and {left:,} more problem{'' if left == 1 else 's'}; mend these first")
        return "\n".join(shown)


class LedgerBusy(LedgerError):
    """A ledger that others wrote to until the deadline; nothing was added."""


class LedgerWarning(UserWarning):
    """A ledger was read, but not all of its file: an append that never ended was passed over."""


class RateError(StargateClaimsError, LookupError):
    """No exchange rate is known for a pair of currencies on a day."""
