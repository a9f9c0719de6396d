"""The password of the copies that nobody stands by: in a file of the data folder, readable by its owner only.

Not in the database, which is what the copies contain; not in a copy either. Who loses it loses the copies.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from oseredok.base.backup import sealing


def _file() -> Path:
    return Path(settings.DATA) / "backup-password"


def kept() -> str:
    """Return the password; empty when copies are made without one."""
    try:
        return _file().read_text(encoding="utf-8").rstrip("\n")
    except FileNotFoundError:
        return ""


def keep(*, password: str) -> None:
    """Encrypt from now on. Raises `BackupError` (`password-short`)."""
    sealing.check_password(password)
    part = _file().with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write(password)
        file.flush()
        os.fsync(file.fileno())
    part.replace(_file())


def forget() -> None:
    """Make copies without a password from now on; those that are there keep theirs."""
    _file().unlink(missing_ok=True)
