"""Who asks for a seat: as little as is needed to call them by name and to reach them once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid
from oseredok.base.core.phones import normalise_phone
from oseredok.base.core.text import display_apostrophe, tidy
from oseredok.library.people.models import AgeGroup, Reader
from oseredok.services.seats.models import KeptFor, Purpose

CHILDREN = frozenset({AgeGroup.A0_6, AgeGroup.A7_9, AgeGroup.A10_14, AgeGroup.A0_14})
SENIORS = frozenset({AgeGroup.A60_74, AgeGroup.A75P, AgeGroup.A60P})
NICKNAME = 40


@dataclass(frozen=True)
class Who:
    """`wheelchair` asks for a seat that fits; it chooses the seat and is not kept about the person."""

    nickname: str = ""
    phone: str = ""
    email: str = ""
    reader: Reader | None = None
    age_group: str = ""
    purpose: str = ""
    with_adult: bool = False
    wheelchair: bool = False
    people: int = 1

    @property
    def mark(self) -> str:
        """A keyed hash by which the same person is known for some days; empty for somebody who cannot be told."""
        known = f"reader:{self.reader.pk}" if self.reader else self.phone or self.email
        return salted_hmac("seats.mark", known, algorithm="sha256").hexdigest()[:32] if known else ""

    @property
    def can_be_reached(self) -> bool:
        return bool(self.phone or self.email or (self.reader and (self.reader.email or self.reader.phone)))

    @property
    def is_child(self) -> bool:
        return self.age_group in CHILDREN

    def is_kept_for(self, kept_for: str) -> bool:
        """Whether a seat that is kept waits for this person."""
        return {
            KeptFor.NOBODY: True,
            KeptFor.WHEELCHAIR: self.wheelchair,
            KeptFor.ESERVICE: self.purpose == Purpose.ESERVICE,
            KeptFor.STUDY: self.purpose == Purpose.STUDY,
            KeptFor.SENIOR: self.age_group in SENIORS,
        }[KeptFor(kept_for)]


def cleaned(who: Who) -> Who:
    """Return the same person as kept: a tidy nickname, a phone as E.164, an address in small letters.

    Raises Invalid (`nickname-long`, `email-unclear`, `unknown-age`, `unknown-purpose`, `people`; see `normalise_phone`).
    """
    nickname = display_apostrophe(tidy(who.nickname))
    if len(nickname) > NICKNAME:
        raise Invalid(_("Ім’я задовге: вистачить сорока літер."), code="nickname-long", field="nickname")
    phone = normalise_phone(who.phone) if who.phone.strip() else ""
    email = who.email.strip().lower()
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise Invalid(
                _("Перевірте адресу пошти: вона має виглядати так: olena@example.com."),
                code="email-unclear",
                field="email",
            ) from None
    if who.age_group and who.age_group not in AgeGroup.values:
        raise Invalid(_("Виберіть вік із переліку."), code="unknown-age", field="age_group")
    if who.purpose and who.purpose not in Purpose.values:
        raise Invalid(_("Виберіть із переліку, для чого місце."), code="unknown-purpose", field="purpose")
    if not 1 <= who.people <= 500:
        raise Invalid(_("Скільки вас буде? Від 1 до 500 людей."), code="people", field="people")
    return replace(who, nickname=nickname, phone=phone, email=email)
