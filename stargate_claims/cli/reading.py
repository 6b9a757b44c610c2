"""Commands that read articles: figures, extract, accept."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import click

from stargate_claims.cli.console import day, print_json, print_lines, print_text, say, spoken

EXAMPLE_DAY = "2025-07-22"


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--published", callback=day, metavar="DAY", help="The day of publication, for days such as 지난 21일.")
@click.option("-f", "--format", "form", type=click.Choice(["human", "json", "csv"]), default="human", show_default=True)
@click.option("--lang", "language", type=click.Choice(["ko", "en"]), help="Language [the locale's].")
def figures(file: Path, published: date | None, form: str, language: str | None) -> None:
    """Show the figures and days of FILE (- for standard input), and how each is read."""
    from stargate_claims.keeping.articles import read_article
    from stargate_claims.showing.mentions import mention_csv, mention_lines, mentions, undated

    text, _ = read_article(file)
    rows = mentions(text, published)
    if form == "json":
        print_json(rows)
    elif form == "csv":
        print_text(mention_csv(rows))
    else:
        print_lines(mention_lines(text, rows, language or spoken()))
        if published is None and (missing := undated(text)):
            days = f"{missing} days need" if missing > 1 else "1 day needs"
            korean = f"보도된 날을 알아야 읽는 날짜가 {missing}개 있습니다: --published {EXAMPLE_DAY}처럼 적어 주세요"
            click.echo(say(korean, f"{days} the day of publication: add --published {EXAMPLE_DAY}"), err=True)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--published", callback=day, required=True, metavar="DAY", help="The day of publication, 2025-07-22.")
@click.option("--publisher", metavar="ID", help="Who published it [what the article's byline says].")
@click.option("--language", type=click.Choice(["ko", "en"]), help="Of the articles [what most of their letters are].")
@click.option("--ledger", type=click.Path(), help="A ledger that lends its names, measures and rules.")
@click.option(
    "-f", "--format", "form", type=click.Choice(["human", "json", "yaml"]), default="human", show_default=True
)
@click.option("--into", type=click.Path(path_type=Path), help="Write drafts to this new YAML file, for review.")
@click.option("--lang", "shown", type=click.Choice(["ko", "en"]), help="Language of list and doubts [the locale's].")
def extract(
    files: tuple[Path, ...],
    published: date,
    publisher: str | None,
    language: str | None,
    ledger: str | None,
    form: str,
    into: Path | None,
    shown: str | None,
) -> None:
    """Read draft claims from articles, each FILE one article: a person decides which of them enter a ledger."""
    from stargate_claims.keeping.drafts import Reading, draft_text, read_articles, write_drafts
    from stargate_claims.showing.drafts import draft_lines, draft_record

    known = None
    if ledger is not None:
        from stargate_claims.keeping.library import load

        known = load(ledger)
    reader = shown or spoken()
    read: list[Reading] = []
    with (
        click.progressbar(files, file=sys.stderr)
        if len(files) > 1 and sys.stderr.isatty()
        else nullcontext(files) as bar
    ):
        read += read_articles(bar, published, publisher, language, known, new_only=into is not None)
    if into is not None:
        write_drafts(read, into, reader)
        from stargate_claims.showing.words import counted

        number = sum(len(reading.drafts) for reading in read)
        print_text(f"{into}: {say(f'초안 {number:,}건', counted(number, 'draft'))}")
    elif form == "json":
        several = len(read) > 1
        print_json([
            {**({"file": reading.file} if several else {}), **draft_record(draft)}
            for reading in read
            for draft in reading.drafts
        ])  # fmt: skip
    elif form == "yaml":
        print_text(draft_text(read, reader).rstrip("\n"))
    else:
        from stargate_claims.keeping.shipped import shipped_vocabulary
        from stargate_claims.showing.terminal import inert

        vocabulary = shipped_vocabulary() if known is None else known.vocabulary
        for reading in read:
            print_text("\n".join(map(inert, draft_lines(reading.drafts, reading.text, vocabulary, reader))))


@click.command()
@click.argument("drafts", type=click.Path(path_type=Path))
@click.option("--into", type=click.Path(path_type=Path), required=True, help="The ledger folder that they enter.")
@click.option("--reviewer", required=True, metavar="NAME", help="Who has read them.")
@click.option("--on", callback=day, required=True, metavar="DAY", help="The day of the review, 2025-07-22.")
def accept(drafts: Path, into: Path, reviewer: str, on: date) -> None:
    """Enter the drafts in DRAFTS that are marked 'accepted: yes' into a ledger folder."""
    from stargate_claims.keeping.drafts import accept_drafts
    from stargate_claims.showing.words import counted

    claims = accept_drafts(drafts, into, reviewer, on)
    print_text(f"{into}: {say(f'주장 {len(claims):,}건', counted(len(claims), 'claim'))}")
