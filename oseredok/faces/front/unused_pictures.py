"""Pictures that no text of the site shows: added in the editor and never saved with a page, or taken out of a piece of news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core.text import counted
from oseredok.base.preferences import queries as preferences
from oseredok.base.preferences import registry
from oseredok.base.preferences.registry import Group, Whole
from oseredok.faces.front.models import NewsItem
from oseredok.library.site.models import Picture, Version
from oseredok.library.site.richtext import PICTURE

registry.register_group(Group("site", lazy("Сайт"), 80))

UNUSED_DAYS = registry.register(
    Whole(
        code="site.unused_picture_days",
        group="site",
        question=lazy("Скільки днів зберігати зображення, яких немає на жодній сторінці й у жодній новині?"),
        default=30,
        least=1,
        most=3650,
        unit=("день", "дні", "днів"),
        effect=lambda days: _(
            "Через {time} після додавання зображення, якого ніде немає, зітреться. "
            "Показані на сайті, у чернетках і в колишніх версіях лишаються."
        ).format(time=counted(days, "день", "дні", "днів")),
        source=lazy("Місяця вистачає, щоб дописати розпочате; строку закон не встановлює"),
        checked_on=date(2026, 11, 26),
    )
)


def sweep(*, now: datetime) -> int:
    """Delete the pictures that were added before the term and stand in no text, with their files; return how many."""
    before = now - timedelta(days=preferences.value(UNUSED_DAYS))
    old = Picture.objects.filter(added_at__lt=before)
    if not old.exists():
        return 0
    shown = set(_shown())
    return sum(
        _delete(one)
        for one in old.exclude(pk__in=NewsItem.objects.exclude(picture=None).values("picture"))
        if str(one.public_id) not in shown
    )


def _shown() -> Iterator[str]:
    """Every version counts: an earlier text, or a deleted page, may be brought back with its pictures."""
    mark = "/pictures/"
    versions = Version.objects.filter(Q(body__contains=mark) | Q(body_en__contains=mark))
    for texts in (
        versions.values_list("body", "body_en"),
        NewsItem.objects.filter(body__contains=mark).values_list("body"),
    ):
        for row in texts.iterator():
            yield from _addresses(row)


def _addresses(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from PICTURE.findall(text)


@transaction.atomic
def _delete(picture: Picture) -> bool:
    """Delete a row, and its files once that is certain; False when a piece of news took the picture a moment ago."""
    files = (picture.file, picture.small)
    try:
        picture.delete()
    except ProtectedError:
        return False
    transaction.on_commit(partial(_delete_files, files))
    return True


def _delete_files(files: Iterable[FieldFile]) -> None:
    for file in files:
        file.storage.delete(str(file.name))
