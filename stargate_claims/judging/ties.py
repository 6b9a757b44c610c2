"""What claims touch one another through: claims that share no tie, directly or by others, can be judged apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from stargate_claims.judging.assemble import SHOWN_TOGETHER, shown_question
from stargate_claims.judging.case import Case, Grouped, published_by
from stargate_claims.judging.constraints import Constraint
from stargate_claims.judging.derive import match
from stargate_claims.judging.forecasts import predicted
from stargate_claims.judging.screen import Key, Sorter, involved
from stargate_claims.model.claims import Claim, Force, Rank
from stargate_claims.model.rules import Rule
from stargate_claims.model.vocabulary import Line, Question

Tie = tuple[Hashable, ...]
"""A question without its line, a rule with what its premises share, or the id of a claim that others refer to."""


def references(claim: Claim) -> tuple[str, ...]:
    """The claims that one is about, and whose judging it may change."""
    enough = () if claim.adequacy is None or claim.adequacy.of is None else (claim.adequacy.of,)
    return (*claim.denies, *claim.supports, *claim.revises, *claim.supersedes, *claim.retracts, *enough)


class Ties:
    """The ties of claims in one case; holds what its rules and measures mean for that, and nothing else."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._sorter = Sorter(case.reader)
        self._in_rules = involved(case.rules)
        self._joins = [(rule, _shared(rule)) for rule in case.rules if len(rule.when) > 1]
        self._several = {measure.id for measure in case.vocabulary.measures.values() if measure.several}
        counting = {measure.id: measure.counts for measure in case.vocabulary.measures.values() if measure.counts}
        self._visits = {**counting, **{visited: visited for visited in counting.values()}}

    def keys(self, claim: Claim) -> Sequence[Key]:
        """The questions and units that a claim answers.

        Raises:
            UnknownName: if it uses a measure that the vocabulary does not know.
        """
        return self._sorter.keys(claim)

    def is_plain(self, claim: Claim) -> bool:
        """Whether a claim does nothing but bound its own questions, so that only what is said there can clash."""
        return not (
            claim.measure is None
            or claim.force is Force.ESTIMATE
            or not self._is_judged(claim)
            or claim.measure in self._in_rules
            or claim.measure in self._visits
            or claim.measure in self._several
            or claim.restated is not None
            or claim.members is not None
            or claim.list_kind is not None
            or claim.predicts is not None
            or claim.adequacy is not None
            or claim.together
            or claim.without
            or references(claim)
        )

    def of_plain(self, claim: Claim) -> set[Tie]:
        """The ties of a claim that is plain: its questions, whatever the line and the unit."""
        return {tie_of(key) for key in self.keys(claim)}

    def touched(self, claim: Claim) -> set[Tie]:
        """The questions through which a claim that is not plain may meet plain ones, but for what rules derive.

        What rules conclude about is never plain.
        """
        return self.of_plain(claim) | {question_tie(row.question) for row in predicted(claim, self._case.reader)}

    def of_claim(self, claim: Claim) -> set[Tie]:
        """The ties that any claim has by itself; ``of_rows`` finds those that it has through others.

        Raises:
            UnknownName: if it uses a measure or a stage that the vocabulary does not know.
        """
        ties = self.of_words(claim)
        return ties | self.of_rows(self._case.of([claim]).constraints) if self._is_judged(claim) else ties

    def of_words(self, claim: Claim) -> set[Tie]:
        """The ties that a claim has by itself, but for those of what it demands, which ``of_rows`` gives."""
        ties: set[Tie] = {("claim", id) for id in (claim.id, *references(claim))}
        if not self._is_judged(claim):
            return ties
        visited = self._visits.get(claim.measure or "")
        if visited is not None:
            ties.add(("visits", visited, claim.subject, claim.of))
        ties.update(question_tie(row.question) for row in predicted(claim, self._case.reader))
        return ties | self.of_plain(claim)

    def _is_judged(self, claim: Claim) -> bool:
        as_of = self._case.as_of
        return claim.rank is not Rank.DEPRECATED and (as_of is None or published_by(claim, as_of))

    def of_rows(self, grouped: Grouped) -> set[Tie]:
        """The ties of what claims demand, and of what follows."""
        ties: set[Tie] = set()
        for (question, _), rows in grouped.items():
            if question.line is not Line.HOLDS:  # a denial refers to what it denies
                ties.add(question_tie(question))
            if self._joins and question.measure in self._in_rules:
                ties.update(tie for row in rows for tie in self._joined(row))
        return ties

    def _joined(self, row: Constraint) -> Iterator[Tie]:
        """What a constraint shares with the others that a rule of several premises needs."""
        asked: tuple[str, Line] = (row.question.measure, row.question.line)
        for rule, shared in self._joins:
            for premise in rule.when:
                if (premise.measure, premise.line) == asked:
                    bindings = match(premise, row, self._case.vocabulary)
                    if bindings is not None:
                        yield "rule", rule.id, None if shared is None else bindings.get(shared)


def tie_of(key: Key) -> Tie:
    """The tie of a question and unit: the question, whatever the line and the unit."""
    measure, subject, of, pairs, _, _ = key
    return measure, subject, of, tuple((name, value) for name, value in pairs if name not in SHOWN_TOGETHER)


def question_tie(question: Question) -> Tie:
    """The tie of a question."""
    shown = shown_question(question)
    return shown.measure, shown.subject, shown.of, shown.keys


def _shared(rule: Rule) -> str | None:
    """A variable that every premise of a rule binds, or None."""
    return min(set.intersection(*(premise.variables() for premise in rule.when)), default=None)
