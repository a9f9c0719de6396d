"""A stick pulled out, a disk that fills, a key that the store refuses: the copy itself is good, and the rest is told."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from oseredok.base.backup import actions, choices, health, targets
from oseredok.base.backup.models import Asked, Lies, State
from oseredok.base.backup.problems import BackupError
from oseredok.base.preferences.actions import set_value
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stick(world: World, settings: Settings, tmp_path: Path) -> Path:
    settings.DATA, settings.MEDIA_ROOT = tmp_path / "data", tmp_path / "data" / "files"
    folder = tmp_path / "stick"
    folder.mkdir()
    set_value(declared=choices.FOLDER, text=str(folder), by="Юрій Щ.", now=world.now)
    return folder


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.EIO, "Диск відповів помилкою"),
        (errno.ENOSPC, "На диску скінчилося місце"),
        (errno.EROFS, "не можна писати"),
    ],
)
def test_a_stick_that_fails_while_it_is_written_is_told_and_written_later(
    world: World, client: Client, stick: Path, monkeypatch: pytest.MonkeyPatch, number: int, sentence: str
) -> None:
    def pulled_out(_source: Path, part: Path) -> None:
        part.write_bytes(b"half")
        raise OSError(number, "gone", str(part))

    with monkeypatch.context() as broken:
        broken.setattr(targets, "_copy", pulled_out)
        run = actions.back_up(asked=Asked.SCHEDULE, now=world.now)
    assert run.state == State.GOOD, "the copy lies in the data folder"
    placed = run.placings.get(target="folder")
    assert placed.state == Lies.FAILED
    assert sentence in placed.reason
    assert list(stick.iterdir()) == [], "no half of a copy"
    finding = health.find_absent_place(world.now)
    assert finding is not None
    assert (finding.sentence, finding.cure) == ("Остання копія є лише на цьому комп’ютері.", placed.reason)
    world.sign_in(client, "administrator")
    assert sentence in client.get("/office/backups/").content.decode()
    assert "Остання копія є лише на цьому" in client.get("/office/system/").content.decode()
    actions.spread(run=run)
    assert [path.name for path in stick.iterdir()] == [run.name]
    assert health.find_absent_place(world.now) is None


def test_a_stick_that_is_not_there_never_becomes_a_folder_of_the_disk(world: World, stick: Path) -> None:
    stick.rmdir()
    run = actions.back_up(asked=Asked.SCHEDULE, now=world.now)
    placed = run.placings.get(target="folder")
    assert placed.state == Lies.ABSENT
    assert "уставте флешку" in placed.reason
    assert not stick.exists()


@pytest.mark.parametrize("code", ["InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied", "NoSuchBucket"])
def test_a_key_that_the_store_refuses_is_told_without_the_key(code: str, tmp_path: Path, monkeypatch: Any) -> None:
    from minio.error import S3Error

    bucket = targets.Bucket("https://KEYOFLIBRARY:SECRETOFLIBRARY@s3.example.com/copies")

    def refuse(*_args: object, **_kwargs: object) -> None:
        answer: Any = None
        raise S3Error(answer, code, "KEYOFLIBRARY", "/copies", "1", "2", "copies", "x.zip")

    monkeypatch.setattr(bucket._client, "fput_object", refuse)
    with pytest.raises(BackupError) as refused:
        bucket.put(tmp_path / "x.zip", sha256="")
    assert code in refused.value.message
    assert ("не прийняло ключа" in refused.value.message) is (code != "NoSuchBucket")
    assert "OFLIBRARY" not in refused.value.message
