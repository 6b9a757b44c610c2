"""What keeps two claims apart, and what would settle it, in words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, Decimal

from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Cause, Edge, Finding, Kind, Relation
from stargate_claims.model.intervals import Window
from stargate_claims.model.vocabulary import Behaviour, Dimension, Line
from stargate_claims.showing.particles import with_particle
from stargate_claims.showing.words import amount, bound_words, day, days, names, pick, yes_no

_SHORT, _CENT = Context(prec=4), Decimal("0.01")


def gap_words(edge: Edge, finding: Finding, language: str) -> str:
    """What keeps the two claims of an edge apart, in figures and days."""
    by_cause: dict[Cause, Callable[[Edge, Finding, str], str]] = {
        Cause.DENIAL: _denial,
        Cause.WORDING: _wording,
        Cause.MEMBERSHIP: _membership,
        Cause.RESTATEMENT: _rates,
        Cause.FORECAST: _forecast,
    }
    if edge.cause in by_cause:
        return by_cause[edge.cause](edge, finding, language)
    if finding.question.line is Line.COMPANY:
        words = pick(("함께한다는 말과 따로 움직인 일이 어긋난다", "said to act together, yet acted apart"), language)
        return words + _when(edge, language)
    if edge.relation is Relation.REVISION:
        return _revision(edge, finding, language)
    if _is_state(finding):
        return _state(edge, finding, language)
    return _bounds(edge, finding, language)


def _is_state(finding: Finding) -> bool:
    measure = finding.vocabulary.measures.get(finding.question.measure)
    return measure is not None and measure.dimension is Dimension.STATE and finding.question.line is not Line.DATE


def _denial(edge: Edge, finding: Finding, language: str) -> str:
    said, denied = (finding.claim(id) for id in edge.claims)
    speaker, denier = (names(claim.by, finding.vocabulary, language) for claim in (said, denied))
    backs = said.id not in denied.denies
    if language == "ko":
        what = f"{with_particle(speaker, '이', '가')} 뒷받침하는 말을" if backs else f"{speaker}의 말을"
        return f"{what} {with_particle(denier, '이', '가')} 부인한다"
    return f"{'backed' if backs else 'said'} by {speaker}, denied by {denier}"


def _wording(edge: Edge, finding: Finding, language: str) -> str:
    low, high = edge.claims
    exact = ("숫자 그대로", "the figure itself")
    floor = ("하한으로", "a floor") if edge.gap.lower > 0 else exact
    cap = ("상한으로", "a cap") if edge.gap.upper < 0 else exact
    if language == "ko":
        return f"같은 숫자를 {high}에서는 {cap[0]}, {low}에서는 {floor[0]} 적었다"
    return f"the same number is {cap[1]} in {high} and {floor[1]} in {low}"


def _membership(edge: Edge, finding: Finding, language: str) -> str:
    low, high = (finding.claim(id) for id in edge.claims)
    listed = [set(claim.subject if claim.members is None else claim.members) for claim in (low, high)]
    missing = names(tuple(sorted(listed[0] - listed[1])), finding.vocabulary, language)
    if not missing:
        return pick(("한쪽 명단에는 있고 다른 쪽 명단에는 없다", "on one list and kept off the other"), language)
    if language == "ko":
        return f"{with_particle(missing, '은', '는')} {low.id}의 명단에는 있고 {high.id}의 명단에는 없다"
    return f"on the list of {low.id} and not on that of {high.id}: {missing}"


def _rates(edge: Edge, finding: Finding, language: str) -> str:
    base, to = (finding.question.key(name) or "" for name in ("from", "to"))
    one = amount(Decimal(1), base, language)
    low, high = (amount(value.quantize(_CENT), to, language) for value in (edge.gap.lower, edge.gap.upper))
    if language == "ko":
        return f"한 기사 안의 환산이 {one.replace(' ', '')}당 {low} 이상과 {high} 이하로 갈린다"
    return f"conversions in one article imply at least {low} and at most {high} for {one}"


def _forecast(edge: Edge, finding: Finding, language: str) -> str:
    said = {finding.claim(id).said.possible: side for side, id in enumerate(edge.claims)}
    early = said[min(said)]
    if _is_state(finding):
        words = (yes_no(True, language), yes_no(False, language))
    else:
        words = (_lower(edge, finding, language)[0], _upper(edge, finding, language)[0])
    forecast, later = edge.claims[early], edge.claims[1 - early]
    if language == "ko":
        return f"전망({forecast})은 ‘{words[early]}’인데 나중에 나온 말({later})은 ‘{words[1 - early]}’"
    return f"forecast in {forecast}: {words[early]}; said later in {later}: {words[1 - early]}"


def _state(edge: Edge, finding: Finding, language: str) -> str:
    label = finding.vocabulary.label(finding.question.measure, language)
    yes, no = (f"{id} ‘{yes_no(holds, language)}’" for id, holds in zip(edge.claims, (True, False), strict=True))
    lead = f"{label}: {yes}, {no}" if language == "ko" else f"{label}: {yes} against {no}"
    return lead + _when(edge, language)


def _revision(edge: Edge, finding: Finding, language: str) -> str:
    low, high = (finding.claim(id) for id in edge.claims)
    told = [
        (low, _target(low, edge.gap.lower, edge, finding, language) or _lower(edge, finding, language)[0]),
        (high, _target(high, edge.gap.upper, edge, finding, language) or _upper(edge, finding, language)[0]),
    ]
    told.sort(key=lambda pair: pair[0].said.possible[::-1])
    said = [(days(claim.said, language), words) for claim, words in told]
    if language == "ko":
        return ", ".join(f"{when}에는 {words}" for when, words in said)
    return ", then ".join(f"{words} ({when})" for when, words in said)


def _target(claim: Claim, value: Decimal, edge: Edge, finding: Finding, language: str) -> str | None:
    """A cap or floor that a plan itself prints, in words; None for all else that it says, or that follows from it."""
    quantity = claim.quantity
    if quantity is None or quantity.nominal != value or not _is_said(claim, edge, finding):
        return None
    words, bounds = _in_words(value, edge, finding, language), quantity.interval
    if bounds.lower is None:
        return _at_most(words, language, is_open=bounds.upper_open)
    return _at_least(words, language, is_open=bounds.lower_open) if bounds.upper is None else None


def _bounds(edge: Edge, finding: Finding, language: str) -> str:
    """The two bounds: a demand of the rules against words, or words against words."""
    (low, low_said), (high, high_said) = _lower(edge, finding, language), _upper(edge, finding, language)
    when = _when(edge, language)
    since, until = edge.gap.since, edge.gap.until
    if language == "ko":
        if low_said and high_said:
            return f"{with_particle(low, '과', '와')} {with_particle(high, '이', '가')} 맞선다{when}"
        if high_said:
            lead = f"{day(since, language)}부터 " if since else ""
            tail = f"{day(until, language)}까지 " if until else ""
            return f"{lead}{with_particle(low, '이어야', '여야')} 하는데 {tail}{high}"
        if low_said:
            return f"{with_particle(high, '이어야', '여야')} 하는데 {low}{when}"
        return (
            f"{with_particle(low, '이어야', '여야')} 하는데 동시에 {with_particle(high, '이어야', '여야')} 한다{when}"
        )
    if low_said and high_said:
        return f"{low} against {high}{when}"
    if high_said:
        lead = f" since {day(since, language)}" if since else ""
        return f"{low}{lead}, {high} reported" + (f" up to {day(until, language)}" if until else "")
    if low_said:
        return f"{high} expected, {low} reported{when}"
    return f"{low} expected, and {high} expected too{when}"


def _lower(edge: Edge, finding: Finding, language: str) -> tuple[str, bool]:
    """The lower bound in words, and whether its claim says so itself: a rule may stand between."""
    claim, gap = finding.claim(edge.claims[0]), edge.gap
    said, point = _is_said(claim, edge, finding), _point(claim, gap.unit, finding)
    if said and point is not None:
        return _in_words(point, edge, finding, language), said
    words = _rounded(gap.lower, edge, finding, language)
    return _at_least(words, language, is_open=gap.lower_open), said


def _upper(edge: Edge, finding: Finding, language: str) -> tuple[str, bool]:
    """The upper bound in words, and whether its claim says so itself."""
    claim, gap = finding.claim(edge.claims[1]), edge.gap
    said, point = _is_said(claim, edge, finding), _point(claim, gap.unit, finding)
    if said and point is not None:
        return _in_words(point, edge, finding, language), said
    words = _rounded(gap.upper, edge, finding, language)
    if gap.upper == 0 and finding.question.line is not Line.DATE and not _is_stage(finding):
        return words, said
    return _at_most(words, language, is_open=gap.upper_open), said


def _at_least(words: str, language: str, *, is_open: bool) -> str:
    if language == "ko":
        return f"{words} {'초과' if is_open else '이상'}"
    return f"{'more than' if is_open else 'at least'} {words}"


def _at_most(words: str, language: str, *, is_open: bool) -> str:
    if language == "ko":
        return f"{words} {'미만' if is_open else '이하'}"
    return f"{'less than' if is_open else 'at most'} {words}"


def _is_stage(finding: Finding) -> bool:
    measure = finding.vocabulary.measures.get(finding.question.measure)
    return measure is not None and measure.dimension is Dimension.STAGE


def _in_words(value: Decimal, edge: Edge, finding: Finding, language: str) -> str:
    return bound_words(value, finding.question, edge.gap.unit, finding.vocabulary, language)


def _rounded(value: Decimal, edge: Edge, finding: Finding, language: str) -> str:
    """A bound in words; one converted at a rate with a margin in few digits: more would only look exact."""
    if not any(tolerance.words for tolerance in edge.tolerances):
        return _in_words(value, edge, finding, language)
    return pick(("약 ", "about "), language) + _in_words(_SHORT.plus(value), edge, finding, language)


def _is_said(claim: Claim, edge: Edge, finding: Finding) -> bool:
    """Whether a claim answers the question of its finding itself, and not only through a rule."""
    speaks = {used.entity: used.fact.of for used in edge.facts if used.fact.kind == "speaks_for"}
    subject = {speaks.get(id, id) for id in claim.subject}
    own = claim.measure == finding.question.measure and not subject.isdisjoint(finding.question.subject)
    return not edge.rules or own


def _point(claim: Claim, unit: str | None, finding: Finding) -> Decimal | None:
    """The one value that a claim gives, as printed; None where it only gives a bound, or gives it in another unit."""
    if claim.quantity is not None:
        converted = unit is not None and unit != claim.quantity.unit
        return claim.quantity.nominal if claim.quantity.is_point and not converted else None
    measure = finding.vocabulary.measures.get(claim.measure or "")
    if claim.stage is not None and measure is not None and measure.behaviour is Behaviour.LEVEL:
        return Decimal(measure.rung(claim.stage))
    window = claim.about if finding.question.line is Line.DATE else claim.day
    return Decimal(window.possible[0]) if window is not None and window.is_day else None


def _when(edge: Edge, language: str) -> str:
    words = days(Window(first=edge.gap.since, last=edge.gap.until), language)
    return f" ({words})" if words else ""


def settle(finding: Finding, language: str) -> str:
    """The claim or document that would remove a finding."""
    by_kind = {
        Kind.WORDING: ("발표 원문에 쓰인 표현.", "the wording of the announcement itself."),
        Kind.RESTATEMENT: ("환산에 쓴 환율과 그 날짜.", "the rate used for each conversion, and its day."),
        Kind.REVISION: (
            "어느 목표가 유효한지 밝힌 계획 주체의 자료.",
            "the planner's word on which target stands.",
        ),
    }
    by_cause = {
        Cause.DENIAL: (
            "말한 쪽이나 부인하는 쪽이 내놓는 증빙.",
            "evidence from whoever said it or whoever denies it.",
        ),
        Cause.MEMBERSHIP: ("계약서나 공시에 적힌 명단.", "the list in a contract or a filing."),
        Cause.FORECAST: (
            "전망한 쪽이 새로 내놓은 전망이나, 나중에 나온 말을 확인해 줄 자료.",
            "a newer forecast by the same forecaster, or a document that confirms what was said later.",
        ),
    }
    if finding.kind in by_kind:
        return pick(by_kind[finding.kind], language)
    if finding.cause in by_cause:
        return pick(by_cause[finding.cause], language)
    return _document(finding, language)


def _document(finding: Finding, language: str) -> str:
    """Which document would overturn a side; else why the rule, or the premise, does not hold here."""
    edge = finding.strongest
    gap = edge.gap
    span = days(Window(first=gap.since, last=gap.until), language)
    paper = pick(_paper(finding), language)
    if language == "ko":
        ways = [paper + (f"({span})" if span else "")]
        ways += ["규칙이 여기에는 맞지 않는다는 근거"] if edge.rules else []
        ways += [f"{' · '.join(edge.hinges)}의 주장이 틀렸다는 자료"] if edge.hinges else []
        return ", 또는 ".join(ways) + "."
    ways = [paper + (f" ({span})" if span else "")]
    ways += ["a reason why the rule does not apply here"] if edge.rules else []
    ways += [f"evidence against {' and '.join(edge.hinges)}"] if edge.hinges else []
    return ", or ".join(ways) + "."


def _paper(finding: Finding) -> tuple[str, str]:
    measure = finding.vocabulary.measures.get(finding.question.measure)
    dimension = measure.dimension if measure is not None else None
    if finding.question.line is Line.COMPANY:
        return "누가 함께했는지 적힌 계약서", "a contract that says who acted with whom"
    if dimension is Dimension.DAY or finding.question.line is Line.DATE:
        return "날짜가 적힌 공식 기록", "an official record of the day"
    if dimension is Dimension.MONEY:
        return "공시나 감사 자료", "a filing or audited accounts"
    if dimension in (Dimension.STATE, Dimension.STAGE):
        return "당사자가 내놓은 문서나 공시", "a document or filing by those involved"
    return "계약서나 공시", "a contract or filing"
