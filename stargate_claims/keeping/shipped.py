"""The vocabulary and the rules that come with the package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from stargate_claims import data
from stargate_claims.keeping.fields import Reader
from stargate_claims.keeping.names import Names, check_facts, read_names
from stargate_claims.keeping.nodes import Node, encoded, parse
from stargate_claims.keeping.problems import Page, Problem, raise_if
from stargate_claims.keeping.rulebook import read_rules
from stargate_claims.model.rules import Rule
from stargate_claims.model.vocabulary import Vocabulary

VOCABULARY_KEYS = ("entities", "ladders", "terms", "measures")
RULE_KEYS = ("cast", "rules")


def page_of(data: bytes, file: str, keys: tuple[str, ...], problems: list[Problem]) -> tuple[Page, Mapping[str, Node]]:
    """A file's page and its top-level entries, none but these keys."""
    page = Page(file=file, problems=problems)
    root = parse(data, page)
    return page, {} if root is None else Reader(page).table(root, keys, "this file")


def load_names_text(text: str, *, file: str = "measures.yaml", shipped: Names | None = None) -> Names:
    """Entities, ladders and measures from YAML text.

    Raises:
        LedgerError: with every problem found.
    """
    problems: list[Problem] = []
    page = page_of(encoded(text), file, VOCABULARY_KEYS, problems)
    names = read_names([page], shipped or Names())
    check_facts(names, (shipped or Names()).vocabulary | names.vocabulary, frozenset())
    raise_if(problems)
    return names


def load_vocabulary_text(text: str, *, file: str = "measures.yaml") -> Vocabulary:
    """The entities and measures that YAML text defines.

    Args:
        text: ``entities:``, ``ladders:`` and ``measures:`` as in a ledger folder.
        file: the name that problems are reported under.

    Raises:
        LedgerError: with every problem found.

    >>> names = load_vocabulary_text('''
    ... measures:
    ...   - {id: contracts_signed, label: {ko: 계약 건수}, dimension: count, behaviour: cumulative, counter: [건]}
    ... ''')
    >>> names.measure("contracts_signed").counter
    ('건',)
    """
    return load_names_text(text, file=file).vocabulary


def load_rules(
    text: str, vocabulary: Vocabulary | None = None, *, cases: bool = False, file: str = "rules.yaml"
) -> tuple[Rule, ...]:
    """The rules that YAML text defines.

    Args:
        text: ``rules:``, and ``cast:`` for their cases.
        vocabulary: the names they may use; None for the shipped ones.
        cases: whether to build the cases too. That they are there is checked in any case.
        file: the name that problems are reported under.

    Raises:
        LedgerError: with every problem found.
    """
    problems: list[Problem] = []
    page = page_of(encoded(text), file, RULE_KEYS, problems)
    names = shipped_names() if vocabulary is None else Names(vocabulary=vocabulary)
    rules = read_rules([page], names, cases=cases)
    raise_if(problems)
    return rules


@cache
def shipped_names() -> Names:
    """The shipped vocabulary with its ladders, which a ledger's own measures may use."""
    return load_names_text(data.text("measures.yaml"), file="stargate_claims/data/measures.yaml")


def shipped_vocabulary() -> Vocabulary:
    """The measures that every ledger knows."""
    return shipped_names().vocabulary


def with_cases(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Some rules, the shipped ones among them with their cases; a ledger's own have theirs already."""
    shipped = {rule.id: rule for rule in shipped_rules(cases=True)}
    return tuple(rule if rule.cases else shipped.get(rule.id, rule) for rule in rules)


@cache
def shipped_rules(cases: bool = False) -> tuple[Rule, ...]:
    """The rules that every ledger is judged by."""
    return load_rules(data.text("rules.yaml"), cases=cases, file="stargate_claims/data/rules.yaml")
