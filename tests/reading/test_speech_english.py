"""English speakers: whose note, analysts, department or office it is, and how what they say is meant."""

from __future__ import annotations

import pytest

from tests.reading.test_attribution import drafts


@pytest.mark.parametrize(
    ("text", "label", "force"),
    [
        # Whose paper, whose analysts.
        ("It cost $3 million, according to a note Pell Hutton sent to clients.", "Pell Hutton", "report"),
        ("Pell Hutton cut its view. The brokerage's analysts wrote that it cost $3 million.", "Pell Hutton", "report"),
        (
            "Pell Hutton cut its view. The brokerage's analysts wrote so. It cost $3 million, they said.",
            "Pell Hutton",
            "report",
        ),
        # Bodies that were named in full, and those who speak for them.
        (
            "The U.S. Harbour Department said so. It cost $3 million, according to the department.",
            "Harbour Department",
            "report",
        ),
        (
            "The Department for Harbours is late. A spokesperson for the department said it cost $3 million.",
            "Department for Harbours",
            "report",
        ),
        ("The government said it cost $3 million.", "the government", "report"),
        (
            "The independent commission that heard the case found the club had lost $3 million.",
            "independent commission",
            "report",
        ),
        ("Corvid has work, its own data show, for 300 staff.", "Corvid", "report"),
        # Offices and days between a subject and its verb.
        (
            "The executive chairman of Corvid Ltd, Jon Thomson, told lawmakers that it cost $3 million.",
            "Jon Thomson",
            "report",
        ),
        ("Pell Research in February forecast that demand would rise 165%.", "Pell Research", "estimate"),
        (
            "Ana Roe, the chief executive, told staff so. In July Corvid Ltd. had forecast growth of 30%.",
            "Corvid Ltd.",
            "estimate",
        ),
        # The company at the head of a sentence; one that reports results is no paper.
        ("Corvid is late. Corvid will cut 300 jobs, the chipmaker said.", "Corvid", "plan"),
        (
            "Corvid Chip Co. reported on Thursday a profit of $3 million. Sales were $9 million, the chipmaker said.",
            "Corvid Chip Co.",
            "report",
        ),
        # Words at the head of a sentence that are no names; markets; what follows "on X."
        ("Corvid said so. Counting the new campus, it has 300 staff, it said.", "Corvid", "report"),
        ("Corvid said it cost $3 million. The shares slipped 1% in New York.", "paper", "report"),
        ("Ana Roe replied on X. Corvid Ltd. said it cost $3 million.", "Corvid Ltd.", "report"),
        ("The board of Corvid Bros. Discovery said it cost $3 million.", "board of Corvid Bros. Discovery", "report"),
        # Sources without a figure.
        (
            "The customer is Corvid, according to a person familiar with the matter.",
            "a person familiar with the matter",
            "report",
        ),
        ("Corvid Metals will cut 300 jobs, the Pelladine maker said.", "Corvid Metals", "plan"),
        # How it is meant.
        ("Corvid said it has canceled 300 flights and plans to return.", "Corvid", "report"),
        ("Pell Group expects revenue to have fallen 3.4%.", "Pell Group", "estimate"),
        ("Corvid said a contract was expected to bring in $3 million.", "Corvid", "estimate"),
        ("Corvid said the plant is expected to open with 300 staff.", "Corvid", "plan"),
        ("Corvid said it had agreed with Pell Metals to build 300 homes.", "Corvid", "commitment"),
        ("A study by the Pell Group found that a plant would create 3,400 jobs.", "Pell Group", "estimate"),
        ("The Harbour Agency said it had settled an award of up to $3 million.", "Harbour Agency", "report"),
        ("Corvid said the figure was wrong.", "Corvid", "denial"),
        ("Corvid said it did not recognise the figure.", "Corvid", "denial"),
        ("Corvid described the sanction as unjust.", "Corvid", "opinion"),
        ("Corvid said demand will more than double to $3 million.", "Corvid", "estimate"),
    ],
)
def test_whose_they_are_and_how_they_are_meant(text: str, label: str, force: str) -> None:
    draft = drafts(text)[-1]
    assert label in draft.by[0].labels or (label,) == draft.claim.by
    assert draft.claim.force.value == force
