"""A copy is one proved file of one moment; a failed one leaves nothing behind and says why."""

from __future__ import annotations

import io
import json
import zipfile
from collections import namedtuple
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pyrage
import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone

from oseredok.base.backup import actions, archive, ledger, make, password, registry
from oseredok.base.backup.make import make_copy
from oseredok.base.backup.models import Asked, Lies, Run, State
from oseredok.base.backup.problems import BackupError
from oseredok.base.backup.restore import check_copy
from oseredok.base.core.errors import Conflict
from oseredok.base.mail.models import Letter
from oseredok.base.preferences import actions as preferences
from oseredok.library.people.own_page.models import ReaderSession
from oseredok.services.visits import actions as visits
from tests.world import World, come_in

pytestmark = pytest.mark.django_db(transaction=True)
Usage = namedtuple("Usage", "total used free")
PASSWORD = "синя чашка на вікні"


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path) -> Any:
    (tmp_path / "files" / "новини").mkdir(parents=True)
    (tmp_path / "files" / "новини" / "афіша.txt").write_text("Вечір абеток", encoding="utf-8")
    with override_settings(DATA=tmp_path, MEDIA_ROOT=tmp_path / "files", SECRET_KEY_FILE=tmp_path / "secret-key"):
        yield


def test_a_copy_holds_rows_files_and_the_key_of_one_moment(world: World, tmp_path: Path) -> None:
    made = make_copy(path=tmp_path / "copy.zip", now=world.now)
    with zipfile.ZipFile(made.path) as copy:
        assert copy.testzip() is None
        readers = [json.loads(line) for line in copy.read("tables/people_reader.jsonl").splitlines()]
        columns = made.manifest.tables["people_reader"].columns
        assert sorted(row[columns.index("surname")] for row in readers) == ["Нечуй-Левицька", "Шевченко"]
        assert copy.read("files/новини/афіша.txt").decode() == "Вечір абеток"
        assert copy.read("secret-key").decode() == settings.SECRET_KEY
        assert not {"tables/django_session.jsonl", "tables/journal_tally.jsonl"} & set(copy.namelist())
    assert check_copy(source=made.path).tables == made.manifest.tables
    assert made.path.stat().st_mode & 0o077 == 0, "nobody else on the computer reads it"


def test_a_browser_that_was_in_when_the_copy_was_made_is_not_in_after_a_restore(world: World, tmp_path: Path) -> None:
    reader = Client()
    come_in(reader, world.taras, now=timezone.now())
    assert reader.get("/my/").status_code == 200
    made = make_copy(path=tmp_path / "copy.zip", now=world.now)
    assert not {"people_readersession", "people_readercode", "django_session"} & set(made.manifest.tables)
    # A copy made before these tables were left out still holds them.
    (room,) = [one for one in registry.rooms() if one.name == "own_page"]
    assert room.make_again is not None
    room.make_again()
    assert reader.get("/my/").status_code == 302
    assert not ReaderSession.objects.exists()


def test_what_is_written_meanwhile_is_not_in_the_copy_and_does_not_wait(world: World, tmp_path: Path) -> None:
    seen: list[int] = []

    def work(doing: str, part: float) -> None:
        if not seen:  # the snapshot is open: somebody records a visit
            visits.record_visit(place=world.central, staff=world.head, now=world.now)
            seen.append(1)

    made = make_copy(path=tmp_path / "copy.zip", now=world.now, tell=work)
    assert seen
    assert made.manifest.tables["journal_entry"].rows == 0
    assert made.manifest.totals["journal"]["entries"] == 0


def test_a_file_deleted_meanwhile_is_named_and_the_copy_goes_on(world: World, tmp_path: Path) -> None:
    (tmp_path / "files" / "зникне.txt").write_text("x", encoding="utf-8")

    def work(doing: str, part: float) -> None:
        (tmp_path / "files" / "зникне.txt").unlink(missing_ok=True)

    with patch.object(make, "_copy_table", wraps=make._copy_table) as copied:
        listed = make.files_of_the_centre()
        with patch.object(make, "files_of_the_centre", return_value=listed):
            made = make_copy(path=tmp_path / "copy.zip", now=world.now, tell=work)
    assert copied.called
    assert made.manifest.vanished == ["files/зникне.txt"]
    assert check_copy(source=made.path).files == 1


def test_an_encrypted_copy_is_opened_by_any_age_program_as_its_note_says(world: World, tmp_path: Path) -> None:
    made = make_copy(path=tmp_path / "copy.zip", password=PASSWORD, now=world.now)
    with zipfile.ZipFile(made.path) as outer:
        assert outer.namelist() == [archive.MARK, archive.KEY, archive.SEALED]
        assert "age --decrypt" in outer.read(archive.MARK).decode()
        assert outer.read(archive.KEY).startswith(b"age-encryption.org/v1\n-> scrypt ")
        assert outer.read(archive.SEALED).startswith(b"age-encryption.org/v1\n-> X25519 ")
        assert "Шевченко".encode() not in made.path.read_bytes()
        # Only what the age format itself says, nothing of ours:
        key = pyrage.passphrase.decrypt(outer.read(archive.KEY), PASSWORD).decode().strip()
        plain = pyrage.decrypt(outer.read(archive.SEALED), [pyrage.x25519.Identity.from_str(key)])
    with zipfile.ZipFile(io.BytesIO(plain)) as inner:
        assert inner.testzip() is None
        assert "Шевченко" in inner.read("tables/people_reader.jsonl").decode()
    assert check_copy(source=made.path, password=PASSWORD).rows == made.manifest.rows
    assert list(tmp_path.glob(".unsealed-*")) == []


def test_a_full_disk_is_told_before_anything_is_written(world: World, tmp_path: Path) -> None:
    with patch("shutil.disk_usage", lambda _path: Usage(10**9, 10**9, 1000)), pytest.raises(BackupError) as refusal:
        make_copy(path=tmp_path / "copies" / "copy.zip", now=world.now)
    assert refusal.value.code == "no-space"
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_disk_that_fills_half_way_leaves_no_half_of_a_copy(world: World, tmp_path: Path) -> None:
    full = OSError(28, "No space left on device")
    with patch.object(archive.SteadyFile, "write", side_effect=full), pytest.raises(BackupError) as refusal:
        make_copy(path=tmp_path / "copies" / "copy.zip", now=world.now)
    assert refusal.value.code == "no-space"
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_short_password_is_refused(world: World, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="закороткий"):
        make_copy(path=tmp_path / "copy.zip", password="коротко", now=world.now)
    with pytest.raises(BackupError, match="закороткий"):
        password.keep(password="коротко")
    assert password.kept() == ""


def test_each_copy_is_a_row_and_lies_where_it_was_wanted(world: World, tmp_path: Path) -> None:
    run = actions.back_up(asked=Asked.BUTTON, by="Юрій Щербак", now=world.now)
    assert (run.state, run.asked_by, run.files) == (State.GOOD, "Юрій Щербак", 1)
    assert (tmp_path / "backups" / run.name).stat().st_size == run.size
    placing = run.placings.get()
    assert (placing.target, placing.state) == ("own", Lies.THERE)
    assert placing.checked_at is not None


def test_a_failed_copy_is_a_row_with_its_reason_and_one_letter_a_day(world: World, tmp_path: Path) -> None:
    world.accounts["administrator"].email = "admin@example.com"
    world.accounts["administrator"].save()
    for hours in (0, 1):
        with patch("shutil.disk_usage", lambda _path: Usage(10**9, 10**9, 1000)), pytest.raises(BackupError):
            actions.back_up(asked=Asked.SCHEDULE, now=world.now + timedelta(hours=hours))
    assert [run.state for run in Run.objects.all()] == [State.FAILED, State.FAILED]
    assert "Бракує місця" in Run.objects.latest("pk").reason
    letter = Letter.objects.get(template="backup_failed")
    assert letter.to == "admin@example.com"
    assert "Бракує місця" in letter.text


def test_two_copies_are_not_made_at_once(world: World) -> None:
    Run.objects.create(asked=Asked.BUTTON, started_at=world.now)
    with pytest.raises(Conflict, match="вже робиться"):
        actions.back_up(asked=Asked.BUTTON, now=world.now + timedelta(hours=1))
    later = actions.back_up(asked=Asked.BUTTON, now=world.now + timedelta(hours=7))
    assert later.state == State.GOOD
    assert "вимкнули світло" in Run.objects.earliest("pk").reason


def test_old_copies_go_by_rule_and_files_of_others_stay(world: World, tmp_path: Path) -> None:
    from oseredok.base.backup.choices import KEEP_DAILY, KEEP_MONTHLY, KEEP_WEEKLY

    for declared, text in ((KEEP_DAILY, "2"), (KEEP_WEEKLY, "0"), (KEEP_MONTHLY, "0")):
        preferences.set_value(declared=declared, text=text, by="", now=world.now)
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "звіт.zip").write_bytes(b"x")
    (folder / "oseredok-2026-01-01-030000-abcdef.zip").write_bytes(b"another centre's")
    runs = [actions.back_up(asked=Asked.SCHEDULE, now=world.now + timedelta(days=day)) for day in range(3)]
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [
            "звіт.zip",
            "oseredok-2026-01-01-030000-abcdef.zip",
            runs[1].name,
            runs[2].name,
            ledger.name_for(settings.SECRET_KEY),
        ]
    )
    assert Run.objects.get(pk=runs[0].pk).placings.get().state == Lies.REMOVED


def test_a_copy_that_a_power_cut_has_interrupted_is_made_at_the_next_start(world: World) -> None:
    from django.utils import timezone

    from oseredok.base.backup import queries, tasks

    now = timezone.now()
    Run.objects.create(asked=Asked.SCHEDULE, started_at=now - timedelta(minutes=20))
    assert queries.due(now=now)
    assert tasks.look_after_copies.func() == "made"
    assert [run.state for run in Run.objects.order_by("pk")] == [State.FAILED, State.GOOD]
    assert not queries.due(now=now + timedelta(minutes=1))
    assert tasks.look_after_copies.func() == ""
