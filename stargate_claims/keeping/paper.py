"""A ledger on paper: a folder of YAML files, or one file, to a Ledger.

- ``ledger.yaml``: name, language, rates, suppressions. With it alone, a folder is an empty ledger.
- ``entities.yaml``, ``measures.yaml``, ``rules.yaml``: what the claims may name; where an id is also a shipped one,
  the ledger's own wins.
- every other ``*.yaml``: one source and its claims. A file with nothing but comments is passed over; a file with
  nothing at all is a problem, for it may have been cut off.

One file alone may hold all of these keys. The order of files and of claims never matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from attrs import field, frozen

from stargate_claims.errors import LedgerError
from stargate_claims.keeping.fields import Known, Reader
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.limits import MAX_BYTES
from stargate_claims.keeping.names import Names, check_facts, is_new, read_names
from stargate_claims.keeping.nodes import Node
from stargate_claims.keeping.problems import WHOLE_FILE, Code, Page, Problem, raise_if, refusal
from stargate_claims.keeping.rulebook import read_rules
from stargate_claims.keeping.shipped import (
    RULE_KEYS,
    VOCABULARY_KEYS,
    load_rules,
    load_vocabulary_text,
    page_of,
    shipped_names,
    shipped_rules,
    shipped_vocabulary,
)
from stargate_claims.keeping.statements import NOBODY, ids_of, read_claim, read_source
from stargate_claims.keeping.written import dump
from stargate_claims.model.claims import Claim
from stargate_claims.model.rules import Rule, Suppression
from stargate_claims.model.sources import Source

__all__ = [
    "dump",
    "load_file",
    "load_folder",
    "load_rules",
    "load_vocabulary_text",
    "shipped_rules",
    "shipped_vocabulary",
]

RATES = ("ecb",)
LEDGER_KEYS = ("name", "language", "rates", "suppressions")
SOURCE_KEYS = ("source", "claims")
SUPPRESSION = ("finding", "fingerprint", "reason", "until")
_KEYS = {
    "ledger.yaml": LEDGER_KEYS,
    "entities.yaml": VOCABULARY_KEYS,
    "measures.yaml": VOCABULARY_KEYS,
    "rules.yaml": RULE_KEYS,
}
_DEFINED_ELSEWHERE = (Code.UNKNOWN_ENTITY, Code.UNKNOWN_MEASURE, Code.UNKNOWN_CLAIM, Code.UNKNOWN_LADDER)
_ALL_KEYS = (*LEDGER_KEYS, *VOCABULARY_KEYS, *RULE_KEYS, *SOURCE_KEYS)
LANGUAGES = ("ko", "en")
SUFFIXES = (".yaml", ".yml")

Sheet = tuple[Page, Mapping[str, Node]]


@frozen(kw_only=True)
class _Sheets:
    """The files of a ledger as nodes: every one, and those that hold a source."""

    name: str
    everything: list[Sheet] = field(factory=list)
    sources: list[Sheet] = field(factory=list)
    places: dict[str, str] = field(factory=dict)
    problems: list[Problem] = field(factory=list)


@frozen(kw_only=True)
class _Head:
    """What is said of a ledger as a whole."""

    name: str | None = None
    language: str = "ko"
    rates: str | None = None
    suppressions: tuple[Suppression, ...] = ()


@frozen(kw_only=True)
class _Statements:
    """What the source files say."""

    sources: dict[str, Source] = field(factory=dict)
    claims: list[Claim] = field(factory=list)
    positions: dict[str, tuple[str, int]] = field(factory=dict)


def load_folder(folder: Path) -> Ledger:
    """The ledger of a folder.

    Raises:
        LedgerError: with every problem of all its files.
    """
    paths = sorted(path for path in folder.iterdir() if _is_yaml(path))
    sheets = _Sheets(name=folder.resolve().name)
    _refuse_subfolders(folder, paths, sheets.problems)
    for path in paths:
        keys = _KEYS.get(path.name, SOURCE_KEYS)
        sheet = _sheet(path, path.name, keys, sheets)
        if sheet is not None:
            sheets.everything.append(sheet)
            if keys is SOURCE_KEYS:
                sheets.sources.append(sheet)
    named = {path.name for path in paths}
    if not sheets.sources and not sheets.problems and "ledger.yaml" not in named:
        hint = "put one .yaml file for each source in it, or a ledger.yaml to start an empty ledger"
        raise refusal(str(folder), Code.NO_SOURCES, "the folder holds no source", hint)
    return _ledger(sheets)


def load_file(path: Path) -> Ledger:
    """The ledger that one file holds.

    Raises:
        LedgerError: with every problem of the file.
    """
    sheets = _Sheets(name=path.stem)
    sheet = _sheet(path, path.name, _ALL_KEYS, sheets)
    if sheet is not None:
        sheets.everything.append(sheet)
        if "source" in sheet[1] or "claims" in sheet[1]:
            sheets.sources.append(sheet)
    elif not sheets.problems:
        raise refusal(str(path), Code.NO_SOURCES, "the file holds no source", "write 'source:' and 'claims:'")
    try:
        return _ledger(sheets)
    except LedgerError:
        lost = [problem for problem in sheets.problems if problem.code in _DEFINED_ELSEWHERE]
        if not lost or not any((path.parent / name).exists() for name in _KEYS):
            raise
        more = f", and {len(lost) - 1} more" if len(lost) > 1 else ""
        message = f"it is one file of a ledger, and names what the others define ({lost[0].message}{more})"
        raise refusal(str(path), Code.LAYOUT, message, f"give the folder: {path.parent}") from None


def _is_yaml(path: Path) -> bool:
    return path.suffix in SUFFIXES and not path.name.startswith(".") and path.is_file()


def _refuse_subfolders(folder: Path, paths: list[Path], problems: list[Problem]) -> None:
    """A file that would be passed over in silence is refused instead."""
    inner = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    lost = [found[0] for path in inner if (found := sorted(filter(_is_yaml, path.iterdir())))]
    if lost and not paths:
        hint = "give one of them: " + ", ".join(str(path.parent) for path in lost)
        raise refusal(str(folder), Code.NO_SOURCES, "the folder holds no ledger itself, but folders in it do", hint)
    for path in lost:
        page = Page(file=str(path), problems=problems)
        page.refuse(WHOLE_FILE, Code.LAYOUT, "files in inner folders are not read", f"move it up into {folder}")


def _sheet(path: Path, name: str, keys: tuple[str, ...], sheets: _Sheets) -> Sheet | None:
    """A file's page and entries; None where it holds nothing."""
    page = Page(file=str(path), problems=sheets.problems)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        page.refuse(WHOLE_FILE, Code.UNREADABLE, f"the file cannot be read ({error.strerror})", "check its permissions")
        return None
    if not data.strip() and name != "ledger.yaml":
        page.refuse(WHOLE_FILE, Code.EMPTY, "the file is empty", "restore what was in it, or delete it")
        return None
    page, entries = page_of(data, str(path), keys, sheets.problems)
    sheets.places[page.file] = name
    return (page, entries) if entries else None


def _ledger(sheets: _Sheets) -> Ledger:
    """Every record of the sheets, or every problem."""
    shipped = shipped_names()
    own = read_names(sheets.everything, shipped)
    names = shipped | own
    # Its author should hear of mistakes in cases too; the shipped ones were heard when they were tested.
    own_rules = read_rules(sheets.everything, names, cases=True)
    rules = _combined(shipped_rules(), own_rules)
    check_facts(own, names.vocabulary, frozenset(fact.kind for rule in rules for fact in rule.where))
    head = _head(sheets)
    read = _read_sources(sheets, names)
    raise_if(sheets.problems)
    return Ledger(
        name=head.name or sheets.name,
        language=head.language,
        vocabulary=names.vocabulary,
        rules=rules,
        sources=read.sources.values(),
        claims=read.claims,
        rates=head.rates,
        suppressions=head.suppressions,
        positions=read.positions,
    )


def _combined(shipped: Iterable[Rule], own: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Shipped rules, but for those that the ledger writes anew, and its own."""
    replaced = {rule.id for rule in own}
    return (*(rule for rule in shipped if rule.id not in replaced), *own)


def _head(sheets: _Sheets) -> _Head:
    """What ledger.yaml says of the whole."""
    for page, entries in sheets.everything:
        if any(key in entries for key in LEDGER_KEYS):
            reader = Reader(page)
            return _Head(
                name=reader.text(entries.get("name")),
                language=_language(reader, entries.get("language")) or "ko",
                rates=_rates(reader, entries.get("rates")),
                suppressions=tuple(_suppressions(reader, entries)),
            )
    return _Head()


def _language(reader: Reader, node: Node | None) -> str | None:
    text = reader.text(node)
    if text is not None and node is not None and text not in LANGUAGES:
        reader.page.refuse(node.mark, Code.UNKNOWN_WORD, f"{text!r} is no language of the reports", "write ko or en")
    return text


def _rates(reader: Reader, node: Node | None) -> str | None:
    text = reader.text(node)
    if text is not None and node is not None and text not in RATES:
        reader.page.refuse(
            node.mark, Code.UNKNOWN_WORD, f"{text!r} is no source of rates", "write ecb, or leave it out"
        )
    return text


def _suppressions(reader: Reader, head: Mapping[str, Node]) -> Iterator[Suppression]:
    for node in reader.items(head.get("suppressions"), "suppressions"):
        needed = SUPPRESSION[:3]
        get = reader.table(node, SUPPRESSION, "a suppression", needed=needed).get
        finding, fingerprint, reason = (reader.text(get(key)) for key in needed)
        until = reader.day(get("until"))
        if finding and fingerprint and reason:
            yield Suppression(finding=finding, fingerprint=fingerprint, reason=reason, until=until)


def _read_sources(sheets: _Sheets, names: Names) -> _Statements:
    """Every source with its claims. All ids are gathered first, for claims may name claims of other files."""
    read = _Statements()
    lists = [(page, entries, Reader(page).items(entries.get("claims"), "claims")) for page, entries in sheets.sources]
    ids = ids_of(node for _, _, nodes in lists for node in nodes)
    known = Known(vocabulary=names.vocabulary, ladders=names.ladders, claims=ids)
    seen: dict[str, Node] = {}
    for page, entries, nodes in lists:
        reader = Reader(page, known)
        source = _source(reader, entries, read.sources)
        for node in nodes:
            claim = read_claim(reader, node, source)
            id = claim.id if claim is not None else next(iter(ids_of([node])), None)
            if id is None or not is_new(reader, node, id, seen):
                continue
            seen[id] = node
            if claim is not None:
                read.claims.append(claim)
                read.positions[id] = (sheets.places[page.file], node.mark.line + 1)
    return read


def _source(reader: Reader, entries: Mapping[str, Node], sources: dict[str, Source]) -> Source:
    node = entries.get("source")
    if node is None:
        reader.page.refuse(WHOLE_FILE, Code.MISSING_KEY, "a file of claims lacks 'source'", "start it with 'source:'")
        return NOBODY
    source = read_source(reader, node)
    if source is None or not is_new(reader, node, source.id, sources):
        return NOBODY
    sources[source.id] = source
    return source
