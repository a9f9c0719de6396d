"""A fact before it is written: everything `record` is told, checked by one code for one entry and for many."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID, uuid4

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Invalid
from oseredok.library.offer.models import ServiceKind, Theme
from oseredok.library.people.models import Account, AgeGroup, GroupFlag, Reader, SocialStatus
from oseredok.library.places.models import Library
from oseredok.spine.journal.models import Channel, Entry, Language, Outcome

MOST = 10_000_000  # more in one entry is a slip of the finger
MINUTES_OF_A_DAY = 24 * 60
REVERSAL_KEY = "reversal:"  # keys of reversals are the journal's own
KEY_LENGTH = 64


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One fact to be recorded; the fields mean what those of `Entry` mean, `now` is when it is written down."""

    kind: ServiceKind
    place: Library
    occurred_at: datetime
    now: datetime
    staff: Account | None = None
    quantity: int = 1
    channel: str = Channel.IN_PERSON
    age_group: str = ""
    social_status: str = ""
    theme: Theme | None = None
    outcome: str = ""
    language: str = ""
    minutes: int | None = None
    visitor: Reader | None = None
    flags: Iterable[str] = ()
    subject: tuple[str, str] | None = None
    gesture: UUID | None = None
    key: str | None = None
    backfilled: bool = False
    entry_key: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "flags", tuple(dict.fromkeys(self.flags)))
        object.__setattr__(self, "entry_key", fit_key(self.key) if self.key else uuid4().hex)

    @property
    def local_date(self) -> date:
        """The Kyiv day that the fact belongs to."""
        return clock.local_date(self.occurred_at)

    def entry(self, *, visitor_key: str) -> Entry:
        """Return the entry, unsaved. What is written down on a later day than it happened is backfilled."""
        app, subject_id = self.subject or ("", "")
        return Entry(
            kind=self.kind,
            quantity=self.quantity,
            place=self.place,
            local_date=self.local_date,
            occurred_at=self.occurred_at,
            recorded_at=self.now,
            channel=self.channel,
            staff=self.staff,
            age_group=self.age_group,
            social_status=self.social_status,
            theme=self.theme,
            outcome=self.outcome,
            language=self.language,
            minutes=self.minutes,
            visitor_key=visitor_key,
            subject_app=app,
            subject_id=subject_id,
            gesture=self.gesture or uuid4(),
            key=self.entry_key,
            backfilled=self.backfilled or self.local_date < clock.local_date(self.now),
        )


def fit_key(key: str) -> str:
    """Return the key as it is kept: itself, or its digest when it is longer than the column."""
    return key if len(key) <= KEY_LENGTH else sha256(key.encode()).hexdigest()


def check_can_record(draft: Draft) -> None:
    """Raise `Invalid` with a sentence and a code when the draft is not a fact that the journal may hold."""
    _check_kind_and_theme(draft)
    _check_amounts(draft)
    _check_moment_and_place(draft)
    _check_choices(draft)
    if draft.entry_key.startswith(REVERSAL_KEY):
        raise Invalid(_("Такий ключ запису зайнято щоденником."), code="key-reserved")
    if draft.subject is not None and any(not part or len(part) > 40 for part in draft.subject):
        raise Invalid(_("Запис посилається на щось незрозуміле."), code="subject-unclear")


def _check_kind_and_theme(draft: Draft) -> None:
    if not draft.kind.is_active:
        raise Invalid(
            _("Послугу «%(name)s» зараз не надаємо.") % {"name": draft.kind.name}, code="kind-inactive", field="kind"
        )
    if draft.theme is not None and draft.theme.scheme != draft.kind.theme_scheme:
        raise Invalid(
            _("Тема «%(theme)s» не з тієї класифікації, що послуга «%(kind)s».")
            % {"theme": draft.theme.name, "kind": draft.kind.name},
            code="theme-of-another-scheme",
            field="theme",
        )


def _check_amounts(draft: Draft) -> None:
    if not 1 <= draft.quantity <= MOST:
        raise Invalid(_("Кількість має бути від 1 до 10 мільйонів."), code="quantity", field="quantity")
    if draft.minutes is not None and not 0 <= draft.minutes <= MINUTES_OF_A_DAY * draft.quantity:
        raise Invalid(_("Тривалість має бути від 0 хвилин до доби."), code="minutes", field="minutes")


def _check_moment_and_place(draft: Draft) -> None:
    if draft.occurred_at > draft.now:
        raise Invalid(_("Цей час іще не настав."), code="in-the-future", field="occurred_at")
    day, place = draft.local_date, draft.place
    if place.opened_on is not None and day < place.opened_on:
        raise Invalid(_("Тоді бібліотека ще не працювала."), code="place-not-opened-yet", field="place")
    if place.closed_on is not None and day >= place.closed_on:
        raise Invalid(_("Ця бібліотека вже не працює."), code="place-closed", field="place")


def _check_choices(draft: Draft) -> None:
    chosen: list[tuple[str, str, type[TextChoices]]] = [
        ("channel", draft.channel, Channel),
        ("age_group", draft.age_group, AgeGroup),
        ("social_status", draft.social_status, SocialStatus),
        ("outcome", draft.outcome, Outcome),
        ("language", draft.language, Language),
        *(("flags", flag, GroupFlag) for flag in draft.flags),
    ]
    for name, value, choices in chosen:
        may_be_empty = name not in ("channel", "flags")
        if value not in choices.values and (value or not may_be_empty):
            raise Invalid(_("Такого значення в переліку немає."), code=f"unknown-{name.replace('_', '-')}", field=name)
