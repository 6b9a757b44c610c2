"""Which engine screens what: a ledger by its path or in memory, and the case that the judge is given."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from stargate_claims.errors import UnknownName
from stargate_claims.judging.case import Case, case_of
from stargate_claims.judging.engines import Shelf, screened
from stargate_claims.judging.rates import Rates
from stargate_claims.judging.rows import Rows, basis
from stargate_claims.judging.shelves import Columns, DuckDB, Filled, Memory, SQLite, Stored
from stargate_claims.keeping.addresses import Address, is_address
from stargate_claims.keeping.columns import COLUMNS, about_screened, names_of
from stargate_claims.keeping.library import load
from stargate_claims.keeping.problems import Code, raise_if, refusal
from stargate_claims.keeping.records import DATABASES, JOURNALS
from stargate_claims.keeping.saving import open_store
from stargate_claims.model.claims import Claim
from stargate_claims.model.rules import Rule, Suppression
from stargate_claims.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from stargate_claims.keeping.ledger import Ledger

ENGINES = ("python", "duckdb", "sqlite", "postgres", "spark")
"""What ``engine=`` may name."""


@frozen(kw_only=True)
class Terms:
    """What claims are judged by."""

    vocabulary: Vocabulary
    rules: tuple[Rule, ...]
    suppressions: tuple[Suppression, ...]
    rates: str | Rates | None
    language: str


def case_for(
    claims: Ledger | Iterable[Claim] | str | os.PathLike[str],
    vocabulary: Vocabulary | None,
    rules: Iterable[Rule] | None,
    suppressions: Iterable[Suppression] | None,
    rates: str | Rates | None,
    as_of: date | None,
    engine: str | None = None,
    session: Any = None,
) -> Case:
    """The case of a ledger, of claims, or of the ledger at a path.

    Raises:
        LedgerError: if the ledger cannot be read.
        UnknownName: if no engine has the name.
    """
    engine = _chosen(claims, engine)
    if not isinstance(claims, (str, os.PathLike)) and not hasattr(claims, "vocabulary"):
        claims = list(claims)  # what can be gone through only once
    if engine == "python":
        if isinstance(claims, (str, os.PathLike)):
            claims = load(claims)
        return case_of(claims, vocabulary, rules, suppressions, rates, as_of)
    with _shelf(claims, engine, session, vocabulary) as (shelf, terms), closing(shelf.engine):
        return screened(
            shelf,
            vocabulary=terms.vocabulary,
            rules=terms.rules if rules is None else tuple(rules),
            suppressions=terms.suppressions if suppressions is None else tuple(suppressions),
            rates=terms.rates if rates is None else rates,
            as_of=as_of,
            language=terms.language,
            fetch=lambda: case_for(claims, vocabulary, rules, suppressions, rates, as_of, "python"),
        )


def _chosen(claims: object, engine: str | None) -> str:
    """The engine named; without a name, DuckDB for files of columns, and Python for all else."""
    if engine is None:
        is_columns = isinstance(claims, (str, os.PathLike)) and Path(os.fspath(claims)).suffix in COLUMNS
        engine = "duckdb" if is_columns else "python"
    if engine not in ENGINES:
        import difflib

        raise UnknownName("engine", engine, difflib.get_close_matches(engine, ENGINES) or ENGINES)
    return engine


@contextmanager
def _shelf(claims: Any, engine: str, session: Any, vocabulary: Vocabulary | None) -> Iterator[tuple[Shelf, Terms]]:
    """Where the claims lie, with their columns in an engine, and what they are judged by."""
    address = str(claims) if isinstance(claims, (str, os.PathLike)) and is_address(claims) else None
    path = Path(os.fspath(claims)) if isinstance(claims, (str, os.PathLike)) else None
    if path is not None and path.suffix in COLUMNS:
        columns = _reading(engine, session, path)
        columns.names_entities = vocabulary is None
        terms = _terms(columns.names().ledger(path.stem), vocabulary)
        if columns.about is not None and columns.about.basis != basis(terms.vocabulary):
            message = "its columns were made for other measures, offices or events than these"
            raise refusal(str(path), Code.WRONG_FORM, message, "convert the ledger again with them")
        yield columns, terms
    elif path is not None and (address or (path.suffix in (*JOURNALS, *DATABASES) and path.exists())):
        with open_store(address or path) as store:
            names = names_of(store.lines(), str(path))
            ledger = names.ledger(path.stem)
            raise_if(names.problems)
            terms = _terms(ledger, vocabulary)
            stored = Stored(_filled(engine, session, address), store, Rows(terms.vocabulary))
            stored.names_entities = vocabulary is None
            yield stored, terms
    else:
        claims = claims if path is None else load(path)
        case = case_of(claims, vocabulary, None, None)
        terms = _terms(claims, case.vocabulary, case)
        yield Memory(_filled(engine, session, None), case.records, Rows(terms.vocabulary)), terms


def _terms(ledger: Any, vocabulary: Vocabulary | None, case: Case | None = None) -> Terms:
    """What a ledger is judged by, or claims that are no ledger."""
    held = ledger if case is None else case
    return Terms(
        vocabulary=held.vocabulary if vocabulary is None else vocabulary,
        rules=tuple(held.rules),
        suppressions=tuple(held.suppressions),
        rates=getattr(ledger, "rates", None),
        language=getattr(ledger, "language", "ko"),
    )


def _filled(engine: str, session: Any, address: str | None) -> Filled:
    """An engine that is given its rows: PostgreSQL for a ledger that lies on its server, else an embedded one."""
    if engine == "spark" or (engine == "postgres" and address is None):
        raise UnknownName("engine", engine, ("duckdb",))
    if engine == "postgres":
        from stargate_claims.judging.server import PostgreSQL

        return PostgreSQL(Address.parse(address or ""))
    return SQLite() if engine == "sqlite" else DuckDB(session)


def _reading(engine: str, session: Any, path: Path) -> Columns:
    """A file of columns, with an engine that reads it where it lies."""
    found = about_screened(path)  # a file that is no ledger's is refused before an engine stumbles over it
    if engine in ("sqlite", "postgres"):
        raise UnknownName("engine", engine, ("duckdb",))  # they read no Parquet
    if engine == "spark":
        from stargate_claims.judging.cluster import Cluster
        from stargate_claims.judging.spark import Spark

        return Cluster(Spark(session, path), path, found)
    duck = DuckDB(session)
    duck.read(path)
    return Columns(duck, path, found)
