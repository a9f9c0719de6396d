"""A world whose central library takes files, at noon of its Wednesday."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine

from oseredok.services.printing import keeping, office_paper
from tests.printing.papers import let_print
from tests.world import NOW, World


@pytest.fixture
def house(world: World, tmp_path: Path, settings: Any) -> Iterator[World]:
    """The world; files lie in a folder of this test."""
    settings.PRINT_FILES_ROOT = tmp_path / "print-files"
    let_print(world.central)
    with time_machine.travel(NOW, tick=False):
        yield world


@pytest.fixture
def kept(house: World) -> Any:
    """Names of what lies in the folder."""
    return lambda: sorted(path.name for path in keeping.root().iterdir())


@pytest.fixture
def office() -> None:
    """LibreOffice. Without it the test is skipped; in CI (variable `CI`) it fails."""
    if office_paper.program() is None:
        sentence = "No LibreOffice found: install it (Debian: apt-get install libreoffice-writer-nogui)"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
