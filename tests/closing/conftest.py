"""A data folder of its own for each test: exports are files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    (tmp_path / "files" / "imports").mkdir(parents=True)
    (tmp_path / "files" / "imports" / "a.csv").write_text("Шевченко;Тарас")
    (tmp_path / "files" / "poster.txt").write_text("Толока")
