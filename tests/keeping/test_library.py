from __future__ import annotations

from pathlib import Path

import pytest

from stargate_claims.errors import LedgerError
from stargate_claims.keeping import library
from stargate_claims.keeping.library import example, load
from stargate_claims.keeping.problems import Code
from tests.keeping.conftest import SOURCE, Write


def code(path: object) -> Code:
    with pytest.raises(LedgerError) as caught:
        load(path)  # type: ignore[arg-type] # some of them are wrong on purpose
    (problem,) = caught.value.problems
    assert str(problem).startswith(f"{path}: ")
    return problem.code  # type: ignore[attr-defined,no-any-return]


def test_what_is_not_there(tmp_path: Path) -> None:
    assert code(tmp_path / "nowhere") is Code.NOT_FOUND
    assert code(str(tmp_path / "nowhere.yaml")) is Code.NOT_FOUND


@pytest.mark.parametrize("suffix", [".arrow", ".csv", ".json", ""])
def test_other_forms(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"claims{suffix}"
    path.write_bytes(b"")
    assert code(path) is Code.WRONG_FORM


def test_addresses() -> None:
    with pytest.raises(LedgerError, match=r"a ledger folder, one \.yaml file"):
        load("nowhere")
    assert code("https://example.org/claims.yaml") is Code.WRONG_FORM
    assert code("postgresql:/host/claims") is Code.WRONG_FORM  # as a Path writes it


def test_paths_that_no_system_has() -> None:
    for path in ("a\0b", "가" * 5000, "\ud800"):  # which of the two depends on the version of Python
        assert code(path) in (Code.NOT_FOUND, Code.UNREADABLE)


def test_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Path) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", broken)
    assert code(tmp_path) is Code.UNREADABLE


@pytest.mark.parametrize("path", [None, 5, b"folder", ["folder"]], ids=range(4))
def test_no_path_at_all(path: object) -> None:
    with pytest.raises(TypeError):
        load(path)  # type: ignore[arg-type]


def test_korean_names(write: Write) -> None:
    folder = write({"하루일보 2030-01-10.yaml": SOURCE})
    assert load(folder).name == load(str(folder)).name == "원장"


class TestExample:
    def test_the_checkout(self) -> None:
        assert len(example("stargate")) == len(example()) > 100

    def test_the_wheel_comes_first(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        seeds = tmp_path / "stargate_claims" / "_seeds" / "stargate"
        seeds.mkdir(parents=True)
        (seeds / "ledger.yaml").write_text("name: wheel\n", encoding="utf-8")
        monkeypatch.setattr(library, "__file__", str(tmp_path / "stargate_claims" / "keeping" / "library.py"))
        assert example().name == "wheel"

    @pytest.mark.parametrize("name", ["nothing", "", "..", "../stargate", "/etc"])
    def test_no_other(self, name: str) -> None:
        with pytest.raises(LedgerError, match="try 'stargate'"):
            example(name)
