"""Verbs of saved searches: keep, ask for an address's consent, confirm, rename, prolong, stop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import tidy
from oseredok.base.mail.actions import forget_letters, queue_letter
from oseredok.services.alerts import links
from oseredok.services.alerts.models import Often, SavedSearch
from oseredok.services.alerts.owners import Owner

MOST = 20
"""Searches of one owner: letters about more than that nobody reads."""
UNCONFIRMED_FOR = timedelta(days=3)
CONFIRM_LETTER = "saved_search_confirm"


@dataclass(frozen=True)
class Sought:
    """What is sought: the words and what results are narrowed by."""

    query: str
    filters: Mapping[str, Sequence[str]]

    @property
    def is_nothing(self) -> bool:
        return not (self.query or any(self.filters.values()))


@transaction.atomic
def save_search(*, owner: Owner, sought: Sought, name: str, often: str, language: str, now: datetime) -> SavedSearch:
    """Keep a search of somebody who has come in; the same one is kept once and takes the new name and choice.

    Raises Invalid (`nothing-sought`, `name-empty`, `often-unknown`), Conflict (`too-many`, `nowhere-to-write`).
    """
    _check(sought, often)
    _check_can_write(owner.email, often)
    known = _same(owner.searches().select_for_update(), sought)
    if known is not None:
        return change_search(search=known, name=name, often=often, now=now)
    if owner.searches().count() >= MOST:
        raise Conflict(_("Збережених пошуків уже двадцять. Приберіть зайвий."), code="too-many")
    search = _new(sought, name=name, often=often, language=language, now=now)
    search.reader, search.account, search.confirmed_at = owner.reader, owner.account, now
    search.save()
    return search


@transaction.atomic
def ask_by_mail(*, email: str, sought: Sought, often: str, language: str, now: datetime) -> None:
    """Write to an address to ask whether its owner wants such letters; nothing else goes there until they say so.

    What is answered tells nobody whether the address is known here already. Raises Invalid (`email-unclear`,
    `nothing-sought`, `often-unknown`), Conflict (`no-letters`).
    """
    _check(sought, often)
    if not links.are_letters_offered():
        raise Conflict(_("Листи звідси поки не надсилаються."), code="no-letters")
    if often == Often.NEVER:
        raise Invalid(_("Виберіть, як часто писати."), code="often-unknown", field="often")
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Invalid(
            _("Перевірте адресу пошти: вона має виглядати так: olena@example.com."), code="email-unclear", field="email"
        ) from None
    mine = SavedSearch.objects.select_for_update().filter(email=address)
    search = _same(mine, sought)
    if search is None:
        if mine.count() >= MOST:
            return
        search = _new(sought, name="", often=often, language=language, now=now)
        search.email = address
        search.save()
    context = {"name": search.name, "link": links.in_letter(search, "front:saved_search")}
    queue_letter(
        template=CONFIRM_LETTER,
        to=address,
        context=context,
        key=f"{CONFIRM_LETTER}-{search.public_id}-{now:%Y%m%d%H%M}",
        now=now,
        about=("alerts", str(search.public_id)),
        language=language,
    )


@transaction.atomic
def confirm_search(*, search: SavedSearch, now: datetime) -> SavedSearch:
    """The owner of the address says yes, or that the letters are still wanted: the term of keeping begins anew."""
    found = SavedSearch.objects.select_for_update().get(pk=search.pk)
    if found.confirmed_at is None:
        found.confirmed_at, found.told_through = now, local_date(now) - timedelta(days=1)
    found.kept_since = now
    found.save(update_fields=["confirmed_at", "told_through", "kept_since"])
    return found


@transaction.atomic
def change_search(*, search: SavedSearch, name: str, often: str, now: datetime) -> SavedSearch:
    """Call a search otherwise, or choose otherwise how often to write.

    Raises Invalid (`name-empty`, `often-unknown`), Conflict (`nowhere-to-write`).
    """
    found = SavedSearch.objects.select_for_update(of=("self",)).select_related("reader", "account").get(pk=search.pk)
    if often not in Often.values or (found.is_by_mail and often == Often.NEVER):
        raise Invalid(_("Виберіть, як часто писати."), code="often-unknown", field="often")
    if not found.is_by_mail and often != found.often:
        _check_can_write(found.address, often)
    called = tidy(name)[:120]
    if not called:
        raise Invalid(_("Напишіть назву."), code="name-empty", field="name")
    if found.often == Often.NEVER and often != Often.NEVER:
        found.told_through = local_date(now) - timedelta(days=1)  # nobody wants the news of a silent year
    found.name, found.often, found.kept_since = called, often, now
    found.save(update_fields=["name", "often", "kept_since", "told_through"])
    return found


@transaction.atomic
def remove_search(*, search: SavedSearch, now: datetime) -> None:
    """Forget a search, and what was written about it: the outbox keeps neither the address nor the words."""
    _forget(SavedSearch.objects.filter(pk=search.pk), now=now)


@transaction.atomic
def stop_letters(*, search: SavedSearch, now: datetime) -> None:
    """No more letters: an address is forgotten with its search, what somebody keeps on their own page stays there."""
    if search.is_by_mail:
        remove_search(search=search, now=now)
        return
    SavedSearch.objects.filter(pk=search.pk).update(often=Often.NEVER)


def forget(rows: QuerySet[SavedSearch], *, now: datetime, limit: int = 500) -> int:
    """Forget some searches, inside the caller's transaction; return how many."""
    return _forget(SavedSearch.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[:limit])), now=now)


def unconfirmed(now: datetime) -> QuerySet[SavedSearch]:
    """Return what an address did not confirm in time, and searches of staff who do not work here any more."""
    late = Q(confirmed_at__isnull=True, saved_at__lt=now - UNCONFIRMED_FOR)
    return SavedSearch.objects.filter(late | Q(account__is_active=False)).order_by("pk")


def _forget(rows: QuerySet[SavedSearch], *, now: datetime) -> int:
    ids = [str(one) for one in rows.values_list("public_id", flat=True)]
    forget_letters(found=Q(about_app="alerts", about_id__in=ids), now=now)
    gone, _each = rows.delete()
    return gone


def _check(sought: Sought, often: str) -> None:
    if sought.is_nothing:
        raise Invalid(_("Спершу щось знайдіть, тоді зберігайте."), code="nothing-sought")
    if often not in Often.values:
        raise Invalid(_("Виберіть, як часто писати."), code="often-unknown", field="often")


def _check_can_write(email: str, often: str) -> None:
    if often != Often.NEVER and not (email and links.are_letters_offered()):
        raise Conflict(
            _("Листи надсилати нікуди: на вашій сторінці немає пошти."), code="nowhere-to-write", field="often"
        )


def _same(rows: QuerySet[SavedSearch], sought: Sought) -> SavedSearch | None:
    filters = {code: list(values) for code, values in sought.filters.items()}
    return next((one for one in rows.filter(query=sought.query) if one.filters == filters), None)


def _new(sought: Sought, *, name: str, often: str, language: str, now: datetime) -> SavedSearch:
    return SavedSearch(
        name=(tidy(name) or sought.query or _("Пошук"))[:120],
        query=sought.query,
        filters={code: list(values) for code, values in sought.filters.items()},
        language=language,
        often=often,
        saved_at=now,
        kept_since=now,
        told_through=local_date(now) - timedelta(days=1),
    )
