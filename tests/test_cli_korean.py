"""The command line speaks Korean where the locale does: help, usage errors, errors, figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from stargate_claims.cli import cli
from stargate_claims.cli.console import CLEAN, FAILED, spoken
from stargate_claims.cli.korean import HELP, SAID, said
from tests.test_cli import Run, clashing, clean, run

__all__ = ["clashing", "clean", "run"]
HANGUL = re.compile("[가-힣]")


@pytest.fixture(autouse=True)
def _in_korean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STARGATE_CLAIMS_LANG", "ko")


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko"}, "ko"),
        ({"LANG": "kok_IN.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": ""}, "ko"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ko_KR"}, "ko"),
        ({"LC_ALL": "ko_KR.UTF-8", "STARGATE_CLAIMS_LANG": "en"}, "en"),
    ],
)
def test_the_language_is_the_locale_s(
    variables: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("STARGATE_CLAIMS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert spoken() == language


def paragraphs() -> Iterator[str]:
    """Every piece of help that somebody may be shown."""
    yield "Show this message and exit."
    for command in (cli, *cli.commands.values()):
        yield from (" ".join(part.split()) for part in re.split(r"\n\s*\n", command.help or ""))
        for option in command.params:
            if isinstance(option, click.Option) and option.help:
                yield option.help


class TestHelp:
    def test_every_piece_of_it_is_translated_and_nothing_else_is(self) -> None:
        assert set(HELP) == set(paragraphs())

    @pytest.mark.parametrize("name", ["", *sorted(cli.commands)])
    def test_each_command_says_what_it_does(self, run: Run, name: str) -> None:
        status, out, err = run(*filter(None, [name]), "--help")
        assert (status, err) == (CLEAN, "")
        assert out.startswith("사용법: stargate-claims ")
        assert "옵션:" in out
        assert "이 도움말을 보여 줍니다." in out
        for english in ("Usage", "Options:", "Commands:", "default", "required"):
            assert english not in out

    def test_lines_are_as_long_as_their_cells(self, run: Run) -> None:
        from rich.cells import cell_len

        out = run("--help")[1]
        assert max(map(cell_len, out.splitlines())) <= 80
        assert "명령:" in out

    def test_without_a_command_it_is_shown(self, run: Run) -> None:
        status, _, err = run()
        assert status == FAILED
        assert err.startswith("사용법: ")
        assert "오류" not in err


class TestUsage:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ("chek", "그런 명령은 없습니다: chek"),
            ("check", "'PATH' 인자를 적지 않았습니다."),
            ("check a --nothing", "그런 옵션은 없습니다: --nothing"),
            ("check a --thread 3", "그런 옵션은 없습니다: --thread"),
            ("check a b c", "남는 인자가 있습니다: b c"),
            ("check a --as-of", "'--as-of' 옵션에는 값이 있어야 합니다."),
            ("check a --exit-zero=1", "'--exit-zero' 옵션에는 값을 붙이지 않습니다."),
            ("check a --threads 0", "'--threads' 값이 잘못되었습니다: 0 값은 범위 x>=1를 벗어납니다."),
            ("check a --threads x", "'--threads' 값이 잘못되었습니다: 'x' 값은 정수가 아닙니다."),
            ("new x --lang fr", "값이 잘못되었습니다: 'fr' 대신 다음 가운데 하나를 적어 주세요: 'ko', 'en'."),
            ("report a", "'-o' / '--output' 옵션이 꼭 있어야 합니다."),
            ("report a -o b.txt", "값이 잘못되었습니다: 'b.txt': .html 파일이 아닙니다"),
            ("check a --as-of 3", "'3': 날짜가 아닙니다. 2025-01-21처럼 적어 주세요"),
            ("check a --as-of 2025-02-30", "달력에 없는 날입니다: 2025-02-30"),
            ("check a --memory 3", "'3': 메모리의 크기가 아닙니다. 2GB처럼 적어 주세요"),
            ("check a --threads 2 --engine python", "--threads와 --memory는 --engine duckdb에"),
            ("check a --texts b -f sarif", "sarif 형식으로는 기사의 문장이 나가지 않습니다"),
            ("new", "--sheet FILE 가운데 하나를 적어 주세요"),
        ],
    )
    def test_what_cannot_be_read(self, run: Run, arguments: str, message: str) -> None:
        status, out, err = run(*arguments.split())
        assert (status, out) == (FAILED, "")
        assert "오류: " in err
        assert message in err
        assert not re.search("Invalid|Error|Usage|Try|Missing|No such", err)

    def test_what_nobody_translated_stays_as_it_is(self) -> None:
        assert said("Something new.") == "Something new."

    def test_each_is_found_by_the_first_pattern_that_fits(self) -> None:
        assert len({pattern for pattern, _ in SAID}) == len(SAID)


class TestErrors:
    def test_a_ledger_that_cannot_be_read(self, run: Run, clean: Path) -> None:
        path = clean / "one.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("funds_available", "fund_available"), encoding="utf-8")
        status, out, err = run("check", clean)
        assert (status, out) == (FAILED, "")
        first, second = err.splitlines()
        assert "one.yaml:3:" in first
        assert first.endswith("unknown-measure 모르는 척도입니다. 이름을 고치거나 measures.yaml에 정의해 주세요.")
        assert second.endswith("no measure 'fund_available'; did you mean 'funds_available' or 'funds_raised'?")

    def test_a_name_that_nobody_knows(self, run: Run, clean: Path) -> None:
        status, out, err = run("show", "aa", clean)
        assert (status, out) == (FAILED, "")
        assert "모르는 주장 'aa': 혹시 'a'?" in err or "모르는 주장 'aa': 먼저 정의하거나" in err


class TestOutput:
    def test_figures(self, run: Run, tmp_path: Path) -> None:
        article = tmp_path / "a.txt"
        article.write_text("1,000억 달러(약 143조원), 지난 21일, 최대 5곳, 2025년 1월", encoding="utf-8")
        status, out, err = run("figures", article)
        assert status == CLEAN
        assert "금액      1,000억 달러  =  [100000000000, 100000000000] USD 정확히  ! 통화는 미루어 읽음" in out
        assert "KRW 어림, 1,000억 달러의 환산액" in out
        assert "5] 곳 이하" in out
        assert "2025-01-01/2025-01-31 (달)" in out
        assert "날짜가 1개 있습니다: --published 2025-07-22처럼 적어 주세요" in err
        english = run("figures", article, "--lang", "en")[1]
        assert not HANGUL.search(re.sub("1,000억 달러|143조원|5곳|곳|2025년 1월", "", english.split("\n\n")[1]))
        article.write_text("없다.", encoding="utf-8")
        assert run("figures", article)[1].endswith("숫자도 날짜도 없습니다\n")

    def test_copies_and_heads(self, run: Run, clean: Path, tmp_path: Path) -> None:
        target = tmp_path / "a.jsonl"
        assert run("convert", clean, target)[1].splitlines()[0].startswith("주장 1건, 기록 ")
        out = run("verify", target)[1].splitlines()
        assert out[0].endswith("모든 줄이 앞줄에서 이어집니다")
        assert out[1].startswith("보관해 둔 머리값이 없으면")
        head = out[2].split()[1]
        assert "그 뒤로 기록 0건이 더해졌습니다" in run("verify", target, "--head", head)[1]

    def test_a_ledger_s_own_language_stays(self, run: Run, clashing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        spoken_to = run("check", clashing)
        monkeypatch.setenv("STARGATE_CLAIMS_LANG", "en")
        assert run("check", clashing) == spoken_to
