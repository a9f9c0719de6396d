"""A catalogue asked by Z39.50, through `yaz-client` of the YAZ toolkit: nobody keeps a client for Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path

from django.utils.translation import gettext as _

from oseredok.collections.catalogue.copying.replies import MOST, Found, Silent, read
from oseredok.collections.catalogue.formats import iso2709

ATTRIBUTES = {"isbn": "1=7", "title": "1=4"}
"""Use attributes of the set Bib-1."""


def program() -> str | None:
    """Return where `yaz-client` is; None when it is not installed."""
    return shutil.which("yaz-client")


def ask(address: str, *, what: str, words: str, seconds: float) -> list[Found]:
    """Return the records of a catalogue, at most ten. `what` is of `ATTRIBUTES`. Raises Silent."""
    client = program()
    if client is None:
        raise Silent(_("Щоб питати Z39.50, на сервері потрібна програма yaz (пакунок «yaz»). Скажіть адміністратору."))
    lines = (
        f"open {address}", "format usmarc", f'find @attr {ATTRIBUTES[what]} "{_plain(words)}"', f"show 1+{MOST}", "quit",
    )  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="oseredok-z3950-") as folder:
        dump = Path(folder) / "records"
        said = _said([client, "-m", str(dump)], "\n".join(lines) + "\n", folder, seconds)
        if "Connection accepted" not in said:
            raise Silent(_("До каталогу не вдалося додзвонитися. Можливо, немає інтернету."))
        if "Search was a success" not in said:
            raise Silent(_("Каталог не зрозумів запиту."))
        raw = dump.read_bytes() if dump.exists() else b""
    return read((piece.raw for piece in iso2709.pieces(BytesIO(raw)) if not piece.error), "iso2709")


def _said(command: list[str], asked: str, folder: str, seconds: float) -> str:
    # A home of its own: the client reads a file of commands from there.
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": folder, "LANG": "C.UTF-8"}
    try:
        done = subprocess.run(  # noqa: S603 - our own program; what is typed goes in as its input
            command,
            input=asked.encode(),
            capture_output=True,
            timeout=seconds,
            cwd=folder,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Silent(_("Каталог не відповів вчасно.")) from None
    except OSError:
        raise Silent(_("Програма yaz-client не запускається.")) from None
    return done.stdout.decode("utf-8", "replace")


def _plain(words: str) -> str:
    """Leave nothing that would end the quotes or the line."""
    return " ".join("".join(sign for sign in words if sign.isprintable() and sign not in '"\\').split())
