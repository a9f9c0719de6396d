"""What is no good copy is refused by one clear sentence, and the present centre is as it was."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.test import override_settings

from oseredok.base.backup import aside, sealing
from oseredok.base.backup.make import make_copy
from oseredok.base.backup.problems import BackupError
from oseredok.base.backup.restore import check_copy, restore_copy
from oseredok.library.people.models import Reader
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "синя чашка на вікні"


@pytest.fixture
def copy(world: World, tmp_path: Path) -> Any:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "афіша.txt").write_text("Вечір абеток", encoding="utf-8")
    with override_settings(DATA=tmp_path, MEDIA_ROOT=tmp_path / "files", SECRET_KEY_FILE=tmp_path / "secret-key"):
        yield make_copy(path=tmp_path / "copy.zip", now=world.now).path


@pytest.fixture
def sealed(copy: Path, world: World, tmp_path: Path) -> Path:
    return make_copy(path=tmp_path / "sealed.zip", password=PASSWORD, now=world.now).path


def code(world: World, path: Path, **options: Any) -> str:
    """Try to restore; return the refusal's code after looking that nothing has changed."""
    before = sorted(str(one) for one in path.parent.rglob("*"))
    with patch.object(aside, "refuse_a_running_centre"), pytest.raises(BackupError) as refusal:
        restore_copy(source=path, now=world.now, **{"replace": True, **options})
    assert refusal.value.message.endswith((".", "zip."))
    assert Reader.objects.count() == 2
    assert sorted(str(one) for one in path.parent.rglob("*")) == before, "nothing is left behind"
    return refusal.value.code


def rewrite(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """Make a copy of the copy with other members."""
    other = path.with_name("other.zip")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            content = change(name, source.read(name))
            if content is not None:
                target.writestr(name, content)
    return other


def manifest(path: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    def member(name: str, content: bytes) -> bytes:
        if name != "manifest.json":
            return content
        read = json.loads(content)
        change(read)
        return json.dumps(read).encode()

    return rewrite(path, member)


def test_a_centre_with_people_is_not_replaced_unasked(copy: Path, world: World) -> None:
    assert code(world, copy, replace=False) == "not-empty"


@pytest.mark.parametrize("part", [0.02, 0.5, 0.999])
def test_a_copy_cut_anywhere_is_known_as_cut(copy: Path, world: World, part: float) -> None:
    short = copy.with_name("short.zip")
    short.write_bytes(copy.read_bytes()[: int(copy.stat().st_size * part)])
    assert code(world, short) == "cut-off"


def test_an_encrypted_copy_cut_in_half_is_known_as_cut(sealed: Path, world: World) -> None:
    short = sealed.with_name("short.zip")
    short.write_bytes(sealed.read_bytes()[: sealed.stat().st_size // 2])
    assert code(world, short, password=PASSWORD) == "cut-off"


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7", b"PK\x05\x06" + b"\x00" * 18])
def test_a_foreign_file_is_told_apart(copy: Path, world: World, content: bytes) -> None:
    other = copy.with_name("photo.zip")
    other.write_bytes(content)
    assert code(world, other) == "foreign"


def test_an_absent_file_and_a_folder_are_told(copy: Path, world: World, tmp_path: Path) -> None:
    assert code(world, tmp_path / "немає.zip") == "absent"
    assert code(world, tmp_path / "files") in ("unreadable", "foreign")


def test_a_wrong_password_and_none_are_told(sealed: Path, world: World) -> None:
    assert code(world, sealed) == "password-needed"
    assert code(world, sealed, password="інший пароль") == "wrong-password"


def test_one_changed_byte_anywhere_is_found(copy: Path, sealed: Path, world: World) -> None:
    bad = copy.with_name("bad.zip")
    whole = copy.read_bytes()
    with zipfile.ZipFile(copy) as archive:
        places = [
            info.header_offset + 60 + len(info.filename.encode())
            for info in archive.infolist()[1:]
            if info.file_size > 80
        ]
    for place in places[:: max(1, len(places) // 8)]:
        bad.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        assert code(world, bad) in ("damaged", "foreign")
    middle, whole = sealed.stat().st_size // 2, sealed.read_bytes()
    bad.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
    assert code(world, bad, password=PASSWORD) == "damaged"


@pytest.mark.parametrize("place", [30, 120, 190, 700, 66_500, 139_000, -1])
def test_a_changed_byte_of_what_is_sealed_is_damage_and_no_fault_of_the_disk(place: int) -> None:
    recipient, key = sealing.new_key(PASSWORD)
    whole = io.BytesIO()
    with sealing.sealed(whole, recipient) as stream:
        stream.write(bytes(range(250)) * 560)
    changed = bytearray(whole.getvalue())
    changed[place] ^= 1
    with pytest.raises(BackupError) as refusal:
        sealing.unseal(key, io.BytesIO(bytes(changed)), io.BytesIO(), PASSWORD)
    assert refusal.value.code == "damaged"


def test_a_member_swapped_by_hand_is_found(copy: Path, world: World) -> None:
    other = rewrite(copy, lambda name, content: b"[]\n" if name == "tables/people_reader.jsonl" else content)
    assert code(world, other) == "damaged"
    other = rewrite(copy, lambda name, content: None if name == "files/афіша.txt" else content)
    assert code(world, other) == "damaged"


def test_a_newer_version_s_copy_asks_for_the_newer_program(copy: Path, world: World) -> None:
    def later(read: dict[str, Any]) -> None:
        read["migrations"].append(["people", "0999_what_we_do_not_know"])

    assert code(world, manifest(copy, later)) == "newer"
    assert code(world, manifest(copy, lambda read: read.update(format=99))) == "newer"


def test_a_copy_from_before_the_first_release_names_the_program_that_can_open_it(copy: Path, world: World) -> None:
    def of_old(read: dict[str, Any]) -> None:
        read["migrations"] += [["people", "0002_readers_registry"], ["journal", "0002_guards"]]

    other = manifest(copy, of_old)
    assert code(world, other) == "newer"
    with pytest.raises(BackupError, match="пробну копію відкриє лише та програма, що її зробила"):
        check_copy(source=other)


def test_a_broken_manifest_is_damage(copy: Path, world: World) -> None:
    other = rewrite(copy, lambda name, content: b"{}" if name == "manifest.json" else content)
    assert code(world, other) == "damaged"
    other = rewrite(copy, lambda name, content: b"\xff[" if name == "manifest.json" else content)
    assert code(world, other) == "damaged"


def test_a_full_disk_is_told_before_anything_is_unpacked(copy: Path, world: World) -> None:
    with patch("shutil.disk_usage", return_value=type("Usage", (), {"free": 10})()):
        assert code(world, copy) == "no-space"


def test_checking_says_the_same_and_changes_nothing(copy: Path, sealed: Path) -> None:
    assert check_copy(source=copy).rows == check_copy(source=sealed, password=PASSWORD).rows
    with pytest.raises(BackupError, match="Пароль не підходить"):
        check_copy(source=sealed, password="не той")
