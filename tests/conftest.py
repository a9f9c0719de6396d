"""Fixtures of the whole suite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.test import SimpleTestCase, override_settings
from django.utils import translation

from tests import browser as browsing
from tests import migrated, replayed
from tests.flushing import come_back_to_the_migrated
from tests.search import indexing
from tests.world import World

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


# A run that fails tells of a change, not of luck: the examples are the same each time, and no clock judges them.
# `--hypothesis-profile=random` looks for new ones.
random = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile("random", random)
hypothesis.settings.register_profile("same", random, derandomize=True)
hypothesis.settings.load_profile("same")


# --- What is said at once ---------------------------------------------------------------------------------
class FailuresAtOnce:
    """Names a failed test when it fails: a whole run takes a quarter of an hour, and its report comes last."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            screen = self.config.pluginmanager.get_plugin("terminalreporter")
            if screen is not None:
                screen.ensure_newline()
                screen.write_line(f"✗ {report.nodeid}")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(FailuresAtOnce(config))


# --- What needs no second database ----------------------------------------------------------------------
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to PostgreSQL what only it has, and to SQLite what would be the same on both.

    A test that opens no database in its own process says the same beside any: PostgreSQL does not repeat it.
    """
    if connection.vendor != "postgresql":
        left = [item for item in items if item.get_closest_marker("postgresql")]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if not item.get_closest_marker("postgresql")]
    for item in items:
        opens = not {"db", "transactional_db"}.isdisjoint(getattr(item, "fixturenames", ()))
        opens = opens or issubclass(getattr(item, "cls", None) or object, SimpleTestCase)
        if not opens and not item.get_closest_marker("django_db"):
            item.add_marker("one_database")


# --- Language ---------------------------------------------------------------------------------------------
@pytest.fixture(autouse=True)
def _in_ukrainian() -> None:
    """A request leaves its language behind in the thread: a test after an English page must not begin in English."""
    translation.activate(settings.LANGUAGE_CODE)


# --- Places of files ----------------------------------------------------------------------------------
@pytest.fixture(scope="session", autouse=True)
def _files_of_the_suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Static files straight from the apps (no collected manifest), and a collected folder that exists."""
    folder = tmp_path_factory.mktemp("static")
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(
        DATA=tmp_path_factory.mktemp("data"),
        STORAGES=storages,
        STATIC_ROOT=folder,
        MEDIA_ROOT=tmp_path_factory.mktemp("files"),
        SEARCH_ROOT=tmp_path_factory.mktemp("search"),
        PRINT_FILES_ROOT=tmp_path_factory.mktemp("print-files"),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    ):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite tests use a file: a live server's threads and the test then lock each other as in real life.

    An in-memory database would be one connection shared by all threads, which has no such locks.
    """
    database: dict[str, Any] = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        file = tmp_path_factory.mktemp("db") / "test.sqlite3"
        database.setdefault("TEST", {})["NAME"] = str(file)
        migrated.take(file)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    """A file that `migrated` has brought is taken as it is; it stays in pytest's folder and goes with that."""
    return django_db_keepdb or connection.vendor == "sqlite"


# --- The search: see tests/search/indexing.py ------------------------------------------------------------
@pytest.fixture
def searchable(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The search finds what there is at the moment when it is asked, as it does a second later in a running centre."""
    indexing.follow_at_once(settings, tmp_path / "search", monkeypatch)


# --- Browser: see tests/browser.py --------------------------------------------------------------------
@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    with browsing.launched() as launched:
        yield launched


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A fresh page on the live server. Fails at the end on console errors, CSP violations, third-party requests."""
    with browsing.opened(browser, live_server.url) as opened:
        yield opened


# --- The shared world: see tests/world.py -------------------------------------------------------------
@pytest.fixture
def world(db: None) -> World:
    """A small library system with staff of every role and two readers."""
    return replayed.world()


# --- Transactional tests: see tests/flushing.py ---------------------------------------------------------
@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """After the migrations: each transactional test leaves the database like this."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            migrated.keep(connection.connection)
        come_back_to_the_migrated()
