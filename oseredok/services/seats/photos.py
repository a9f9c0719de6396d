"""The photo of a seat: judged by its content, drawn anew without anything but its pixels, with words for who does not see it."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from oseredok.library.site import pictures
from oseredok.services.seats.models import Seat

WIDE = 960


def put(*, seat: Seat, file: UploadedFile, alt: str) -> Seat:
    """Give a seat its photo instead of the former one, whose file goes. Raises Invalid (`alt-missing`, `file_…`)."""
    words = pictures.tidy_alt(alt)
    (drawn,) = pictures.draw(file, WIDE)
    with transaction.atomic():
        seat = Seat.objects.select_for_update().get(pk=seat.pk)
        former, storage = seat.photo.name, seat.photo.storage
        seat.photo.save(f"{uuid4().hex}.webp", ContentFile(drawn.content), save=False)
        kept, seat.photo_alt = seat.photo.name, words
        try:
            seat.save(update_fields=["photo", "photo_alt"])
        except BaseException:
            storage.delete(kept or "")  # no file without its row
            raise
        _delete_after(storage, former)
    return seat


@transaction.atomic
def remove(*, seat: Seat) -> Seat:
    """Take the photo away with its file. Twice is no error."""
    seat = Seat.objects.select_for_update().get(pk=seat.pk)
    former, storage = seat.photo.name, seat.photo.storage
    if former:
        seat.photo, seat.photo_alt = "", ""
        seat.save(update_fields=["photo", "photo_alt"])
        _delete_after(storage, former)
    return seat


def _delete_after(storage: Storage, name: str | None) -> None:
    if name:
        transaction.on_commit(partial(storage.delete, name))
