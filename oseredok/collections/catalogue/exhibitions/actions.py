"""Verbs of exhibitions. Every change is kept in the log of changes by itself."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import display_apostrophe, slug, tidy
from oseredok.collections.catalogue.exhibitions import rules
from oseredok.collections.catalogue.exhibitions.models import Exhibit, Exhibition
from oseredok.collections.catalogue.models import Record, is_live
from oseredok.library.people.access import Duty


@transaction.atomic
def make_exhibition(
    *, duty: Duty, title: str, intro: str, starts_on: date, ends_on: date | None, now: datetime
) -> Exhibition:
    """Begin a draft. Raises NotAllowed (`not-a-curator`), Invalid (`end-early`)."""
    rules.check_can_curate(duty)
    rules.check_days(starts_on, ends_on)
    return Exhibition.objects.create(
        slug=_free_slug(title),
        title=_line(title),
        intro=display_apostrophe(intro.strip()),
        starts_on=starts_on,
        ends_on=ends_on,
        made_at=now,
        changed_at=now,
    )


@transaction.atomic
def change_exhibition(
    *, exhibition: Exhibition, duty: Duty, title: str, intro: str, starts_on: date, ends_on: date | None, now: datetime
) -> Exhibition:
    """Replace the words and days; the address stays. Raises as `make_exhibition`."""
    rules.check_can_curate(duty)
    rules.check_days(starts_on, ends_on)
    kept = _locked(exhibition)
    kept.title, kept.intro = _line(title), display_apostrophe(intro.strip())
    kept.starts_on, kept.ends_on, kept.changed_at = starts_on, ends_on, now
    kept.save()
    return kept


@transaction.atomic
def show_exhibition(*, exhibition: Exhibition, duty: Duty, is_shown: bool, now: datetime) -> Exhibition:
    """Put it on the site, or take it off. Raises NotAllowed (`not-a-curator`), Invalid (`exhibition-empty`)."""
    rules.check_can_curate(duty)
    kept = _locked(exhibition)
    if is_shown:
        rules.check_may_show(kept.exhibits.filter(is_live("record")).count())
    kept.is_shown, kept.changed_at = is_shown, now
    kept.save(update_fields=["is_shown", "changed_at"])
    return kept


@transaction.atomic
def delete_exhibition(*, exhibition: Exhibition, duty: Duty) -> None:
    """Delete a draft for good. Raises NotAllowed (`not-a-curator`), Conflict (`exhibition-shown`)."""
    rules.check_can_curate(duty)
    kept = _locked(exhibition)
    if kept.is_shown:
        raise Conflict(_("Виставка на сайті. Спершу зніміть її."), code="exhibition-shown")
    kept.delete()


@transaction.atomic
def add_exhibit(*, exhibition: Exhibition, duty: Duty, told: str, note: str, now: datetime) -> Exhibit:
    """Put a record at the end, told by its number or the address of its page.

    Raises NotAllowed (`not-a-curator`), Invalid (`record-unknown`), Conflict (`record-there`, `exhibition-full`).
    """
    rules.check_can_curate(duty)
    kept = _locked(exhibition)
    record = Record.live.filter(pk=rules.number_of(told)).first()
    if record is None:
        raise Invalid(_("Такої книги в каталозі немає."), code="record-unknown", field="record")
    if kept.exhibits.filter(record=record).exists():
        raise Conflict(_("Ця книга на виставці вже є."), code="record-there", field="record")
    if kept.exhibits.count() >= rules.MOST:
        raise Conflict(_("На виставці вже двісті книг. Зробіть другу."), code="exhibition-full", field="record")
    last = kept.exhibits.aggregate(last=Max("place"))["last"] or 0
    made = Exhibit.objects.create(exhibition=kept, record=record, place=last + 1, note=_line(note))
    _touch(kept, now)
    return made


@transaction.atomic
def change_note(*, exhibit: Exhibit, duty: Duty, note: str, now: datetime) -> None:
    """Replace what is said of a book. Raises NotAllowed (`not-a-curator`)."""
    rules.check_can_curate(duty)
    exhibit.note = _line(note)
    exhibit.save(update_fields=["note"])
    _touch(exhibit.exhibition, now)


@transaction.atomic
def move_exhibit(*, exhibit: Exhibit, duty: Duty, is_up: bool, now: datetime) -> None:
    """Change places with the neighbour; the first one stays first. Raises NotAllowed (`not-a-curator`)."""
    rules.check_can_curate(duty)
    kept = _locked(exhibit.exhibition)
    rows = list(kept.exhibits.all())
    at = next(index for index, one in enumerate(rows) if one.pk == exhibit.pk)
    other = at - 1 if is_up else at + 1
    if not 0 <= other < len(rows):
        return
    mine, its = rows[at], rows[other]
    mine.place, its.place = its.place, mine.place
    mine.save(update_fields=["place"])
    its.save(update_fields=["place"])
    _touch(kept, now)


@transaction.atomic
def remove_exhibit(*, exhibit: Exhibit, duty: Duty, now: datetime) -> None:
    """Take a book off; of the last one the exhibition leaves the site too. Raises NotAllowed (`not-a-curator`)."""
    rules.check_can_curate(duty)
    kept = _locked(exhibit.exhibition)
    exhibit.delete()
    if not kept.exhibits.exists():
        kept.is_shown = False
        kept.save(update_fields=["is_shown"])
    _touch(kept, now)


def _locked(exhibition: Exhibition) -> Exhibition:
    return Exhibition.objects.select_for_update().get(pk=exhibition.pk)


def _touch(exhibition: Exhibition, now: datetime) -> None:
    exhibition.changed_at = now
    exhibition.save(update_fields=["changed_at"])


def _line(text: str) -> str:
    return display_apostrophe(tidy(text))


def _free_slug(title: str) -> str:
    wanted = slug(title)[:60].strip("-") or "vystavka"
    number, found = 1, wanted
    while Exhibition.objects.filter(slug=found).exists():
        number += 1
        found = f"{wanted}-{number}"
    return found
