"""Verbs of blocks: add, write, illustrate, move, take out and bring back."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TypedDict

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import display_apostrophe, tidy
from oseredok.library.people.access import Duty
from oseredok.library.site import richtext
from oseredok.management.indicators.catalogue import indicator
from oseredok.management.reports.narrative import photos, rules
from oseredok.management.reports.narrative.actions import locked, place_ids
from oseredok.management.reports.narrative.models import Block, FormerText, Report

MOST_CODES = 25
_PICTURE = re.compile(r"<img[^>]*>")


class Words(TypedDict):
    """What a block says. Parts that its kind does not have are empty."""

    title: str
    text: str
    codes: list[str]
    view: str


class Consent(TypedDict):
    """What is known of the people on a photo."""

    people: str
    agreed_on: date | None
    consent_kept: str


@transaction.atomic
def add_block(*, report: Report, kind: str, duty: Duty, now: datetime) -> Block:
    """Put an empty block at the end. Raises NotAllowed, Conflict (`many-blocks`, ...), Invalid (`kind-unknown`)."""
    report = _open(report, duty)
    if kind not in Block.Kind.values:
        raise Invalid(_("Такої частини звіту немає."), code="kind-unknown", field="kind")
    if report.blocks.filter(removed_at__isnull=True).count() >= rules.MOST_BLOCKS:
        raise Conflict(_("Частин уже забагато. Приберіть зайві."), code="many-blocks")
    last = report.blocks.aggregate(last=Max("order"))["last"]
    block = Block(
        report=report, kind=kind, order=0 if last is None else last + 1, changed_at=now, changed_by=duty.account
    )
    block.save()
    return block


@transaction.atomic
def write_block(*, block: Block, words: Words, seen: int | None, duty: Duty, now: datetime) -> Block:
    """Save what a block says. `seen` is the version that the writer started from.

    Words that did not change make no version. What another person wrote before is kept: see `FormerText`.

    Raises:
        NotAllowed, Conflict (`changed-meanwhile`, `signed`, ...), Invalid (codes, words).
    """
    _open(block.report, duty)
    block = Block.objects.select_for_update().get(pk=block.pk)
    clean = _cleaned(block, words)
    if all(getattr(block, name) == value for name, value in clean.items()):
        return block
    if block.removed_at is not None:
        raise Conflict(_("Цю частину прибрали. Спершу поверніть її."), code="block-removed")
    if seen != block.version:
        sentence = _("Поки ви писали, цю частину змінив хтось інший. Ваше нижче, нічого не втрачено.")
        raise Conflict(sentence, code="changed-meanwhile")
    if block.changed_by_id != duty.account.pk and (block.title or block.text):
        FormerText.objects.create(
            block=block, title=block.title, text=block.text, author=block.changed_by, written_at=block.changed_at
        )
    for name, value in clean.items():
        setattr(block, name, value)
    return _changed(block, duty, now=now)


@transaction.atomic
def restore_text(*, former: FormerText, duty: Duty, now: datetime) -> Block:
    """Bring a former text back; the present one takes its place among the former. Raises NotAllowed, Conflict."""
    _open(former.block.report, duty)
    block = Block.objects.select_for_update().get(pk=former.block_id)
    FormerText.objects.create(
        block=block, title=block.title, text=block.text, author=block.changed_by, written_at=block.changed_at
    )
    block.title, block.text = former.title, former.text
    former.delete()
    return _changed(block, duty, now=now)


def put_photo(*, block: Block, file: UploadedFile, alt: str, duty: Duty, now: datetime) -> Block:
    """Give a block its photo, with words for those who do not see it.

    Raises:
        NotAllowed, Conflict, Invalid (`alt-missing`, `file_…`).
    """
    _check_photo_block(block)
    words = display_apostrophe(tidy(alt))[:200]
    if not words:
        raise Invalid(
            _("Напишіть, що на фото: так його «побачать» люди, які не бачать."), code="alt-missing", field="alt"
        )
    content = photos.jpeg(file)
    with transaction.atomic():
        _open(block.report, duty)
        block = Block.objects.select_for_update().get(pk=block.pk)
        before = block.photo.name
        photos.put(block, content)
        new = block.photo.name
        block.photo_alt = words
        # Another photo shows other people: what was agreed on the former one says nothing of it.
        block.people, block.agreed_on, block.consent_kept = Block.People.UNKNOWN, None, ""
        try:
            _changed(block, duty, now=now)
        except BaseException:
            block.photo.storage.delete(new or "")
            raise
    if before:
        block.photo.storage.delete(before)
    return block


@transaction.atomic
def note_consent(*, block: Block, consent: Consent, duty: Duty, now: datetime) -> Block:
    """Note what is known of the people on a photo; after the signature too, because it is not part of the paper.

    Raises:
        NotAllowed, Conflict, Invalid (`consent-…`).
    """
    _check_photo_block(block)
    rules.check_can_write_of(duty, place_ids=place_ids(block.report))
    block = Block.objects.select_for_update().get(pk=block.pk)
    kept = tidy(consent["consent_kept"])
    if consent["people"] not in Block.People.values:
        raise Invalid(_("Виберіть один із варіантів."), code="people-unclear", field="people")
    rules.check_consent(
        people=consent["people"], agreed_on=consent["agreed_on"], consent_kept=kept, today=local_date(now)
    )
    agreed = consent["people"] == Block.People.AGREED
    block.people = consent["people"]
    block.agreed_on, block.consent_kept = (consent["agreed_on"], kept) if agreed else (None, "")
    block.save()
    return block


@transaction.atomic
def move_block(*, block: Block, up: bool, duty: Duty) -> None:
    """Change places with the neighbour; at the end of the report nothing happens. Raises NotAllowed, Conflict."""
    report = _open(block.report, duty)
    rows = list(report.blocks.select_for_update().filter(removed_at__isnull=True))
    at = next((number for number, one in enumerate(rows) if one.pk == block.pk), None)
    if at is None or not 0 <= (to := at - 1 if up else at + 1) < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for number, one in enumerate(rows):
        if one.order != number:
            one.order = number
            one.save()


@transaction.atomic
def remove_block(*, block: Block, duty: Duty, now: datetime) -> Block:
    """Take a block out; `bring_block_back` undoes it. Raises NotAllowed, Conflict."""
    _open(block.report, duty)
    block = Block.objects.select_for_update().get(pk=block.pk)
    block.removed_at = block.removed_at or now
    block.save()
    return block


@transaction.atomic
def bring_block_back(*, block: Block, duty: Duty) -> Block:
    """Put a block that was taken out where it stood. Raises NotAllowed, Conflict."""
    _open(block.report, duty)
    block = Block.objects.select_for_update().get(pk=block.pk)
    block.removed_at = None
    block.save()
    return block


def _open(report: Report, duty: Duty) -> Report:
    report = locked(report)
    rules.check_can_edit(report, duty, place_ids=place_ids(report))
    return report


def _changed(block: Block, duty: Duty, *, now: datetime) -> Block:
    block.version += 1
    block.changed_at, block.changed_by = now, duty.account
    block.save()
    Report.objects.filter(pk=block.report_id).update(changed_at=now)
    return block


def _check_photo_block(block: Block) -> None:
    if block.kind != Block.Kind.PHOTO:
        raise Invalid(_("Фото ставлять у частину «Фото»."), code="not-a-photo", field="file")


def _cleaned(block: Block, words: Words) -> dict[str, str]:
    title = display_apostrophe(tidy(words["title"]))
    text = _text(words["text"]) if block.kind in ("text", "conclusions") else ""
    codes = list(dict.fromkeys(words["codes"]))
    if len(codes) > MOST_CODES:
        raise Invalid(_("Забагато показників в одній частині."), code="many-codes", field="codes")
    for code in codes:
        try:
            indicator(code)
        except KeyError:
            raise Invalid(_("Такого показника немає."), code="indicator-unknown", field="codes") from None
    if words["view"] not in Block.View.values:
        raise Invalid(_("Виберіть один із варіантів."), code="view-unknown", field="view")
    return {"title": title, "text": text, "codes": ",".join(codes), "view": words["view"]}


def _text(html: str) -> str:
    """Photos have blocks of their own, with consent: one inside a text would reach the page and not the paper."""
    return richtext.checked(_PICTURE.sub("", richtext.clean(html)), field="text")
