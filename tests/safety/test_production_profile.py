"""With HTTPS on, Django's own deployment check finds nothing, and every cookie is guarded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client, override_settings

from tests.world import PASSWORD, World

ROOT = Path(__file__).resolve().parents[2]
PROFILE = {"OSEREDOK_HTTPS": "1", "OSEREDOK_PROXY": "1", "ALLOWED_HOSTS": "biblioteka.example"}

WANTED = {
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "CSRF_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "CSRF_COOKIE_SAMESITE": "Lax",
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 31_536_000,
    "CSRF_TRUSTED_ORIGINS": ["https://biblioteka.example"],
    "DEBUG": False,
    "DEMO": False,
}


def run(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("OSEREDOK_", "DATABASE_URL"))}
    environment = {**kept, **PROFILE, "OSEREDOK_DATA": str(folder), "PYTHONIOENCODING": "utf-8", **more}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_the_deployment_check_is_clean(tmp_path: Path) -> None:
    done = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def test_https_guards_every_cookie(tmp_path: Path) -> None:
    names = ", ".join(repr(name) for name in WANTED)
    code = (
        f"import json; from oseredok import settings; print(json.dumps({{n: getattr(settings, n) for n in [{names}]}}))"
    )
    done = run(tmp_path, "-c", code)
    assert json.loads(done.stdout) == WANTED


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    code = "from oseredok import settings; print(settings.SECRET_KEY)"
    first, second = run(tmp_path, "-c", code), run(tmp_path, "-c", code)
    assert first.stdout == second.stdout
    assert len(first.stdout.strip()) > 60
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


@pytest.mark.django_db
@override_settings(SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True)
def test_cookies_travel_over_https_only_and_scripts_do_not_read_them(world: World, client: Client) -> None:
    client.get("/account/login/", secure=True)
    client.post("/account/login/", {"login": "consultant", "password": PASSWORD}, secure=True)
    assert {"sessionid", "csrftoken"} <= set(client.cookies)
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert (bool(cookie["secure"]), bool(cookie["httponly"]), cookie["samesite"]) == (True, True, "Lax"), name


@pytest.mark.django_db
def test_signing_in_gives_a_new_session(world: World, client: Client) -> None:
    world.sign_in(client, "stranger")
    before = client.session.session_key
    client.post("/account/logout/")
    client.post("/account/login/", {"login": "consultant", "password": PASSWORD})
    assert client.session.session_key != before
    assert client.session.get_expire_at_browser_close(), "a shared computer forgets who worked at it"


def test_a_new_folder_of_data_is_closed_to_other_users_of_the_machine(tmp_path: Path) -> None:
    run(tmp_path / "centre", "-c", "from oseredok import settings")
    assert (tmp_path / "centre").stat().st_mode & 0o077 == 0
