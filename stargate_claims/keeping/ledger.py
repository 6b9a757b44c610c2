"""A ledger in memory: claims in order, and what they name. It only grows."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from stargate_claims.errors import InvalidClaim, InvalidWindow, UnknownName
from stargate_claims.keeping.checks import faults
from stargate_claims.keeping.fields import id_fault
from stargate_claims.keeping.records import Head, Record
from stargate_claims.keeping.shipped import shipped_rules, shipped_vocabulary
from stargate_claims.keeping.typed import (
    Changes,
    Days,
    Details,
    Figure,
    Names,
    changed_claim,
    claims_of,
    entities_of,
    resolved,
    typed_claim,
    unnamed,
    window,
)
from stargate_claims.model.claims import Claim
from stargate_claims.model.intervals import Window
from stargate_claims.model.rules import Rule, Suppression
from stargate_claims.model.shown import Shown
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Entity, EntityFact, EntityKind, Label, Vocabulary

if TYPE_CHECKING:
    import os
    from typing import Unpack

    import pandas
    import polars
    import pyarrow

Found = TypeVar("Found")


class Ledger(Shown):
    """Claims, in the order they came, and the vocabulary, rules and sources that they need.

    It only grows: a correction is a new claim that ``supersedes`` an old one.

    >>> ledger = Ledger.new(name="notes")
    >>> ledger
    Ledger('notes', 0 claims, 0 sources)
    """

    def __init__(
        self,
        *,
        name: str,
        language: str = "ko",
        vocabulary: Vocabulary | None = None,
        rules: Iterable[Rule] = (),
        sources: Iterable[Source] = (),
        claims: Iterable[Claim] = (),
        rates: str | None = None,
        suppressions: Iterable[Suppression] = (),
        positions: Mapping[str, tuple[str, int]] | None = None,
        kept: Mapping[tuple[str, str], Record] | None = None,
        head: Head | None = None,
    ) -> None:
        self._name, self._language, self._rates = name, language, rates
        self._vocabulary = vocabulary if vocabulary is not None else Vocabulary()
        self._rules, self._suppressions = tuple(rules), tuple(suppressions)
        self._sources: dict[str, Source] = {source.id: source for source in sources}
        self._claims: dict[str, Claim] = {}
        self._positions = dict(positions or {})
        self._kept = dict(kept or {})
        self._head = head
        for claim in claims:
            if claim.id in self._claims:
                raise InvalidClaim(f"two claims have the id {claim.id!r}; give one another id")
            self._claims[claim.id] = claim
            if claim.source.id not in self._sources:
                self._sources[claim.source.id] = claim.source

    @classmethod
    def new(cls, name: str = "ledger", language: str = "ko") -> Ledger:
        """An empty ledger that knows the shipped measures and rules."""
        return cls(name=name, language=language, vocabulary=shipped_vocabulary(), rules=shipped_rules())

    @property
    def name(self) -> str:
        """What readers are shown as its title."""
        return self._name

    @property
    def language(self) -> str:
        """The language that its readers see first: ko or en."""
        return self._language

    @property
    def rates(self) -> str | None:
        """Through whose exchange rates amounts in two currencies meet ("ecb"); None: they do not."""
        return self._rates

    @property
    def vocabulary(self) -> Vocabulary:
        """Every entity and measure that its claims may name, shipped ones included."""
        return self._vocabulary

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules it is judged by: the shipped ones and its own."""
        return self._rules

    @property
    def sources(self) -> tuple[Source, ...]:
        """Its sources, in the order they came."""
        return tuple(self._sources.values())

    @property
    def suppressions(self) -> tuple[Suppression, ...]:
        """Findings that a person accepted."""
        return self._suppressions

    @property
    def positions(self) -> Mapping[str, tuple[str, int]]:
        """Where each claim that was read from paper stands: claim id to (file, line)."""
        return MappingProxyType(self._positions)

    @property
    def kept(self) -> Mapping[tuple[str, str], Record]:
        """Records with fields that this version does not know, by kind and name: they are saved as they were."""
        return MappingProxyType(self._kept)

    @property
    def head(self) -> Head | None:
        """The head of the store that it was read from, at that time; None for one from paper or a notebook."""
        return self._head

    def save(self, path: str | os.PathLike[str]) -> Head:
        """Keep it: in a new .jsonl or .db file, schema of PostgreSQL or YAML folder, or by adding what is new.

        What others added to the same store since it was read stays; to see it, load again.

        Raises:
            LedgerError: if another ledger is there, or the disk refuses; then nothing was added.
        """
        from stargate_claims.keeping.saving import save

        return save(self, path)

    def to_arrow(self) -> pyarrow.Table:
        """Its claims as an Arrow table, a row each: days are days, amounts decimals of nine digits after the point.

        A bound with more, such as a third, is rounded outwards.

        Raises:
            InvalidClaim: for an amount of more than 29 digits before its point.
            ImportError: where pyarrow is not installed, with the command that installs it.
        """
        from stargate_claims.keeping.frames import arrow_table

        return arrow_table(self)

    def to_pandas(self) -> pandas.DataFrame:
        """Its claims as a pandas DataFrame with Arrow's types.

        Raises:
            InvalidClaim: for an amount of more than 29 digits before its point.
            ImportError: where pandas or pyarrow is not installed, with the command that installs them.
        """
        from stargate_claims.keeping.frames import pandas_frame

        return pandas_frame(self)

    def to_polars(self) -> polars.DataFrame:
        """Its claims as a polars DataFrame.

        Raises:
            InvalidClaim: for an amount of more than 29 digits before its point.
            ImportError: where polars or pyarrow is not installed, with the command that installs them.
        """
        from stargate_claims.keeping.frames import polars_frame

        return polars_frame(self)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """For whatever reads Arrow's C stream: DuckDB, polars, pandas, nanoarrow."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def __len__(self) -> int:
        return len(self._claims)

    def __iter__(self) -> Iterator[Claim]:
        return iter(tuple(self._claims.values()))

    def __contains__(self, claim: object) -> bool:
        return self._claims.get(claim.id) == claim if isinstance(claim, Claim) else claim in self._claims

    def __repr__(self) -> str:
        return f"Ledger({self._name!r}, {len(self._claims)} claims, {len(self._sources)} sources)"

    def get(self, id: str) -> Claim:
        """The claim of an id.

        Raises:
            UnknownName: with ids that resemble it.
        """
        return _found("claim", id, self._claims)

    def source(self, id: str) -> Source:
        """The source of an id.

        Raises:
            UnknownName: with ids that resemble it.
        """
        return _found("source", id, self._sources)

    def first(self, number: int = 5) -> tuple[Claim, ...]:
        """The first claims: as quick on a long ledger as on a short one."""
        return tuple(islice(self._claims.values(), number))

    def where(
        self,
        *,
        subject: str | None = None,
        measure: str | None = None,
        by: str | None = None,
        between: tuple[Days, Days] | None = None,
    ) -> tuple[Claim, ...]:
        """The claims that fit everything given, in order.

        Args:
            subject: an entity id among the subjects.
            measure: a measure id.
            by: an entity id among the claimants.
            between: first and last day: claims that may have been said on one of them.

        Raises:
            UnknownName: for an id that the vocabulary lacks.
        """
        for name in (subject, by):
            if name is not None:
                self._vocabulary.entity(name)
        if measure is not None:
            self._vocabulary.measure(measure)
        days = None if between is None else Window(first=window(between[0]).first, last=window(between[1]).last)
        return tuple(
            claim
            for claim in self._claims.values()
            if (subject is None or subject in claim.subject)
            and (measure is None or measure == claim.measure)
            and (by is None or by in claim.by)
            and (days is None or claim.said.overlaps(days))
        )

    def as_of(self, day: Days) -> Ledger:
        """What could be read by the end of a day: the claims whose sources were published by then.

        Raises:
            InvalidWindow: for a day that is not EDTF, or that never ends.
        """
        last = window(day).last
        if last is None:
            raise InvalidWindow(f"{day} has no last day; give a day such as 2025-01-22")
        known = [claim for claim in self._claims.values() if claim.public is not None and claim.public <= last]
        needed = {claim.source.id for claim in known}
        return Ledger(
            name=self._name,
            language=self._language,
            vocabulary=self._vocabulary,
            rules=self._rules,
            sources=[source for source in self._sources.values() if source.id in needed],
            claims=known,
            rates=self._rates,
            suppressions=self._suppressions,
            positions={claim.id: self._positions[claim.id] for claim in known if claim.id in self._positions},
        )

    def entity(
        self,
        id: str,
        *,
        kind: str = "organisation",
        ko: str = "",
        en: str = "",
        aliases: Iterable[str] = (),
        facts: Iterable[EntityFact] = (),
    ) -> Entity:
        """Add an entity, or say more about one that was only named so far.

        Raises:
            InvalidClaim: if the id already stands for another entity.
        """
        label = Label(ko=ko, en=en or ("" if ko else id))
        entity = Entity(id=id, kind=EntityKind(kind), label=label, aliases=tuple(aliases), facts=tuple(facts))
        known = self._vocabulary.entities.get(id)
        if known is not None and known not in (entity, unnamed(id)):
            raise InvalidClaim(f"entity {id!r} is already defined; give the new one another id")
        self._vocabulary = self._vocabulary | Vocabulary.of([entity])
        if known != entity:
            self._kept.pop(("entity", id), None)
        return entity

    def claim(
        self,
        by: Names,
        measure: str | None = None,
        value: Figure | None = None,
        /,
        *,
        subject: Names = (),
        of: Names = (),
        for_: str | None = None,
        said: Days | None = None,
        about: Days | None = None,
        source: str | Source,
        force: str = "report",
        via: Names = (),
        holds: bool | None = None,
        stage: str | None = None,
        members: Names | None = None,
        day: Days | None = None,
        **details: Unpack[Details],
    ) -> Claim:
        """Add a claim in plain words; names that are new become unnamed entities.

        Args:
            by: who says it: an entity id, label or alias, or several.
            measure: a measure id.
            value: a figure as printed, or a number of what the measure counts.
            subject: entity ids of what it is about.
            of: entity ids of the object.
            for_: the project that money is for.
            said: when it was said; None for the day of the source.
            about: when it is true, as EDTF.
            source: an id already here, a Source, or a publisher and a day: "daily-one 2025-01-23".
            force: report, estimate, plan, commitment, denial or opinion.
            via: who passed it on, outermost first.
            holds: the value of a state.
            stage: the value on a ladder.
            members: the value of a list.
            day: the value of a date.
            **details: the other fields of Claim.

        Raises:
            UnknownName: for a measure that is not defined, or an id that is nearly one that is.
            InvalidClaim: for parts that do not make one statement.
            FigureError: for a value that is not one figure.

        >>> ledger = Ledger.new()
        >>> claim = ledger.claim("kim-hana", "funds_available", "1,000억 달러", subject="alpha-lines",
        ...     for_="new-harbour", said="2025-01-22", source="daily-one 2025-01-23")
        >>> str(claim.quantity.nominal), claim.source.publisher, len(ledger)
        ('100000000000', 'daily-one', 1)
        """
        main = {
            "by": by, "measure": measure, "value": value, "subject": subject, "of": of, "for_": for_, "said": said,
            "about": about, "force": force, "via": via, "holds": holds, "stage": stage, "members": members, "day": day,
        }  # fmt: skip
        return self.add(typed_claim({**main, **details}, self._source(source), self._vocabulary))

    def supersede(self, id: str, /, *, source: str | Source | None = None, **changes: Unpack[Changes]) -> Claim:
        """Correct a claim: add it anew with some fields changed. Both stay, and the old one is no longer judged.

        Args:
            id: the claim that is wrong.
            source: where the right one is printed; None for the same place.
            **changes: what is different, in the words of `claim`; a new value takes the place of any other.

        Raises:
            UnknownName: for a claim, measure or entity that is not defined.
            InvalidClaim: if nothing changes, or the parts do not make one statement.

        >>> ledger = Ledger.new()
        >>> wrong = ledger.claim("kim-hana", "funds_available", "1,000억 달러", subject="alpha-lines",
        ...     source="daily-one 2025-01-23")
        >>> right = ledger.supersede(wrong.id, value="900억 달러")
        >>> right.supersedes == (wrong.id,), str(right.quantity.nominal), len(ledger)
        (True, '90000000000', 2)
        """
        old = self.get(id)
        place = old.source if source is None else self._source(source)
        return self.add(changed_claim(old, changes, place, self._vocabulary))

    def retract(
        self,
        id: str,
        /,
        *,
        source: str | Source,
        by: Names = (),
        said: Days | None = None,
        **details: Unpack[Details],
    ) -> Claim:
        """Add that a claim was taken back. It stays, and is no longer judged.

        Args:
            id: the claim.
            source: where that is printed.
            by: who takes it back; by itself, whoever made it.
            said: when; None for the day of the source.
            **details: a ``note`` and other fields, in the words of `claim`.

        Raises:
            UnknownName: for a claim or entity that is not defined.
            InvalidClaim: if the parts do not make one statement.
        """
        words = {**details, "by": by or self.get(id).by, "said": said, "retracts": id}
        return self.add(typed_claim(words, self._source(source), self._vocabulary))

    def add(self, claim: Claim) -> Claim:
        """Add a claim; the same claim again changes nothing.

        Raises:
            UnknownName: for a measure or claim that is not defined, or an id that is nearly one that is.
            InvalidClaim: if it does not fit its measure or source, or its id stands for another claim.
        """
        if not isinstance(claim, Claim):
            raise TypeError(f"a ledger takes claims, not {type(claim).__name__}")
        if claim.id in self._claims:
            if self._claims[claim.id] == claim:
                return self._claims[claim.id]
            raise InvalidClaim(f"claim {claim.id!r} is already there; add a new one that supersedes it")
        for name in (claim.id, claim.source.id):
            if (hint := id_fault(name)) is not None:
                raise InvalidClaim(f"{name!r} cannot be an id; {hint}")
        if self._sources.get(claim.source.id, claim.source) != claim.source:
            raise InvalidClaim(f"source {claim.source.id!r} is already there, and differs; give one another id")
        vocabulary = self._with_names(claim)
        for id in claims_of(claim):
            self.get(id)
        for fault in faults(claim, vocabulary):
            raise InvalidClaim(f"{fault.message}; {fault.hint}")
        self._vocabulary = vocabulary
        self._sources.setdefault(claim.source.id, claim.source)
        self._claims[claim.id] = claim
        return claim

    def _with_names(self, claim: Claim) -> Vocabulary:
        """The vocabulary with the claim's new names as unnamed entities."""
        vocabulary = self._vocabulary
        for measure in (claim.measure, claim.predicts.measure if claim.predicts else None):
            if measure is not None:
                vocabulary.measure(measure)
        for id in entities_of(claim):
            if id in vocabulary.entities:
                continue
            if resolved(id, vocabulary) != id:
                raise UnknownName("entity", id, (resolved(id, vocabulary),))
            vocabulary = vocabulary | Vocabulary.of([unnamed(id)])
        return vocabulary

    def _source(self, source: str | Source) -> Source:
        """A source by its record, its id, or its publisher and day."""
        if isinstance(source, Source):
            return source
        if not isinstance(source, str):
            raise TypeError(f"a source is an id, 'publisher day' or a Source, not {type(source).__name__}")
        if source in self._sources:
            return self._sources[source]
        publisher, _, day = source.strip().rpartition(" ")
        if not publisher:
            near = difflib.get_close_matches(source, self._sources)
            error = UnknownName("source", source, near)
            error.add_note("For a new one, write its publisher and day: source='daily-one 2025-01-23'")
            raise error
        publisher = resolved(publisher.strip(), self._vocabulary)
        published = window(day)
        name = f"{publisher} {day.strip('[]')}"
        return Source(id=name, publisher=publisher, published=published, language=self._language)


def _found(kind: str, id: str, records: Mapping[str, Found]) -> Found:
    if id in records:
        return records[id]
    raise UnknownName(kind, id, difflib.get_close_matches(id, records))
