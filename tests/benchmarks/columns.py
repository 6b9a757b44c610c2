"""The claims of a synthetic workload (../shared/bench/gen.py) as ours: through the model, or straight into columns.

The fast way writes with Arrow what the slow way would: a test holds one to the other. A key is a subject; a measure
that never falls takes the days as they are, any other the calendar months that stand for the workload's windows.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from stargate_claims.judging.rows import FLAT, GROWS, Met, number, numbers_of
from stargate_claims.judging.sieve import FileRows
from stargate_claims.keeping.archive import record_of, records_of
from stargate_claims.keeping.aside import set_aside
from stargate_claims.keeping.columns import PIECE, About, schema, sign, table_of, write_columns, writer_of
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.records import Head, Line, line_of, read_line
from stargate_claims.keeping.shapes import days_text
from stargate_claims.keeping.shipped import shipped_vocabulary
from stargate_claims.model.claims import Claim
from stargate_claims.model.intervals import Interval, Window
from stargate_claims.model.quantities import Hedge, Quantity
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Behaviour, Dimension, Label, Measure, Question, Vocabulary

START = date(2015, 1, 1)
WINDOW = 30
_GEN = Path(__file__).parents[3] / "shared" / "bench" / "gen.py"


def generated(count: int) -> tuple[Any, Any]:
    """The workload's table, and the keys in which a conflict was planted; skips where it is absent."""
    if not _GEN.exists():
        pytest.skip("../shared/bench/gen.py is not here")
    pytest.importorskip("numpy")
    spec = importlib.util.spec_from_file_location("gen", _GEN)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made: tuple[Any, Any] = module.generate(count)
    return made


def vocabulary() -> Vocabulary:
    """One level and one total."""
    return shipped_vocabulary() | Vocabulary.of(
        measures=[
            Measure(id="level", label=Label(en="level"), dimension=Dimension.MONEY, behaviour=Behaviour.LEVEL),
            Measure(id="total", label=Label(en="total"), dimension=Dimension.MONEY, behaviour=Behaviour.CUMULATIVE),
        ]
    )


def month(number: int) -> Window:
    """The calendar month that stands for a window of the workload."""
    first = date(START.year + number // 12, number % 12 + 1, 1)
    last = date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(1)
    return Window(first=first, last=last)


LATER, LAG = date(2026, 1, 1), 60
"""When everything is published, and how many days after its day it is said: after the month that stands for it."""


def ledger(table: Any) -> Ledger:
    """The workload as claims: kind 0 is a floor, 1 a cap, 2 a range."""
    speakers = range(max(table["speaker"].to_pylist(), default=0) + 1)
    sources = [
        Source(id=f"p{number}", publisher=f"s{number}", published=Window.on(LATER), language="en")
        for number in speakers
    ]
    claims = [
        Claim(
            id=f"c{row['id']}",
            by=(f"s{row['speaker']}",),
            source=sources[row["speaker"]],
            said=Window.on(START + timedelta(row["day"] + LAG)),
            about=Window.on(START + timedelta(row["day"])) if row["cum"] else month(row["day"] // WINDOW),
            subject=(f"k{row['key']}",),
            measure="total" if row["cum"] else "level",
            quantity=_quantity(row["kind"], row["lo"], row["hi"]),
        )
        for row in table.to_pylist()
    ]
    return Ledger(name="bench", language="en", vocabulary=vocabulary(), sources=sources, claims=claims)


def _quantity(kind: int, lo: int, hi: int) -> Quantity:
    if kind == 0:
        return Quantity(interval=Interval.at_least(lo), unit="USD", hedge=Hedge.AT_LEAST, nominal=Decimal(lo))
    if kind == 1:
        return Quantity(interval=Interval.at_most(hi), unit="USD", hedge=Hedge.AT_MOST, nominal=Decimal(hi))
    return Quantity(interval=Interval(lower=lo, upper=hi), unit="USD")


def lines(held: Ledger) -> Iterator[Line]:
    """The lines of a ledger."""
    head = Head()
    for record in records_of(held):
        line = read_line(line_of(record, head)[0].encode(), head)
        head = line.head
        yield line


def write_slowly(table: Any, path: Path) -> About:
    """Through the model, as `convert` writes."""
    held = ledger(table)
    return write_columns(path, lines(held), FileRows(held.vocabulary))


def write_fast(table: Any, path: Path) -> None:
    """Straight into columns."""
    import numpy as np
    import pyarrow as pa

    speakers = int(np.max(table["speaker"].to_numpy())) + 1
    empty = ledger(table.slice(0, 0))
    sources = [record_of(Source(id=f"p{number}", publisher=f"s{number}", published=Window.on(LATER), language="en"))
               for number in range(speakers)]  # fmt: skip
    records = [record for record in records_of(empty) if record.kind != "source"] + sources
    tell, met = FileRows(vocabulary()), (Met(), Met())
    with set_aside(path.parent, schema(), tell.sieve()) as aside, writer_of(path) as writer:
        rows = [(record.kind, record.name, number, 0, record.text) for number, record in enumerate(records, start=1)]
        wide = [row + (None,) * (len(schema()) - len(row)) for row in rows]
        aside.add(table_of(wide))
        keys = _key_numbers(table)
        for start in range(0, len(table), PIECE):
            piece = _columns(table.slice(start, PIECE), keys, len(records) + 1 + start, met)
            order = [(name, "ascending") for name in ("question", "cell", "episode", "day")]
            aside.add(pa.table(piece, schema=schema()).sort_by(order))
        aside.write(writer)
        head = Head(size=len(records) + len(table))
        sign(writer, About(head=head, claims=len(table), basis=tell.basis, held=aside.held()))


def _key_numbers(table: Any) -> Any:
    """For each key, the three numbers of its question."""
    import numpy as np

    cum = dict(zip(table["key"].to_pylist(), table["cum"].to_pylist(), strict=True))
    keys = np.zeros((max(cum) + 1, 3), np.int64)
    for key, never_falls in cum.items():
        measure = "total" if never_falls else "level"
        keys[key] = numbers_of((measure, (f"k{key}",), (), (), Question(measure=measure).line, "USD"))
    return keys


def _columns(piece: Any, keys: Any, first_seq: int, met: tuple[Met, Met]) -> list[Any]:
    """The columns of some claims of the workload."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    count = len(piece)
    key, cum, day, kind, speaker = (piece[name].to_numpy() for name in ("key", "cum", "day", "kind", "speaker"))
    lo, hi = (np.ma.masked_array(piece[name].to_numpy(), kind == open_) for name, open_ in (("lo", 1), ("hi", 0)))
    windows = [month(number) for number in range(3650 // WINDOW + 1)]
    days = [START + timedelta(number) for number in range(3650)]
    spans = np.array([window.possible for window in windows])
    window = day // WINDOW
    who = pc.binary_join_element_wise("s", pc.cast(pa.array(speaker), pa.string()), "")
    paper = pc.binary_join_element_wise("p", pc.cast(pa.array(speaker), pa.string()), "")
    name = pc.binary_join_element_wise("c", pc.cast(piece["id"].combine_chunks(), pa.string()), "")
    measure = pc.if_else(pa.array(cum), "total", "level")
    about = pc.if_else(
        pa.array(cum),
        pa.array([str(d) for d in days]).take(pa.array(day)),
        pa.array([days_text(w) for w in windows]).take(pa.array(window)),
    )
    later = [START + timedelta(number + LAG) for number in range(3650)]
    said = pa.array([str(d) for d in later]).take(pa.array(day))
    cells = keys[key]
    printed = np.where(kind == 0, lo.data, hi.data)
    rows = zip(cells[:, 2].tolist(), printed.tolist(), kind.tolist(), speaker.tolist(), day.tolist(), strict=True)
    words = [_words(*row, met) for row in rows]
    phrase, statement, figure, teller, again = (pa.array(values, pa.int64()) for values in zip(*words, strict=True))
    found = {
        "kind": pa.array(["claim"] * count),
        "name": name,
        "seq": pa.array(np.arange(first_seq, first_seq + count)),
        "part": pa.array(np.zeros(count, np.int32)),
        "record": pc.binary_join_element_wise(
            '{"about":"', about, '","by":["', who, '"],', _WORDS[0], '"id":"', name, '",', _WORDS[1], '"measure":"',
            measure, '",', _WORDS[2], '"quantity":', _quantities(piece, kind), _WORDS[3], said,
            '","source":"', paper, '","subject":["k',
            pc.cast(piece["key"].combine_chunks(), pa.string()), '"]}', ""),
        "source": paper,
        "published": pa.array(np.full(count, LATER.toordinal(), np.int32)),
        "said": pa.array((START.toordinal() + LAG + day).astype(np.int32)),
        "units": pa.array(["USD"] * count),
        "by": who,
        "voice": who,
        "marks": pa.array(np.zeros(count, np.int32)),
        "measure": measure,
        "line": pa.array(["fact"] * count),
        "unit": pa.array(["USD"] * count),
        "asked": pa.array(np.ones(count, np.int32)),
        "question": pa.array(cells[:, 0]),
        "asking": pa.array(cells[:, 1]),
        "cell": pa.array(cells[:, 2]),
        "form": pa.array(np.where(cum, GROWS, FLAT).astype(np.int32)),
        "episode": pa.array(np.where(cum, 0, START.year * 12 + 1 + window).astype(np.int32)),
        "day": pa.array(np.where(cum, START.toordinal() + day, spans[window, 0]).astype(np.int32)),
        "until": pa.array(np.where(cum, START.toordinal() + day, spans[window, 1]).astype(np.int32)),
        "lo": _steps(lo), "lo_rest": _zeros(lo), "lower_open": pc.cast(_zeros(lo), pa.bool_()),
        "hi": _steps(hi), "hi_rest": _zeros(hi), "upper_open": pc.cast(_zeros(hi), pa.bool_()),
        "phrase": phrase,
        "word": pa.array(np.where(kind == 0, 1, -1).astype(np.int32), mask=kind == 2),
        "statement": statement,
        "figure": figure,
        "teller": teller,
        "again": again,
        "suspect": pa.array(np.ones(count, np.int32)),
    }  # fmt: skip
    return [found.get(field.name, pa.nulls(count, field.type)).cast(field.type) for field in schema()]


_WORDS = (
    '"certainty":"certain","force":"report","form":"reported","grouping":"together",',
    '"locator":{"occurrence":1},',
    '"polarity":"positive",',
    ',"rank":"normal","said":"',
)
"""What every record of the workload says besides."""


def _words(cell: int, printed: int, kind: int, speaker: int, day: int, met: tuple[Met, Met]) -> tuple[int | None, ...]:
    if kind == 2:
        return None, None, None, None, None
    phrase, statement = (
        number(str(cell), str(printed)),
        number(str(cell), f"s{speaker}", str(START + timedelta(day + LAG))),
    )
    again = met[0].met(phrase) + 2 * met[1].met(statement)
    return phrase, statement, number(str(printed)), number(f"p{speaker}"), again


def _quantities(piece: Any, kind: Any) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    low, high = (pc.cast(piece[name].combine_chunks(), pa.string()) for name in ("lo", "hi"))
    floor = pc.binary_join_element_wise(
        '{"hedge":"at_least","interval":{"lower":"', low, '"},"nominal":"', low, '","unit":"USD"}', "")  # fmt: skip
    cap = pc.binary_join_element_wise(
        '{"hedge":"at_most","interval":{"upper":"', high, '"},"nominal":"', high, '","unit":"USD"}', "")  # fmt: skip
    both = pc.binary_join_element_wise(
        '{"hedge":"exact","interval":{"lower":"', low, '","upper":"', high, '"},"unit":"USD"}', ""
    )
    return pc.case_when(pc.make_struct(pa.array(kind == 0), pa.array(kind == 1)), floor, cap, both)


def _steps(values: Any) -> Any:
    """What `sortable` makes of whole numbers of up to 17 digits."""
    import numpy as np
    import pyarrow as pa

    powers = 10 ** np.arange(18, dtype=np.int64)
    digits = np.searchsorted(powers, np.where(values.mask, 1, values.data), side="right")
    steps = (digits + 45) * 10**17 + np.where(values.mask, 1, values.data) * powers[17 - digits]
    return pa.array(steps, mask=values.mask)


def _zeros(values: Any) -> Any:
    import numpy as np
    import pyarrow as pa

    return pa.array(np.zeros(len(values), np.int64), mask=values.mask)
