"""A ledger of claims that says which of them cannot both be true, and why.

Nothing is imported before it is used: ``import stargate_claims`` itself costs next to nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers know it: importing typing would double the cost

if TYPE_CHECKING:
    from stargate_claims.errors import FigureError as FigureError
    from stargate_claims.errors import InvalidClaim as InvalidClaim
    from stargate_claims.errors import InvalidInterval as InvalidInterval
    from stargate_claims.errors import InvalidQuantity as InvalidQuantity
    from stargate_claims.errors import InvalidRule as InvalidRule
    from stargate_claims.errors import InvalidWindow as InvalidWindow
    from stargate_claims.errors import LedgerBusy as LedgerBusy
    from stargate_claims.errors import LedgerError as LedgerError
    from stargate_claims.errors import LedgerWarning as LedgerWarning
    from stargate_claims.errors import MissingExtra as MissingExtra
    from stargate_claims.errors import RateError as RateError
    from stargate_claims.errors import StargateClaimsError as StargateClaimsError
    from stargate_claims.errors import UnknownName as UnknownName
    from stargate_claims.judging.consistency import check_consistency as check_consistency
    from stargate_claims.judging.report import Diff as Diff
    from stargate_claims.judging.report import Report as Report
    from stargate_claims.keeping.ledger import Ledger as Ledger
    from stargate_claims.keeping.library import example as example
    from stargate_claims.keeping.library import load as load
    from stargate_claims.model.claims import Attribution as Attribution
    from stargate_claims.model.claims import Claim as Claim
    from stargate_claims.model.findings import Edge as Edge
    from stargate_claims.model.findings import Finding as Finding
    from stargate_claims.model.intervals import Interval as Interval
    from stargate_claims.model.intervals import Window as Window
    from stargate_claims.model.quantities import Hedge as Hedge
    from stargate_claims.model.quantities import Quantity as Quantity
    from stargate_claims.model.quantities import Rate as Rate
    from stargate_claims.model.rules import Rule as Rule
    from stargate_claims.model.rules import Suppression as Suppression
    from stargate_claims.model.sources import Locator as Locator
    from stargate_claims.model.sources import Source as Source
    from stargate_claims.model.vocabulary import Entity as Entity
    from stargate_claims.model.vocabulary import EntityFact as EntityFact
    from stargate_claims.model.vocabulary import Label as Label
    from stargate_claims.model.vocabulary import Measure as Measure
    from stargate_claims.model.vocabulary import Question as Question
    from stargate_claims.model.vocabulary import Vocabulary as Vocabulary
    from stargate_claims.reading.dates import DateMention as DateMention
    from stargate_claims.reading.dates import find_dates as find_dates
    from stargate_claims.reading.doubts import Doubt as Doubt
    from stargate_claims.reading.draft import Draft as Draft
    from stargate_claims.reading.draft import Extractor as Extractor
    from stargate_claims.reading.extract import extract_claims as extract_claims
    from stargate_claims.reading.figures import Figure as Figure
    from stargate_claims.reading.figures import find_figures as find_figures
    from stargate_claims.reading.figures import parse_quantity as parse_quantity
    from stargate_claims.showing.mentions import figures_frame as figures_frame

__version__ = "0.1.0"

_HOMES = {
    "errors": (
        "FigureError",
        "InvalidClaim",
        "InvalidInterval",
        "InvalidQuantity",
        "InvalidRule",
        "InvalidWindow",
        "LedgerBusy",
        "LedgerError",
        "LedgerWarning",
        "MissingExtra",
        "RateError",
        "StargateClaimsError",
        "UnknownName",
    ),
    "judging.consistency": ("check_consistency",),
    "judging.report": ("Diff", "Report"),
    "keeping.ledger": ("Ledger",),
    "keeping.library": ("example", "load"),
    "model.claims": ("Attribution", "Claim"),
    "model.findings": ("Edge", "Finding"),
    "model.intervals": ("Interval", "Window"),
    "model.quantities": ("Hedge", "Quantity", "Rate"),
    "model.rules": ("Rule", "Suppression"),
    "model.sources": ("Locator", "Source"),
    "model.vocabulary": ("Entity", "EntityFact", "Label", "Measure", "Question", "Vocabulary"),
    "reading.dates": ("DateMention", "find_dates"),
    "reading.doubts": ("Doubt",),
    "reading.draft": ("Draft", "Extractor"),
    "reading.extract": ("extract_claims",),
    "reading.figures": ("Figure", "find_figures", "parse_quantity"),
    "showing.mentions": ("figures_frame",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

# The literal list is what type checkers and editors read; a test holds it to the table above.
__all__ = [
    "Attribution",
    "Claim",
    "DateMention",
    "Diff",
    "Doubt",
    "Draft",
    "Edge",
    "Entity",
    "EntityFact",
    "Extractor",
    "Figure",
    "FigureError",
    "Finding",
    "Hedge",
    "Interval",
    "InvalidClaim",
    "InvalidInterval",
    "InvalidQuantity",
    "InvalidRule",
    "InvalidWindow",
    "Label",
    "Ledger",
    "LedgerBusy",
    "LedgerError",
    "LedgerWarning",
    "Locator",
    "Measure",
    "MissingExtra",
    "Quantity",
    "Question",
    "Rate",
    "RateError",
    "Report",
    "Rule",
    "Source",
    "StargateClaimsError",
    "Suppression",
    "UnknownName",
    "Vocabulary",
    "Window",
    "__version__",
    "check_consistency",
    "example",
    "extract_claims",
    "figures_frame",
    "find_dates",
    "find_figures",
    "load",
    "parse_quantity",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value  # looked up once
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
