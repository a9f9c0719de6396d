"""Links that letters carry: signed, for one rating or one set of answers, with nothing of the person in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.mail.registry import Served
from oseredok.library.offer.models import ServiceKind
from oseredok.library.places.models import Library
from oseredok.spine.feedback import keys
from oseredok.spine.feedback.models import FollowUp, Via

RATING_DAYS = 60
LATER_DAYS = 30
_RATING = "oseredok.feedback.rating-link"
_LATER = "oseredok.feedback.later-link"


@dataclass(frozen=True)
class Link:
    """What a link is about. `key` lets it be used once; `via` is where the link stood."""

    key: str
    place: Library
    kind: ServiceKind | None
    via: Via = Via.LETTER


def rating_link(*, key: str, place: Library, kind: str = "", language: str = "uk") -> str:
    """Return the address by which the reader of a letter rates once; empty when nobody knows the site's public address.

    `key` names the service that has ended («barrier:12»); only its keyed hash gets into the link. `kind` is a code.
    """
    return _address("opinion:letter", rating_token(key=key, place=place, kind=kind), language)


def rating_token(*, key: str, place: Library, kind: str = "", via: Via = Via.LETTER) -> str:
    """Return what stands in such an address; the same key rates once wherever its link stands."""
    return signing.dumps([keys.mark("link", key)[:24], place.pk, kind, via], salt=_RATING)


def once(key: str) -> str:
    """Return the key under which a rating of a service that has ended is kept, whether a link or a screen asked for it."""
    return f"link:{keys.mark('link', key)[:24]}"


def follow_up_link(row: FollowUp) -> str:
    """Return the address of the second question for one letter."""
    return _address("opinion:later", follow_up_token(row), row.language)


def follow_up_token(row: FollowUp) -> str:
    """Return what stands in such an address."""
    kind = row.kind.code if row.kind else ""
    return signing.dumps([keys.mark("later", str(row.pk))[:24], row.place_id, kind, Via.LETTER], salt=_LATER)


def asked_at_the_end(key: str, served: Served, language: str) -> str:
    """Return the last paragraph of a letter that ends a service: one tap, without a name. Nothing without an address.

    The letter's key names what has ended, so its link rates once.
    """
    place = Library.objects.filter(pk=served.place).first()
    link = rating_link(key=key, place=place, kind=served.service, language=language) if place else ""
    if not link:
        return ""
    with override(language):
        return _("Чи задоволені ви? Оцініть одним натисканням, без імені:") + f"\n{link}"


def read_rating_link(token: str) -> Link:
    """Return what a link of a letter is about.

    Raises:
        Invalid (`link-unclear`): not ours, or cut in the middle.
        Conflict (`link-old`): too old.
    """
    return _read(token, salt=_RATING, days=RATING_DAYS)


def read_follow_up_link(token: str) -> Link:
    """Return what a link of the second question is about; raises as `read_rating_link`."""
    return _read(token, salt=_LATER, days=LATER_DAYS)


def _read(token: str, *, salt: str, days: int) -> Link:
    try:
        key, place_id, code, via = signing.loads(token, salt=salt, max_age=timedelta(days=days))
    except signing.SignatureExpired:
        raise Conflict(_("Це посилання вже не діє: минуло надто багато днів."), code="link-old") from None
    except (signing.BadSignature, ValueError, TypeError):
        raise Invalid(_("Посилання неповне. Скопіюйте його з листа ще раз."), code="link-unclear") from None
    place = Library.objects.filter(pk=place_id).first()
    if place is None:
        raise Conflict(_("Цієї бібліотеки вже немає."), code="link-old")
    kind = ServiceKind.objects.filter(code=code).first() if code else None
    return Link(f"link:{key}", place, kind, Via(via))


def _address(name: str, token: str, language: str) -> str:
    if not settings.PUBLIC_ADDRESS:
        return ""
    with override(language):
        path = reverse(name, kwargs={"token": token})
    return f"{settings.PUBLIC_ADDRESS}{path}"
