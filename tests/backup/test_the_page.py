"""«Резервні копії»: one button, the last good copy in plain words, the file only for an administrator who proved it anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client, override_settings

from oseredok.base.backup import actions, health, password, tasks
from oseredok.base.backup.models import Asked, Run
from oseredok.base.core.health import Level
from oseredok.base.jobs.models import Job
from tests import browser as browsing
from tests.world import PASSWORD, World

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path) -> Iterator[None]:
    (tmp_path / "files").mkdir()
    with override_settings(DATA=tmp_path, MEDIA_ROOT=tmp_path / "files", SECRET_KEY_FILE=tmp_path / "secret-key"):
        yield


def proved(client: Client) -> None:
    """Type the password again, as the page asks."""
    asked = client.get("/office/backups/password/")
    client.post(asked["Location"], {"password": PASSWORD})
    assert client.get("/office/backups/password/").status_code == 200


def test_the_button_orders_a_copy_and_the_worker_makes_it(client: Client, world: World, tmp_path: Path) -> None:
    world.sign_in(client, "director")
    answer = client.get("/office/backups/")
    assert "Копії ще немає." in answer.content.decode()
    answer = client.post("/office/backups/now/")
    job = Job.objects.get()
    assert answer["Location"] == f"/office/jobs/{job.task_id}/"
    from django_tasks_db.models import DBTaskResult

    tasks.back_up.func(
        type("Context", (), {"task_result": DBTaskResult.objects.get(id=job.task_id)})(),
        "Ткаченко О.",
        "/office/backups/",
    )
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert "готова й перевірена" in job.sentence
    run = Run.objects.get()
    assert (tmp_path / "backups" / run.name).is_file()
    page = client.get("/office/backups/").content.decode()
    assert "Остання добра копія: " in page
    assert "добра, перевірена" in page
    assert "Завантажити" not in page, "the director sees, the administrator takes"


def test_the_file_is_for_an_administrator_who_has_typed_the_password_again(client: Client, world: World) -> None:
    run = actions.back_up(asked=Asked.BUTTON, now=world.now)
    url = f"/office/backups/{run.key}/file/"
    world.sign_in(client, "director")
    assert client.get(url).status_code == 403
    world.sign_in(client, "administrator")
    asked = client.get(url)
    assert asked.status_code == 302
    assert "reauthenticate" in asked["Location"]
    proved(client)
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="{run.name}"'
    assert b"".join(answer).startswith(b"PK")  # type: ignore[call-overload]


def test_only_files_that_we_have_named_are_given_out(client: Client, world: World, tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("x", encoding="ascii")
    world.sign_in(client, "administrator")
    proved(client)
    for name in ("../secret-key", "secret-key", "/etc/passwd", "oseredok-2026-01-01-030000-abcdef.zip", ""):
        run = Run.objects.create(asked=Asked.CONSOLE, state="good", started_at=world.now, name=name)
        assert client.get(f"/office/backups/{run.key}/file/").status_code == 404, name


def test_the_password_is_kept_for_the_copies_that_nobody_stands_by(client: Client, world: World) -> None:
    world.sign_in(client, "administrator")
    proved(client)
    words = {"password": "синя чашка на вікні", "again": "синя чашка на вікні"}
    answer = client.post("/office/backups/password/", words)
    assert answer.status_code == 422
    assert "Спершу запишіть пароль" in answer.content.decode()
    answer = client.post("/office/backups/password/", {**words, "again": "інша", "written_down": "on"})
    assert "Паролі різні" in answer.content.decode()
    assert client.post("/office/backups/password/", {**words, "written_down": "on"}).status_code == 302
    assert password.kept() == "синя чашка на вікні"
    assert actions.back_up(asked=Asked.BUTTON, now=world.now).sealed
    client.post("/office/backups/password/", {"take": "yes"})
    assert password.kept() == ""


def test_a_form_sent_before_the_password_is_asked_again_is_not_kept_anywhere(client: Client, world: World) -> None:
    from django.contrib.sessions.models import Session

    world.sign_in(client, "administrator")
    words = {"password": "синя чашка на вікні", "again": "синя чашка на вікні", "written_down": "on"}
    answer = client.post("/office/backups/password/", words)
    assert answer.status_code == 302
    assert answer["Location"] == "/office/backups/password/"
    assert "reauthenticate" in client.get(answer["Location"])["Location"]
    assert not [kept for kept in Session.objects.all() if "синя чашка" in str(kept.get_decoded())]
    assert "синя чашка" not in str(dict(client.session))
    proved(client)
    assert password.kept() == ""
    assert client.post("/office/backups/password/", words).status_code == 302
    assert password.kept() == "синя чашка на вікні"


def test_the_page_says_what_a_restore_has_left_and_what_was_deleted_meanwhile(
    client: Client, world: World, tmp_path: Path
) -> None:
    from unittest.mock import patch

    from oseredok.base.backup import make

    gone = ("files/нема.txt", tmp_path / "files" / "нема.txt", 1)
    with patch.object(make, "files_of_the_centre", return_value=[gone]):
        actions.back_up(asked=Asked.BUTTON, now=world.now)
    world.sign_in(client, "administrator")
    page = client.get("/office/backups/").content.decode()
    assert "хтось видалив файли: 1." in page
    assert "нема.txt" not in page
    assert "before-restore" not in page
    (tmp_path / "before-restore-20261014-080000").mkdir()
    assert str(tmp_path / "before-restore-20261014-080000") in client.get("/office/backups/").content.decode()


def test_an_old_copy_and_an_absent_stick_are_findings(world: World, tmp_path: Path) -> None:
    from datetime import timedelta

    from oseredok.base.backup.choices import FOLDER
    from oseredok.base.preferences import actions as preferences

    assert health.find_last_copy(world.now).level is Level.ADVICE
    stick = tmp_path / "STICK"
    preferences.set_value(declared=FOLDER, text=str(stick), by="", now=world.now)
    actions.back_up(asked=Asked.SCHEDULE, now=world.now)
    assert not stick.exists(), "a stick that is away is not made into a folder of the disk"
    found = health.find_absent_place(world.now)
    assert found is not None
    assert "уставте флешку" in found.cure
    stick.mkdir()
    actions.spread(run=Run.objects.get())
    assert health.find_absent_place(world.now) is None
    assert len(list(stick.iterdir())) == 1
    assert health.find_last_copy(world.now).level is Level.WELL
    assert str(stick) in health.find_last_copy(world.now).sentence
    assert health.find_last_copy(world.now + timedelta(days=4)).level is Level.BAD


@pytest.mark.browser
def test_the_pages_read_well_everywhere(page: Page, live_server: Any, client: Client, world: World) -> None:
    actions.back_up(asked=Asked.BUTTON, by="Юрій Щербак", now=world.now)
    world.sign_in(client, "administrator")
    proved(client)
    browsing.sign_in(page, live_server, client)
    for path in ("/office/backups/", "/office/backups/password/", "/office/backups/restore/"):
        for _size in browsing.visit_sizes(page, path):
            browsing.assert_no_sideways_scroll(page)
        browsing.assert_accessible(page)
    assert password.kept() == ""
