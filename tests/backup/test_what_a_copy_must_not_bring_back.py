"""Who was erased, left or withdrew after the copy stays so after a restore; where that is unknown, the restore says it plainly."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.backup.computers import Computer, postgresql

pytestmark = pytest.mark.slow
BACK = {"readers": ["Нечуй-Левицька", "Шевченко"], "erased": [], "closed": [], "roles": 2, "consents": 1}
GONE = {"readers": ["Нечуй-Левицька"], "erased": ["request"], "closed": ["consultant"], "roles": 0, "consents": 0}


def who(computer: Computer) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(computer.script("who"))
    return told


def is_like(computer: Computer, wanted: dict[str, Any]) -> dict[str, Any]:
    found = who(computer)
    assert {name: found[name] for name in wanted} == wanted
    return found


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Computer:
    computer = Computer(tmp_path_factory.mktemp("first") / "data")
    computer.script("make")
    return computer


@pytest.fixture(scope="module")
def stick(first: Computer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the copy as it was made, and another name for the list as it stood days later."""
    folder = tmp_path_factory.mktemp("stick")
    before = is_like(first, BACK)
    first.must("backup", "--to", folder / "copy.zip")
    first.script("leave")
    after = is_like(first, GONE)
    assert after["counts"] == before["counts"], "every statistic is as it was"
    (found,) = (first.data / "backups").glob("oseredok-gone-*.txt")
    shutil.copy(found, folder / f"later-{found.name}")
    return folder


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Computer]:
    with postgresql(tmp_path, "one") as computers:
        yield computers[0]


def with_the_list(stick: Path, folder: Path) -> Path:
    """Return the copy in a folder where the list lies beside it."""
    folder.mkdir()
    (listed,) = stick.glob("later-*")
    shutil.copy(listed, folder / listed.name.removeprefix("later-"))
    return Path(shutil.copy(stick / "copy.zip", folder / "copy.zip"))


def says_what_was_done_again(said: str) -> None:
    assert "Дані 1 читача, стерті після копії, стерто знову" in said.replace("\N{NO-BREAK SPACE}", " ")
    assert "Доступ 1 працівника" in said.replace("\N{NO-BREAK SPACE}", " ")
    assert "відомо до" in said
    assert "невідомо" not in said


def test_the_centre_replaced_by_its_older_copy_remembers_by_itself(
    first: Computer, stick: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(first.data, data)
    shutil.rmtree(data / "backups")
    here = Computer(data)
    before = who(here)
    said = here.must("restore", "--replace", stick / "copy.zip")
    says_what_was_done_again(said)
    found = is_like(here, GONE)
    assert found["counts"] == before["counts"]
    assert found["told"][0] in said.replace("\n", " "), "the page of copies tells the same"
    assert list((data / "backups").glob("oseredok-gone-*.txt")), "the list goes on with the restored centre"


def test_a_new_computer_learns_it_from_the_list_beside_the_copy(stick: Path, tmp_path: Path) -> None:
    second = Computer(tmp_path / "second")
    says_what_was_done_again(second.must("restore", with_the_list(stick, tmp_path / "usb")))
    is_like(second, GONE)
    # The list came over: the same old copy, without anything beside it, brings nobody back either.
    says_what_was_done_again(second.must("restore", "--replace", stick / "copy.zip"))
    is_like(second, GONE)


def test_a_new_computer_without_the_list_says_since_when_it_does_not_know(stick: Path, tmp_path: Path) -> None:
    second = Computer(tmp_path / "second")
    said = second.must("restore", stick / "copy.zip")
    assert "Кого стерли чи звільнили після копії, тобто після" in said
    assert "oseredok-gone-" in said
    found = is_like(second, BACK)
    assert "невідомо" in found["told"][0]


def test_postgresql_does_the_same(stick: Path, server: Computer, tmp_path: Path) -> None:
    says_what_was_done_again(server.must("restore", with_the_list(stick, tmp_path / "usb")))
    before = is_like(server, GONE)
    shutil.rmtree(server.data / "backups")
    said = server.must("restore", "--replace", stick / "copy.zip")
    says_what_was_done_again(said)
    assert is_like(server, GONE)["counts"] == before["counts"]


def test_a_refused_restore_leaves_an_empty_folder_empty(stick: Path, tmp_path: Path) -> None:
    short, data = tmp_path / "short.zip", tmp_path / "data"
    short.write_bytes((stick / "copy.zip").read_bytes()[:5000])
    data.mkdir()
    assert "обірваний" in Computer(data).refused("restore", short)
    assert list(data.iterdir()) == []
    Computer(tmp_path / "none").refused("restore", short)
    assert not (tmp_path / "none").exists()
