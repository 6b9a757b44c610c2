"""Turn a labelled story (claims.jsonl, one flat JSON object a claim) into a ledger folder.

    python -m tests.stories.convert STORY OUT [--extra FOLDER]

STORY holds claims.jsonl, and sources.json where the claims do not carry their source's day themselves. ``--extra`` is
a folder with entities.yaml (facts about the story's entities: who speaks for whom, which kind of contract a project's
money goes to) and measures.yaml (measures of its own); both are merged into the ledger. A measure that neither
knows is defined from its unit and the story's README.md, which may also say who speaks for whom. Nothing here knows a
story.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from stargate_claims.errors import FigureError
from stargate_claims.keeping.paper import shipped_vocabulary
from stargate_claims.model.vocabulary import Dimension, Measure
from stargate_claims.reading.figures import parse_quantity

FORCES = {"fact": "report", "condition": "opinion"}
"""Modalities that have another name here; the others keep theirs."""
ON_SOME_DAY = ("event_occurred", "visited", "met_with", "announced", "acquisition_price", "sale_proceeds", "stake_sold")
"""What happened on a day of its window, not on every one."""
GROWING = ("contracts_signed", "capacity_contracted_gw", "funds_raised", "amount_spent")
"""Counts that reached their value on some day of the window, unless they stayed at nothing."""
PACES = {"stalled": "stalled", "progressing_fast": "fast"}
BUILDING = ("construction", "equipment", "data_centre", "build", "epc", "engineering")
"""Kinds of contract that money for building goes to first."""

UNITS = {"percent": "percent", "share": "percent", "GW": "power", "bool": "state", "date": "day"}
"""What a measure's unit says of its dimension; currencies have three letters, and whatever else there is is counted."""

SPEAK = re.compile(r"([A-Z][^.;:|]{2,120}?) speaks? for ([A-Z][^.;,|\n]{2,60})")
"""How a story's notes say who speaks for whom."""

Row = dict[str, Any]


def as_list(value: Any) -> list[str]:
    """None, one name or several as a list."""
    return [] if value is None else [str(v) for v in value] if isinstance(value, list) else [str(value)]


class Names:
    """Ids for names, made once each, in the order in which they come."""

    def __init__(self, known: Iterable[Mapping[str, Any]]) -> None:
        self.ids: dict[str, str] = {}
        self.records: dict[str, dict[str, Any]] = {}
        for record in known:
            self.records[record["id"]] = dict(record)
            for name in (record["id"], *record.get("label", {}).values(), *record.get("aliases", [])):
                self.ids[name.casefold()] = record["id"]

    def id(self, name: str, kind: str = "organisation") -> str:
        """The id of a name."""
        if name.casefold() not in self.ids:
            slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
            slug = slug if re.fullmatch(r"[a-z][a-z0-9-]*", slug) else f"name-{len(self.records) + 1}"
            while slug in self.records:
                slug += "-2"
            self.ids[name.casefold()] = slug
            label = {"ko": name} if re.search("[가-힣]", name) else {"en": name}
            self.records[slug] = {"id": slug, "kind": kind, "label": label}
        return self.ids[name.casefold()]


class Story:
    """One story on its way into a ledger."""

    def __init__(self, rows: list[Row], sources: Mapping[str, Row], extra: Path | None, readme: str = "") -> None:
        self.rows, self.sources = rows, sources
        self.extra_entities = _yaml_list(extra, "entities")
        self.extra_measures = _yaml_list(extra, "measures")
        self.names = Names(self.extra_entities)
        self.measures: dict[str, Measure] = dict(shipped_vocabulary().measures)
        listed = {record["id"] for record in self.extra_measures} | set(self.measures)
        self.extra_measures += [
            _defined(measure, rows, readme)
            for measure in sorted({str(row["measure"]) for row in rows} - listed - {"claim_validity"})
        ]
        for names, organisation in SPEAK.findall(readme):
            for name in re.split(r",| and |\n", names):
                self._speaks_for(name.strip(), organisation.strip())
        self.own = {record["id"]: record for record in self.extra_measures}
        self.bundles = {
            target: self.names.id(str(row["subject"]), "bundle")
            for row in rows
            if row["measure"] == "part_of"
            for target in as_list(row.get("targets"))
        }

    def _speaks_for(self, person: str, organisation: str) -> None:
        named = {name for row in self.rows for name in (*as_list(row["subject"]), *row["attribution_chain"])}
        if person in named and organisation in named:
            record = self.names.records[self.names.id(person, "person")]
            facts = record.setdefault("facts", [])
            if not any("speaks_for" in fact for fact in facts):
                facts.append({"speaks_for": self.names.id(organisation), "source": "the story's own notes"})

    def keys_of(self, measure: str) -> tuple[str, ...]:
        """The qualifiers that separate a measure's questions."""
        return tuple(self.own[measure].get("keys", ())) if measure in self.own else self.measures[measure].keys

    def dimension(self, measure: str) -> str:
        """A measure's dimension."""
        return str(self.own[measure]["dimension"]) if measure in self.own else self.measures[measure].dimension.value

    def claim(self, row: Row) -> dict[str, Any]:
        """One claim as it stands in a source file."""
        speaker, chain = row["speaker_canonical"], list(row["attribution_chain"])
        told = row["qualifiers"] if row["qualifiers"] else {}
        by = [speaker]
        if told.get("retold_on") and row["modality"] in ("plan", "commitment"):
            by = as_list(told.get("promisers")) or as_list(row["subject"])
        record: dict[str, Any] = {
            "id": row["id"],
            "by": self._names(by),
            "via": [self.names.id(name) for name in chain if name not in by],
            "force": FORCES.get(row["modality"], row["modality"]),
            "polarity": "negative" if row["polarity"] == "-" else "positive",
            **_said(row),
        }
        record |= self._denial(row) if row["measure"] == "claim_validity" else self._statement(row, told)
        for relation in ("supersedes", "retracts"):
            if row.get(relation):
                record[relation] = as_list(row[relation])
        if told.get("supersedes_target_of"):
            record["revises"] = as_list(told["supersedes_target_of"])
        if row.get("rank") == "deprecated":
            record |= {"rank": "deprecated", "rank_reason": row.get("rank_reason") or "marked as unreliable"}
        if row.get("paragraph"):
            record["at"] = {"paragraph": str(row["paragraph"])}
        summary = {"ko": row.get("paraphrase_ko"), "en": row.get("paraphrase_en")}
        record["summary"] = {language: text for language, text in summary.items() if text}
        return {key: value for key, value in record.items() if value not in (None, [], {}, "")}

    def _denial(self, row: Row) -> dict[str, Any]:
        return {"denies": as_list(row["targets"])}

    def _names(self, names: list[str]) -> str | list[str]:
        ids = [self.names.id(name) for name in names]
        return ids[0] if len(ids) == 1 else ids

    def _statement(self, row: Row, told: Row) -> dict[str, Any]:
        measure, subject = str(row["measure"]), as_list(row["subject"])
        stage = told.get("stage") or told.get("level")
        if stage in PACES and measure == "project_stage":
            measure, stage = "pace", PACES[stage]
        about = _about(row, measure)
        record: dict[str, Any] = {"subject": self._names(subject), "measure": measure, **about}
        objects = as_list(row.get("object"))
        if "for" in self.keys_of(measure):
            aim = as_list(told.get("for")) or objects
            record["for"] = self.names.id(aim[0]) if aim else None
        elif objects:
            record["of"] = self._names(objects)
        record["qualifiers"] = {name: _text(value) for name, value in told.items() if name != "for"}
        if told.get("topics") and "topic" in self.keys_of(measure) and "topic" not in told:
            record["qualifiers"]["topic"] = _text(sorted(told["topics"]))
        if told.get("adequacy"):
            aim = as_list(told.get("refers_to"))
            record |= {"measure": "means", "holds": "no", "force": "report"}
            target = {"of": aim[0]} if aim else {"for": self.names.id(subject[0])}
            return {**record, "adequacy": {**target, "enough": "no"}}
        if told.get("together"):
            record["together"] = [self.names.id(name) for name in as_list(told["together"])]
        if told.get("without"):
            record["without"] = [self.names.id(name) for name in as_list(told["without"])]
        if row["id"] in self.bundles:
            record["bundle"] = self.bundles[row["id"]]
        return record | self._value(row, told, measure, stage, subject)

    def _value(self, row: Row, told: Row, measure: str, stage: str | None, subject: list[str]) -> dict[str, Any]:
        dimension = self.dimension(measure)
        if dimension == Dimension.STAGE:
            return {"stage": stage} if stage else {}
        if dimension == Dimension.DAY:
            return {"day": _window(row["about_from"], row["about_until"]), "about": None}
        funding = len(subject) > 1 and re.search("invest|fund", told.get("role", ""))
        if measure == "participates_in" and row["object"] and (funding or told.get("list_closed")):
            members = [self.names.id(name) for name in subject]
            kind = "closed" if told.get("list_closed") else "open"
            return {"measure": "funders" if funding else "participants", "subject": self._names(as_list(row["object"])),
                    "of": None, "members": members, "list": kind}  # fmt: skip
        if dimension in (Dimension.STATE, Dimension.TEXT):
            if dimension == Dimension.TEXT:
                return {}
            negative = row["polarity"] == "-" or (row["value_hi"] == 0 and row["value_lo"] in (None, 0))
            return {"holds": "no" if negative else "yes"}
        listed = {"list": "closed"} if told.get("list_closed") and len(subject) > 1 else {}
        return {**listed, **self._figure(row, measure)}

    def _figure(self, row: Row, measure: str) -> dict[str, Any]:
        scale = 100 if row["unit"] == "share" else 1
        low, high = (
            None if row[end] is None else round(Decimal(str(row[end])) * scale, 6) for end in ("value_lo", "value_hi")
        )
        if low is None and high is None:
            return {"value_inferred": _inferred(Decimal(0), Decimal(0), self._unit(row, measure))} if row.get(
                "negation_in_value"
            ) else {}  # fmt: skip
        converted = row.get("converted_figure")
        restated = {"restated": converted["text"]} if converted else {}
        printed = row.get("figure_as_printed")
        for text in _spellings(printed, row):
            if _reads_as(text, (low, high), self._counters(measure)):
                return {"value": text, **restated}
        return {"value_inferred": _inferred(low, high, self._unit(row, measure), row), **restated}

    def _unit(self, row: Row, measure: str) -> str:
        unit = str(row["unit"])
        if self.dimension(measure) == Dimension.COUNT:
            return next(iter(self._counters(measure)), "건")
        return {"USD": "달러", "KRW": "원", "percent": "%", "share": "%", "min": "분"}.get(unit, unit)

    def _counters(self, measure: str) -> tuple[str, ...]:
        """The words that a measure counts in; none where it does not count."""
        return tuple(self.own[measure].get("counter", ())) if measure in self.own else self.measures[measure].counter

    def core_kinds(self) -> None:
        """Say which contracts a project's money goes to first, where nobody said so and the kinds tell."""
        kinds: dict[str, set[str]] = {}
        for row in self.rows:
            if row["measure"] == "contracts_signed" and (row["qualifiers"] or {}).get("kind"):
                kinds.setdefault(self.names.id(as_list(row["subject"])[0]), set()).add(row["qualifiers"]["kind"])
        for project, named in sorted(kinds.items()):
            facts = self.names.records[project].setdefault("facts", [])
            if any("core_contract_kind" in fact for fact in facts):
                continue
            first = sorted(kind for kind in named if any(word in kind for word in BUILDING)) or sorted(named)
            if len(first) == 1:
                facts.append({"core_contract_kind": first[0], "source": "the kinds of contract that the story names"})

    def files(self, name: str) -> dict[str, Any]:
        """Every file of the ledger folder, by name."""
        by_source: dict[str, list[dict[str, Any]]] = {}
        for row in self.rows:
            by_source.setdefault(str(row["source"]), []).append(self.claim(row))
        files: dict[str, Any] = {"ledger.yaml": {"name": name, "language": "en"}}
        for number, (source, claims) in enumerate(sorted(by_source.items())):
            row = next(row for row in self.rows if row["source"] == source)
            files[f"{number:03}.yaml"] = {"source": self._source(source, row), "claims": claims}
        self.core_kinds()
        files["entities.yaml"] = {"entities": list(self.names.records.values())}
        if self.extra_measures:
            files["measures.yaml"] = {"measures": self.extra_measures}
        return files

    def _source(self, id: str, row: Row) -> dict[str, Any]:
        known = self.sources.get(id, {})
        published = row.get("published") or "/".join(dict.fromkeys(known.get("date_range", [])))
        return {
            "id": id,
            "publisher": self.names.id(row["attribution_chain"][0]),
            "published": published,
            "published_basis": "printed" if str(row.get("published_basis", "printed")).startswith("printed") else
            "inferred",
            "language": row.get("language") or known.get("language", "ko"),
        }  # fmt: skip


def _defined(measure: str, rows: list[Row], readme: str) -> Row:
    """A measure of the story's own: its unit tells the dimension, the story's notes the behaviour."""
    notes = re.search(rf"`{re.escape(measure)}` *\|([^\n]*)", readme)
    words = notes[1].lower() if notes else ""
    own = [row for row in rows if row["measure"] == measure]
    told = words.split("|")[0].strip()
    unit = next((str(row["unit"]) for row in own if row["unit"]), told if told in UNITS else "bool")
    dimension = "money" if re.fullmatch("[A-Z]{3}", unit) else UNITS.get(unit, "count")
    found = next((word for word in ("cumulative", "level", "fixed", "intention") if word in words), None)
    behaviour = found or ("cumulative" if dimension == "state" else "level")
    record: Row = {"id": measure, "label": {"en": measure.replace("_", " ")}, "dimension": dimension,
                   "behaviour": behaviour, "organisational": "yes", "source": "the story's own notes"}  # fmt: skip
    if dimension != "count":
        return record
    printed = [text for row in own if (text := row.get("figure_as_printed"))]
    return {**record, "counter": list(dict.fromkeys(["건", unit, *filter(None, map(_counted, printed))]))}


def _counted(text: str) -> str | None:
    """The word that a printed figure counts in."""
    try:
        return parse_quantity(text).unit
    except FigureError:
        return None


def _said(row: Row) -> dict[str, str]:
    said = row.get("stated_on")
    if not said or not (said.get("from") or said.get("to")):
        return {}
    return {"said": _window(said.get("from"), said.get("to"), unknown=True)}


def _window(first: str | None, last: str | None, *, unknown: bool = False) -> str:
    if first and first == last:
        return first
    return f"{first or ''}/{last or ('' if unknown else '..')}"


def _about(row: Row, measure: str) -> dict[str, str]:
    first, last = row.get("about_from"), row.get("about_until")
    if not first and not last:
        return {}
    grows = measure in GROWING and row["value_hi"] != 0 and not row.get("negation_in_value")
    happened = measure in ON_SOME_DAY and row["polarity"] != "-" and not row.get("negation_in_value")
    if first and last and first != last and (grows or happened):
        return {"about": f"[{first}..{last}]"}
    return {"about": _window(first, last)}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_text(part)}" for name, part in value.items())
    return ", ".join(map(_text, value)) if isinstance(value, list) else str(value)


def _spellings(printed: str | None, row: Row) -> list[str]:
    """The figure as printed, and with the bound word that stands beside it."""
    if not printed:
        return []
    word = (row["qualifiers"] or {}).get("bound_word") if row["qualifiers"] else None
    word = word or ("약" if row.get("approx") else None)
    return [
        printed,
        *([f"{word} {printed}", f"{printed} {word}", f"{printed}가 {word}", f"{printed}에도 {word}"] if word else []),
    ]


def _reads_as(text: str, bounds: tuple[Decimal | None, Decimal | None], counters: tuple[str, ...]) -> bool:
    try:
        quantity = parse_quantity(text)
    except FigureError:
        return False
    if counters and quantity.unit not in counters:
        return False
    return (quantity.interval.lower, quantity.interval.upper) == bounds


def _inferred(low: Decimal | None, high: Decimal | None, unit: str, row: Row | None = None) -> str:
    row = row or {}
    if low is not None and high is not None:
        return f"{low:f}{unit}" if low == high else f"{low:f}~{high:f}{unit}"
    if low is not None:
        return f"{low:f}{unit} {'초과' if row.get('lo_open') else '이상'}"
    assert high is not None
    return f"{high:f}{unit} {'미만' if row.get('hi_open') else '이하'}"


def _yaml_list(folder: Path | None, name: str) -> list[dict[str, Any]]:
    path = folder / f"{name}.yaml" if folder else None
    if path is None or not path.exists():
        return []
    return list(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)[name])


def convert(story: Path, out: Path, extra: Path | None = None) -> None:
    """Write the ledger folder of a story."""
    rows = [json.loads(line) for line in (story / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    listed = story / "sources.json"
    sources = {row["file"]: row for row in json.loads(listed.read_text(encoding="utf-8"))} if listed.exists() else {}
    notes = story / "README.md"
    readme = notes.read_text(encoding="utf-8") if notes.exists() else ""
    out.mkdir(parents=True, exist_ok=True)
    for name, content in Story(rows, sources, extra, readme).files(story.name).items():
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000)
        (out / name).write_text(text, encoding="utf-8")


def main() -> None:
    """Convert from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("story", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--extra", type=Path)
    arguments = parser.parse_args()
    convert(arguments.story, arguments.out, arguments.extra)


if __name__ == "__main__":
    main()
