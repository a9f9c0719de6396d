"""Folders of indexes in the data folder: `CURRENT` names the one that is asked, and is switched in one step."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from oseredok.spine.search import analysis, sources
from oseredok.spine.search.engines.base import Engine
from oseredok.spine.search.engines.store import Store, shape_of
from oseredok.spine.search.engines.tantivy import TantivyEngine

POINTER = "CURRENT"
REPLAY = "replay-since"
SHAPE = "fields.json"
LAYOUT = "tantivy 4"  # raise it when the engine keeps the same rows in another way


class TantivyStore(Store):
    def __init__(self, root: Path) -> None:
        self.root = root
        self._opened: TantivyEngine | None = None

    def current(self) -> TantivyEngine | None:
        name = self._pointed()
        if not name:
            return None
        if self._opened is None or self._opened.folder.name != name or not self._opened.is_there():
            try:
                self._opened = TantivyEngine(self.root / name, known=self._known(name), must_be=True)
            except (ValueError, OSError):
                self._opened = None  # lost or torn: the worker builds another
        return self._opened

    def is_fresh(self) -> bool:
        return self._pointed().startswith(_print()) and self.current() is not None

    def begin(self, *, now: datetime) -> TantivyEngine:
        folder = self.root / f"{_print()}-{token_hex(4)}"
        engine = TantivyEngine(folder)
        (folder / SHAPE).write_text(json.dumps({code: shape_of(one) for code, one in engine.known.items()}), "ascii")
        (folder / REPLAY).write_text(now.isoformat(), "ascii")
        return engine

    def switch(self, engine: Engine) -> None:
        assert isinstance(engine, TantivyEngine)  # noqa: S101 - of this store
        engine.let_go()
        new = self.root / f"{POINTER}.new"
        with new.open("w", encoding="ascii") as file:
            file.write(engine.folder.name)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.root / POINTER)
        for folder in self.root.iterdir():
            if folder.is_dir() and folder != engine.folder:
                shutil.rmtree(folder, ignore_errors=True)

    def replay_since(self) -> datetime | None:
        with suppress(FileNotFoundError, ValueError):
            return datetime.fromisoformat((self.root / self._pointed() / REPLAY).read_text("ascii"))
        return None

    def replayed(self) -> None:
        (self.root / self._pointed() / REPLAY).unlink(missing_ok=True)

    def throw_away(self) -> None:
        if self._opened is not None:
            self._opened.let_go()
            self._opened = None
        (self.root / POINTER).unlink(missing_ok=True)

    def size(self) -> int:
        name = self._pointed()
        return sum(one.stat().st_size for one in (self.root / name).iterdir() if one.is_file()) if name else 0

    def _pointed(self) -> str:
        with suppress(FileNotFoundError):
            name = (self.root / POINTER).read_text("ascii").strip()
            return name if name and (self.root / name).is_dir() else ""
        return ""

    def _known(self, name: str) -> dict[str, sources.Field]:
        """Return today's fields that the index has too, as it has them."""
        made = json.loads((self.root / name / SHAPE).read_text("ascii"))
        return {code: one for code, one in sources.fields().items() if made.get(code) == shape_of(one)}


def _print() -> str:
    return sources.fingerprint(LAYOUT, analysis.VERSION)
