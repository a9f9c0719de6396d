"""A small log of what the program did; no addresses of pages, no codes, no names."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

SIZE = 256 * 1024
KEPT = 2


def start(folder: Path) -> None:
    """Write the log into the folder: three files of 256 KB at most."""
    folder.mkdir(parents=True, exist_ok=True)
    file = RotatingFileHandler(folder / "station.log", maxBytes=SIZE, backupCount=KEPT, encoding="utf-8")
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[file], force=True)
