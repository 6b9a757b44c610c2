"""A draft: a claim as it was read, what was guessed on the way, and the words it was read from."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from attrs import evolve, field, frozen

from stargate_claims.errors import InvalidClaim
from stargate_claims.model.claims import Claim
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.shown import Shown
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Entity, Vocabulary
from stargate_claims.reading.doubts import Doubt
from stargate_claims.reading.names import Who


@frozen(kw_only=True)
class Draft(Shown):
    """A claim that no person has seen yet.

    Attributes:
        claim: the claim, complete enough to be judged.
        doubts: what was guessed, each thing once.
        confidence: percent, 0 to 100: what is left after every doubt took its share. It orders drafts; it is no
            probability.
        start, end: the clause or sentence that makes the claim, in code points of the text; at most 300 of them.
        figure: the figure as printed, or None where the value is not printed as one.
        by, via: the names behind ``claim.by`` and ``claim.via``, the outlet first among ``via``.
        strangers: who among them, and among the subjects, the vocabulary lacks.
    """

    claim: Claim
    start: int
    end: int
    doubts: tuple[Doubt, ...] = ()
    confidence: int = field(default=100)
    figure: Quantity | None = None
    by: tuple[Who, ...] = ()
    via: tuple[Who, ...] = ()
    strangers: tuple[Who, ...] = ()

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise InvalidClaim("the evidence of a draft starts before it ends, at 0 or later")
        if isinstance(self.confidence, bool) or not isinstance(self.confidence, int):
            raise TypeError(f"a confidence is a whole percentage, not {type(self.confidence).__name__}")
        if not 0 <= self.confidence <= 100:
            raise InvalidClaim(f"a confidence is from 0 to 100, not {self.confidence}")

    @property
    def names(self) -> tuple[Entity, ...]:
        """Entities that the vocabulary lacks, proposed as printed."""
        return tuple(who.entity() for who in self.strangers)

    def accept(self, **changes: Any) -> Claim:
        """The claim, with what a person changed: ``draft.accept(reviewed_by="…", force="plan")``.

        Raises:
            InvalidClaim: if the changed parts do not make one statement.
            TypeError: for a field that a claim does not have.
        """
        return evolve(self.claim, **changes) if changes else self.claim


class Drafts(Shown, list[Draft]):
    """Drafts in the order of their places; a list that notebooks show as a table."""

    __slots__ = ()


@runtime_checkable
class Extractor(Protocol):
    """Whatever proposes drafts: the rules of this package, or a user's language model behind a small class.

    ``propose`` answers plain objects, one for each claim, with the keys ``evidence`` (words of the text, verbatim),
    ``by``, ``measure``, ``subject``, and optionally ``figure`` (as printed within the evidence), ``holds``, ``stage``,
    ``day``, ``force``, ``of``, ``for``, ``said``, ``about``, ``qualifiers`` and ``via``. They are held to the same
    schema as claims on paper; see :func:`stargate_claims.reading.proposals.drafts_of`.
    """

    def propose(self, text: str, source: Source, vocabulary: Vocabulary) -> list[dict[str, Any]]:
        """Proposals for one article."""
        ...
