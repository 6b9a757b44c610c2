"""The command line in Korean: help, usage errors, and what click itself says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from stargate_claims.showing.terminal import wrap

HELP = {
    "With --since, 1 if something is new or changed.": ("--since를 쓰면 새로 생기거나 달라진 것이 있을 때 1입니다."),
    "Show only what is new, changed or resolved since that day.": (
        "그날 이후 새로 생기거나 달라지거나 풀린 것만 보여 줍니다."
    ),
    "Tell what became of every commitment, and every plan with a deadline, in the ledger at PATH.": (
        "PATH의 장부에 적힌 약속과 기한 있는 계획이 저마다 어떻게 되었는지 알려 줍니다."
    ),
    "Only what was published by the end of this day.": "이날까지 보도된 것만 봅니다.",
    "Only these.": "이 결과만 보여 줍니다.",
    "Tell which values of QUESTION most independent voices support, and who stands outside.": (
        "QUESTION을 두고 독립된 목소리가 가장 많이 뒷받침하는 값과, 거기서 벗어난 쪽을 알려 줍니다."
    ),
    "QUESTION is written as `timeline PATH` lists it: measure(subject, key=value).": (
        "QUESTION은 `timeline PATH`가 보여 주는 대로 척도(주체, 키=값) 꼴로 씁니다."
    ),
    "The day asked about [the last one that anything was published].": ("묻는 날 [무엇이든 마지막으로 보도된 날]."),
    "List all that is said on QUESTION, in the order of days; without one, list the questions of the ledger at PATH.": (
        "QUESTION을 두고 나온 말을 날짜 순서로 모두 보여 줍니다. "
        "QUESTION을 적지 않으면 PATH의 장부에 있는 질문을 늘어놓습니다."
    ),
    "QUESTION is written as the list prints it: measure(subject, key=value).": (
        "QUESTION은 그 목록에 나오는 대로 척도(주체, 키=값) 꼴로 씁니다."
    ),
    "Keep a ledger of claims and see which of them cannot both be true, and why.": (
        "주장을 장부에 적어 두고, 어떤 주장들이 함께 참일 수 없는지, 왜 그런지 봅니다."
    ),
    "Check the ledger at PATH: exit status 0 if nothing contradicts, 1 with findings, 2 if it could not run.": (
        "PATH의 장부를 판단합니다. 종료 상태는 어긋나는 것이 없으면 0, 발견이 있으면 1, 판단하지 못했으면 2입니다."
    ),
    "Write a report on the ledger at PATH as one HTML file, to be read and filtered without any network.": (
        "PATH의 장부를 다룬 보고서를 HTML 파일 하나로 씁니다. 네트워크 없이 읽고 걸러 볼 수 있습니다."
    ),
    "List the rules, run their cases, and say what they did on the ledger at PATH: exit status 1 if a case fails.": (
        "규칙을 늘어놓고 사례를 돌려 보며, PATH의 장부에서 무엇을 찾았는지 알려 줍니다. "
        "틀린 사례가 있으면 종료 상태는 1입니다."
    ),
    "Show the figures and days of FILE (- for standard input), and how each is read.": (
        "FILE(표준 입력은 -)에 나온 숫자와 날짜를 어떻게 읽는지 보여 줍니다."
    ),
    "Read draft claims from articles, each FILE one article: a person decides which of them enter a ledger.": (
        "기사에서 주장의 초안을 읽습니다. FILE 하나가 기사 하나입니다. 무엇을 장부에 올릴지는 사람이 정합니다."
    ),
    "Enter the drafts in DRAFTS that are marked 'accepted: yes' into a ledger folder.": (
        "DRAFTS에서 'accepted: yes'라고 표시한 초안을 장부 폴더에 올립니다."
    ),
    "Start an empty ledger in FOLDER, with comments that say what to write where; or an empty sheet.": (
        "FOLDER에 빈 장부를 만들고 무엇을 어디에 쓰는지 주석으로 적어 둡니다. 빈 표를 만들 수도 있습니다."
    ),
    "Find the places of the claims in your copies: exit status 1 if a place is lost or could be several.": (
        "주장이 실린 자리를 가지고 있는 사본에서 찾습니다. 찾지 못했거나 여러 곳일 수 있으면 종료 상태는 1입니다."
    ),
    "Print the JSON Schema of one KIND of ledger file, for editors and check-jsonschema.": (
        "장부 파일 한 종류의 JSON Schema를 출력합니다. 편집기와 check-jsonschema에 씁니다."
    ),
    "Write the ledger SOURCE as TARGET, which must not exist yet.": (
        "장부 SOURCE를 TARGET으로 옮겨 씁니다. TARGET은 아직 없어야 합니다."
    ),
    "A folder (YAML), a .jsonl, .db, .parquet, .csv or .jsonld file, or a schema of PostgreSQL: "
    "postgresql://USER@HOST/DATABASE?schema=NAME": (
        "폴더(YAML), .jsonl, .db, .parquet, .csv, .jsonld 파일, PostgreSQL 스키마를 쓸 수 있습니다: "
        "postgresql://USER@HOST/DATABASE?schema=NAME"
    ),
    "SOURCE may also be a newsroom's sheet, .xlsx or .csv, as 'new --sheet' starts one.": (
        "SOURCE는 'new --sheet'로 만든 편집국의 표(.xlsx, .csv)여도 됩니다."
    ),
    "Read every record of FILE (.jsonl, .db, postgresql://…): was anything changed? The first bad line is named.": (
        "FILE(.jsonl, .db, postgresql://…)의 기록을 모두 읽어 바뀐 것이 있는지 확인합니다. "
        "처음으로 잘못된 줄을 짚어 줍니다."
    ),
    "Show one CLAIM of the ledger at PATH [this folder]: its place, its history, and who repeats it; or a finding.": (
        "PATH[현재 폴더]의 장부에서 주장 하나를 보여 줍니다. 실린 자리, 고쳐 온 내력, 되풀이한 사람이 나옵니다. "
        "발견의 id를 주면 그 발견을 보여 줍니다."
    ),
    "Tell the versions of what this program runs on, and which of their known faults touch a ledger.": (
        "이 프로그램이 딛고 선 것들의 버전과, 그 가운데 장부에 영향을 주는 알려진 결함을 알려 줍니다."
    ),
    "Print the script that lets SHELL complete commands and options.": (
        "SHELL에서 명령과 옵션을 자동 완성하게 하는 스크립트를 출력합니다."
    ),
    'In ~/.bashrc (bash 4.4 or later): eval "$(stargate-claims completion bash)"': (
        '~/.bashrc에(bash 4.4 이상): eval "$(stargate-claims completion bash)"'
    ),
    'In ~/.zshrc, after compinit: eval "$(stargate-claims completion zsh)"': (
        '~/.zshrc의 compinit 뒤에: eval "$(stargate-claims completion zsh)"'
    ),
    "For fish: stargate-claims completion fish > ~/.config/fish/completions/stargate-claims.fish": (
        "fish: stargate-claims completion fish > ~/.config/fish/completions/stargate-claims.fish"
    ),
    "Show the version and exit.": "버전을 보여 줍니다.",
    "Show this message and exit.": "이 도움말을 보여 줍니다.",
    "Language of the report [the ledger's own].": "보고서의 언어 [장부의 언어].",
    "Language [the ledger's own].": "언어 [장부의 언어].",
    "Language [the locale's].": "언어 [로캘의 언어].",
    "jsonl: a line for each finding; sarif: SARIF 2.1.0; github: workflow commands [human; github on GitHub].": (
        "jsonl: 발견마다 한 줄, sarif: SARIF 2.1.0, github: 워크플로 명령 [human, GitHub에서는 github]."
    ),
    "Folder of your copies: show the printed sentences.": "사본을 둔 폴더. 실린 문장을 함께 보여 줍니다.",
    "Folder of your copies: put the printed sentences in.": "사본을 둔 폴더. 실린 문장을 함께 넣습니다.",
    "Folder of your copies of the articles.": "기사 사본을 둔 폴더.",
    "Judge only what was published by the end of this day.": "이날까지 보도된 것만 판단합니다.",
    "Exit with 0 also where something was found.": "발견이 있어도 종료 상태를 0으로 합니다.",
    "What screens the questions [duckdb for a .parquet file, else python]; the findings are the same.": (
        "질문을 추리는 엔진 [.parquet 파일은 duckdb, 나머지는 python]. 발견은 어느 것이나 같습니다."
    ),
    "Threads of DuckDB [all processors].": "DuckDB가 쓸 스레드 수 [모든 프로세서].",
    "Memory of DuckDB, as 2GB; beyond it, it spills to disk.": (
        "DuckDB가 쓸 메모리. 2GB처럼 씁니다. 넘치면 디스크를 씁니다."
    ),
    "The new file, report.html.": "새로 쓸 파일, report.html.",
    "Shown first [the ledger's own].": "먼저 보일 언어 [장부의 언어].",
    "Write over a file that is there already.": "이미 있는 파일을 덮어씁니다.",
    "The day of publication, for days such as 지난 21일.": "보도된 날. ‘지난 21일’ 같은 날짜를 읽는 데 씁니다.",
    "The day of publication, 2025-07-22.": "보도된 날, 2025-07-22.",
    "Who published it [what the article's byline says].": "보도한 곳 [기사 바이라인에 적힌 대로].",
    "Of the articles [what most of their letters are].": "기사의 언어 [글자가 더 많은 쪽].",
    "Language of list and doubts [the locale's].": "목록과 의심을 보일 언어 [로캘].",
    "Remember in this file what was judged, and judge only what is new; it may be deleted at any time.": (
        "판단한 것을 이 파일에 적어 두고 새것만 판단합니다. 언제 지워도 됩니다."
    ),
    "A ledger that lends its names, measures and rules.": "이름, 척도, 규칙을 빌려 올 장부.",
    "Write drafts to this new YAML file, for review.": "검토할 초안을 이 새 YAML 파일에 씁니다.",
    "The ledger folder that they enter.": "초안을 올릴 장부 폴더.",
    "Who has read them.": "초안을 읽은 사람.",
    "The day of the review, 2025-07-22.": "검토한 날, 2025-07-22.",
    "Start a newsroom sheet instead: a .xlsx or .csv file.": "장부 대신 편집국의 표(.xlsx, .csv)를 만듭니다.",
    "Write what is missing into the ledger's files.": "빠진 것을 장부 파일에 써넣습니다.",
    "A head that you kept: records taken away or rewritten are noticed.": (
        "따로 보관해 둔 머리값. 빼거나 고쳐 쓴 기록을 알아챕니다."
    ),
}
"""Every paragraph of help and every option's help, by its English."""

_SECTIONS = {"Options": "옵션", "Commands": "명령"}
_USAGE = (("[OPTIONS]", "[옵션]"), ("COMMAND [ARGS]...", "명령 [인자]..."))
_EXTRAS = (("default: ", "기본값: "), ("required", "필수"))

SAID = (
    (r"Invalid value for (.+?): (.+)", r"\1 값이 잘못되었습니다: {}"),
    (r"Invalid value: (.+)", r"값이 잘못되었습니다: {}"),
    (r"No such option: (\S+?)\.?(?: (?:Did you mean|\(Possible options:).*)?", r"그런 옵션은 없습니다: \1"),
    (r"No such option '(.+?)'\.?(?: (?:Did you mean|\(Possible options:).*)?", r"그런 옵션은 없습니다: \1"),
    (r"No such command '(.+?)'\.?(?: .*)?", r"그런 명령은 없습니다: \1"),
    (r"Missing command\.", "명령을 적지 않았습니다."),
    (r"Missing argument (.+?)\.(.*)", r"\1 인자를 적지 않았습니다.\2"),
    (r"Missing option (.+?)\.(.*)", r"\1 옵션이 꼭 있어야 합니다.\2"),
    (r"Option (.+) requires an argument\.", r"\1 옵션에는 값이 있어야 합니다."),
    (r"Option (.+) requires (\d+) arguments\.", r"\1 옵션에는 값이 \2개 있어야 합니다."),
    (r"Option (.+) does not take a value\.", r"\1 옵션에는 값을 붙이지 않습니다."),
    (r"Got unexpected extra arguments? \((.+)\)", r"남는 인자가 있습니다: \1"),
    (r"(.+) is not one of (.+)\.", r"\1 대신 다음 가운데 하나를 적어 주세요: \2."),
    (r"(.+) is not in the range (.+)\.", r"\1 값은 범위 \2를 벗어납니다."),
    (r"(.+) is not a valid .*integer.*", r"\1 값은 정수가 아닙니다."),
)
"""What click says, and the Korean for it; ``{}`` is the Korean of the last group. What is missing stays English."""


class KoreanFormatter(click.HelpFormatter):
    """Help in Korean: the same parts, wrapped by the cells that Hangul takes."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The first line."""
        for english, korean in _USAGE:
            args = args.replace(english, korean)
        super().write_usage(prog, args, "사용법: ")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """Options, or commands."""
        with super().section(_SECTIONS.get(name, name)):
            yield

    def write_text(self, text: str) -> None:
        """Paragraphs."""
        margin = " " * self.current_indent
        for number, paragraph in enumerate(re.split(r"\n\s*\n", text)):
            self.write("\n" if number else "")
            for line in wrap(korean(paragraph), self.width - self.current_indent):
                self.write(f"{margin}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Names, and what each means."""
        margin = " " * self.current_indent
        listed = list(rows)
        column = min(max(len(name) for name, _ in listed), col_max) + col_spacing
        for name, meaning in listed:
            lines = wrap(_meaning(meaning), max(self.width - self.current_indent - column, 20))
            if len(name) > column - col_spacing:
                self.write(f"{margin}{name}\n")
                name = ""
            for line in lines:
                self.write(f"{margin}{name:{column}}{line}".rstrip() + "\n")
                name = ""


def korean(text: str) -> str:
    """A paragraph of help in Korean; in English where nobody translated it."""
    words = " ".join(text.split())
    return HELP.get(words, words)


def _meaning(text: str) -> str:
    words, gap, extras = f"  {text}".rpartition("  [")
    if not gap:
        return korean(text)
    for english, translated in _EXTRAS:
        extras = extras.replace(english, translated)
    return f"{korean(words)} [{extras}".strip()


def usage_lines(error: click.ClickException) -> Iterator[str]:
    """A usage error as click shows it, in Korean."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        yield from error.format_message().splitlines()
        return
    if context is not None:
        yield from context.get_usage().splitlines()
        yield f"도움말: {context.command_path} --help"
        yield ""
    yield f"오류: {said(error.format_message())}"


def said(message: str) -> str:
    """A message of click's in Korean; one of our own is Korean already.

    >>> said("Missing option '--on'.")
    "'--on' 옵션이 꼭 있어야 합니다."
    """
    for pattern, translated in SAID:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match is not None:
            words = match.expand(translated)
            return words.replace("{}", said(match[match.lastindex or 0])) if "{}" in words else words
    return message
