"""One virtual screen for all tests; a site and a program for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from oseredok_station import staff_code
from oseredok_station.settings import Settings
from tests.station import desktop as screens
from tests.station import library_site, program
from tests.station.desktop import Desktop
from tests.station.library_site import LibrarySite
from tests.station.looks import covers_with_page
from tests.station.program import Program

CODE = "verba-71"


@pytest.fixture(scope="session")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    with screens.running(tmp_path_factory.mktemp("screen")) as started:
        yield started


@pytest.fixture
def site() -> Iterator[LibrarySite]:
    with library_site.running() as started:
        yield started


@pytest.fixture
def chosen(site: LibrarySite) -> Settings:
    return Settings(address=site.address, exit_code=staff_code.sealed(CODE), patience=30)


@pytest.fixture
def station(desktop: Desktop, site: LibrarySite, chosen: Settings, tmp_path: Path) -> Iterator[Program]:
    with program.running(desktop, tmp_path, chosen) as started:
        desktop.until("the page over everything", lambda: covers_with_page(desktop))
        yield started
