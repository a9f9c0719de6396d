"""Where the data lie that are read by tests and never committed: `shared/data` beside the repository, or above it."""

from __future__ import annotations

from pathlib import Path

_PLACES = [folder / "shared" / "data" for folder in Path(__file__).resolve().parents]
SHARED = next((folder for folder in _PLACES if folder.is_dir()), _PLACES[0])
