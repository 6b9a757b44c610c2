"""The schemas accept what the loader accepts, and refuse what a schema can see is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import stargate_claims as sc
from stargate_claims.errors import LedgerError
from stargate_claims.keeping.schema import schema_of

ROOT = Path(sc.__file__).resolve().parents[1]
KINDS = {"ledger.yaml": "ledger", "entities.yaml": "entities", "measures.yaml": "measures", "rules.yaml": "rules"}
FILES = sorted([*(ROOT / "seeds" / "stargate").glob("*.yaml"), *(ROOT / "stargate_claims" / "data").glob("*.yaml")])


def untyped(text: str) -> Any:
    return yaml.load(text, yaml.BaseLoader)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_ships_is_valid(path: Path) -> None:
    schema = schema_of(KINDS.get(path.name, "source"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(untyped(path.read_text(encoding="utf-8")), schema)


SOURCE = "source: {id: one, publisher: daily, published: 2030-01-10}\nclaims:\n  - {id: a, by: daily, subject: daily, "
BROKEN = [  # kind, file, text
    ("source", "one.yaml", SOURCE + "measure: jv_exists, holds: perhaps}"),
    ("source", "one.yaml", SOURCE + "measure: jv_exists, holds: yes, forse: plan}"),
    ("source", "one.yaml", SOURCE + "measure: jv_exists, holds: yes, force: rumour}"),
    ("source", "one.yaml", SOURCE + "measure: jv_exists, holds: yes, at: {paragraph: two}}"),
    ("source", "one.yaml", "claims: []"),
    ("entities", "entities.yaml", "entities: [{id: x, kind: ghost, label: {ko: 유령}}]"),
    ("entities", "entities.yaml", "entities: [{id: x, kind: person}]"),
    ("measures", "measures.yaml", "measures: [{id: x, label: {en: x}, dimension: money, behaviour: moody}]"),
    ("rules", "rules.yaml", "rules: [{id: x, when: [{measure: means}], then: {measure: means, subject: harbour}}]"),
    ("ledger", "ledger.yaml", "{name: x, language: fr}"),
    ("ledger", "ledger.yaml", "{name: x, rates: mine}"),
]


@pytest.mark.parametrize(("kind", "file", "text"), BROKEN)
def test_what_is_wrong_is_refused_by_schema_and_loader(kind: str, file: str, text: str, tmp_path: Path) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(untyped(text), schema_of(kind))
    (tmp_path / "ledger.yaml").write_text("name: x\n", encoding="utf-8")
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(LedgerError):
        sc.load(tmp_path)
