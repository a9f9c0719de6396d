"""Verbs of the public site: news are written and published, barriers are reported and handled."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core import changes
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import display_apostrophe, slug, tidy
from oseredok.base.mail.actions import queue_letter
from oseredok.base.mail.registry import Served
from oseredok.faces.front import rules
from oseredok.faces.front.models import Barrier, NewsItem
from oseredok.library.people.access import Duty
from oseredok.library.places.models import Library
from oseredok.library.site import richtext
from oseredok.library.site.models import Picture

# More than a town reports in an hour; a script does.
BARRIERS_AN_HOUR = 40


@transaction.atomic
def write_news(*, duty: Duty, title: str, summary: str, body: str, place: Library | None, now: datetime) -> NewsItem:
    """Keep a new draft; nobody but staff sees it. `body` is HTML, cleaned here.

    Raises NotAllowed (`not-a-writer`), Invalid (`body-empty`).
    """
    rules.check_can_write(duty)
    return NewsItem.objects.create(
        slug=_free_slug(title),
        title=_line(title),
        summary=_line(summary),
        body=_cleaned(body),
        place=place,
        author=duty.account,
        created_at=now,
        changed_at=now,
    )


@transaction.atomic
def edit_news(
    *,
    item: NewsItem,
    duty: Duty,
    title: str,
    summary: str,
    body: str,
    place: Library | None,
    seen_at: datetime | None,
    now: datetime,
) -> NewsItem:
    """Replace the words of an item; its address stays. `seen_at` is the `changed_at` that the editor started from.

    Raises NotAllowed (`not-a-writer`, `not-a-publisher`), Conflict (`changed-meanwhile`), Invalid (`body-empty`).
    """
    item = NewsItem.objects.select_for_update().get(pk=item.pk)
    rules.check_can_edit(item, duty)
    if seen_at is not None and item.changed_at != seen_at:
        raise Conflict(
            _("Поки ви писали, новину змінив хтось інший. Ваш текст нижче, нічого не втрачено."),
            code="changed-meanwhile",
        )
    item.title, item.summary, item.body = _line(title), _line(summary), _cleaned(body)
    item.place, item.changed_at = place, now
    item.save(update_fields=["title", "summary", "body", "place", "changed_at"])
    changes.tell("news", item.pk)
    return item


@transaction.atomic
def publish_news(*, item: NewsItem, duty: Duty, now: datetime) -> NewsItem:
    """Show the item on the site from `now`, also one planned for later.

    Raises NotAllowed (`not-a-publisher`), Conflict (`already-published`).
    """
    item = NewsItem.objects.select_for_update().get(pk=item.pk)
    rules.check_can_publish(item, duty, now=now)
    item.published_at = item.changed_at = now
    item.save(update_fields=["published_at", "changed_at"])
    changes.tell("news", item.pk)
    return item


@transaction.atomic
def plan_news(
    *,
    item: NewsItem,
    duty: Duty,
    starts_at: datetime | None,
    pinned_until: date | None,
    shown_until: date | None,
    now: datetime,
) -> NewsItem:
    """Decide from when, until when and until which day on top the item is read. What is read already keeps its start.

    Without `starts_at` a planned item becomes a draft again.

    Raises NotAllowed (`not-a-publisher`), Invalid (`start-passed`, `day-far`, `end-early`).
    """
    item = NewsItem.objects.select_for_update().get(pk=item.pk)
    rules.check_can_plan(item, duty)
    is_read = item.published_at is not None and item.published_at <= now
    rules.check_days(
        starts_at=None if is_read else starts_at, pinned_until=pinned_until, shown_until=shown_until, now=now
    )
    if not is_read:
        item.published_at = starts_at
    item.pinned_until, item.shown_until, item.changed_at = pinned_until, shown_until, now
    item.save(update_fields=["published_at", "pinned_until", "shown_until", "changed_at"])
    changes.tell("news", item.pk)
    return item


@transaction.atomic
def illustrate_news(*, item: NewsItem, picture: Picture | None, duty: Duty, now: datetime) -> NewsItem:
    """Put a picture above the text of the item, or take it away. Raises NotAllowed (`not-a-writer`, `not-a-publisher`)."""
    item = NewsItem.objects.select_for_update().get(pk=item.pk)
    rules.check_can_edit(item, duty)
    item.picture, item.changed_at = picture, now
    item.save(update_fields=["picture", "changed_at"])
    return item


@transaction.atomic
def unpublish_news(*, item: NewsItem, duty: Duty, now: datetime) -> NewsItem:
    """Make the item a draft again. Raises NotAllowed (`not-a-publisher`), Conflict (`not-published`)."""
    item = NewsItem.objects.select_for_update().get(pk=item.pk)
    rules.check_can_unpublish(item, duty)
    item.published_at, item.changed_at = None, now
    item.save(update_fields=["published_at", "changed_at"])
    changes.tell("news", item.pk)
    return item


@transaction.atomic
def report_barrier(*, where: str, what: str, contact: str, to: str, now: datetime) -> Barrier:
    """Keep what got in somebody's way and tell the library by a letter to `to` (none when the address is empty).

    Raises Invalid (`what-empty`, `contact-email`), Conflict (`too-many`).
    """
    what, contact = display_apostrophe(what.strip()), tidy(contact)
    if not what:
        raise Invalid(_("Напишіть, що вам завадило."), code="what-empty", field="what")
    if "@" in contact and not _is_email(contact):
        raise Invalid(
            _("Перевірте адресу пошти: вона має виглядати так: olena@example.com."),
            code="contact-email",
            field="contact",
        )
    if Barrier.objects.filter(reported_at__gt=now - timedelta(hours=1)).count() >= BARRIERS_AN_HOUR:
        raise Conflict(_("Зараз надходить забагато повідомлень. Зателефонуйте нам, ми запишемо."), code="too-many")
    barrier = Barrier.objects.create(where=_line(where), what=what, contact=contact, reported_at=now)
    if to:
        queue_letter(
            template="barrier_reported",
            to=to,
            context={
                "number": barrier.pk,
                "where": barrier.where,
                "what": barrier.what,
                "answer_wanted": bool(contact),
            },
            key=f"barrier-reported:{barrier.pk}",
            now=now,
            about=("front", str(barrier.pk)),
        )
    return barrier


@transaction.atomic
def handle_barrier(*, barrier: Barrier, duty: Duty, decision: str, now: datetime) -> Barrier:
    """Write down what was done, answer by a letter when an e-mail address was left, and forget the contact.

    Raises NotAllowed (`not-at-the-desk`), Conflict (`already-handled`), Invalid (`decision-empty`).
    """
    barrier = Barrier.objects.select_for_update().get(pk=barrier.pk)
    rules.check_can_handle(barrier, duty)
    decision = _line(decision)
    if not decision:
        raise Invalid(_("Напишіть, що зроблено або чому не вдалося."), code="decision-empty", field="decision")
    if _is_email(barrier.contact):
        queue_letter(
            template="barrier_handled",
            to=barrier.contact,
            context={
                "number": barrier.pk,
                "where": barrier.where,
                "what": barrier.what,
                "decision": decision,
            },
            key=f"barrier-handled:{barrier.pk}",
            now=now,
            about=("front", str(barrier.pk)),
            served=Served(duty.place.pk),
        )
    barrier.decision, barrier.handled_at, barrier.handled_by = decision, now, duty.account
    # The contact was given for this answer only: the shortest keeping is none.
    barrier.contact = ""
    barrier.save(update_fields=["decision", "handled_at", "handled_by", "contact"])
    return barrier


def _line(words: str) -> str:
    return display_apostrophe(tidy(words))


def _cleaned(body: str) -> str:
    html = richtext.checked(body, field="body")
    if not html:
        raise Invalid(_("Напишіть текст новини."), code="body-empty", field="body")
    return html


def _is_email(contact: str) -> bool:
    try:
        validate_email(contact)
    except ValidationError:
        return False
    return True


def _free_slug(title: str) -> str:
    base = slug(title)[:100].strip("-") or "novyna"
    taken = set(NewsItem.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    found, number = base, 2
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    return found
