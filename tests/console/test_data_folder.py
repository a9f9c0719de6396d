"""A data folder keeps its kind: a real centre is never taken for a demo, nor the other way round."""

from pathlib import Path

import pytest

from oseredok.console import folder
from oseredok.console.problems import ConsoleError
from tests.console.processes import console


def test_a_new_folder_becomes_what_was_asked_for(tmp_path: Path) -> None:
    demo, real = folder.open_folder(tmp_path / "demo"), folder.open_folder(tmp_path / "real")
    assert folder.settle(demo, demo=True, empty=False) == folder.DEMO
    assert folder.settle(real, demo=False, empty=True) == folder.CENTRE


def test_a_real_centre_stays_real_when_started_without_empty(tmp_path: Path) -> None:
    folder.settle(tmp_path, demo=False, empty=True)
    assert folder.settle(tmp_path, demo=True, empty=False) == folder.CENTRE


def test_a_database_without_a_mark_is_somebody_s_real_work(tmp_path: Path) -> None:
    (tmp_path / "oseredok.sqlite3").write_bytes(b"")
    assert folder.settle(tmp_path, demo=True, empty=False) == folder.CENTRE


def test_an_empty_centre_is_not_opened_over_a_demo(tmp_path: Path) -> None:
    folder.settle(tmp_path, demo=True, empty=False)
    with pytest.raises(ConsoleError, match="живе показовий осередок"):
        folder.settle(tmp_path, demo=False, empty=True)


@pytest.mark.slow
def test_looking_at_a_new_folder_does_not_decide_its_kind(tmp_path: Path) -> None:
    looked = console("check", "--data", str(tmp_path))
    assert looked.returncode == 1
    assert "Бази даних ще немає" in looked.stdout
    assert folder.kind_of(tmp_path) == ""
