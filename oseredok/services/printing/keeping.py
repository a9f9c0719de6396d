"""Where sent files lie: a private folder beside the centre's files, never served by address, not in copies.

A file is there exactly while its row waits or prints. What a crash or a restored copy left behind is swept.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings

MEGABYTE = 1024 * 1024
SPARE = 500 * MEGABYTE
"""What must stay free on the disk: the library's own work comes first."""


def root() -> Path:
    """Return the folder; made on the first use, open to nobody else on this computer."""
    folder = Path(settings.PRINT_FILES_ROOT)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def pdf_of(public_id: UUID) -> Path:
    return root() / f"{public_id}.pdf"


def picture_of(public_id: UUID) -> Path:
    return root() / f"{public_id}.png"


def has_room() -> bool:
    return shutil.disk_usage(root()).free > SPARE


def put(public_id: UUID, *, pdf: Path, picture: Path) -> None:
    """Take the two made files in."""
    for made, kept in ((pdf, pdf_of(public_id)), (picture, picture_of(public_id))):
        made.chmod(0o600)
        shutil.move(made, kept)


def drop(public_id: UUID) -> None:
    """Delete the two files; those that are gone already are no trouble."""
    pdf_of(public_id).unlink(missing_ok=True)
    picture_of(public_id).unlink(missing_ok=True)


def sweep(*, wanted: Iterable[UUID], older_than: float) -> int:
    """Delete whatever belongs to nobody of `wanted` and was written before the moment (a timestamp); return how many."""
    names = {str(public_id) for public_id in wanted}
    swept = 0
    for path in root().iterdir():
        if path.is_file() and path.stem not in names and path.stat().st_mtime < older_than:
            path.unlink(missing_ok=True)
            swept += 1
    return swept
