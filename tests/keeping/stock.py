"""Claims for stores: small, valid, and different from one another."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from stargate_claims.errors import LedgerWarning
from stargate_claims.keeping.saving import open_store
from stargate_claims.model.claims import Claim
from stargate_claims.model.intervals import Window
from stargate_claims.model.sources import Locator, Source
from stargate_claims.model.vocabulary import Label
from stargate_claims.reading.figures import parse_quantity

START = date(2030, 1, 1)
SOURCE = Source(id="one", publisher="daily-one", published=Window.on(START + timedelta(400)))


def claim(number: int, **changes: object) -> Claim:
    """The claim of a number."""
    fields: dict[str, object] = {
        "id": f"k{number:05}",
        "by": ("park-jisoo",),
        "source": SOURCE,
        "said": Window.on(START + timedelta(number % 365)),
        "subject": ("hanbit",),
        "measure": "funds_available",
        "quantity": parse_quantity(f"{number + 1}억원"),
        "locator": Locator(paragraph=number % 40 + 1),
        "summary": Label(
            ko=f"{number + 1}억원이 있다고 밝힘", en=f"says that {number + 1} hundred million won are there"
        ),
        **changes,
    }
    return Claim(**fields)  # type: ignore[arg-type] # changes are checked by the test that makes them


def claims(count: int, start: int = 0) -> list[Claim]:
    """So many claims, from a number on."""
    return [claim(number) for number in range(start, start + count)]


def filled(path: Path, count: int) -> Path:
    """A store of one source and so many claims."""
    with open_store(path, create=True) as store:
        store.append_many(claims(count))
    return path


@contextmanager
def torn_tails_allowed() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LedgerWarning)
        yield
