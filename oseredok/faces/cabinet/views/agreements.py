"""What the reader agreed to, and the sensitive groups that hang on one of the agreements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.errors import DomainError
from oseredok.faces.cabinet.forms import GroupsForm
from oseredok.library.people.access import ReaderRequest, reader
from oseredok.library.people.models import Reader
from oseredok.library.privacy import actions, queries
from oseredok.library.privacy.comparing import Piece, side_by_side
from oseredok.library.privacy.models import Channel, Consent, ConsentText, Purpose


@dataclass(frozen=True)
class Agreement:
    """One purpose: its words in force, the consent that stands, and the one that a newer text has ended."""

    text: ConsentText
    consent: Consent | None
    former: Consent | None = None

    @property
    def words(self) -> ConsentText:
        """What was agreed to, while that stands; otherwise what is asked now."""
        return self.consent.text if self.consent else self.text

    @property
    def changes(self) -> list[Piece]:
        """The words now, with what is new in them, for a person who agreed to older ones."""
        return side_by_side(self.former.text.body, self.text.body)[1] if self.former else []

    @property
    def is_asked_here(self) -> bool:
        """Groups are told on a page of their own; a parent's consent is given with a document, at the desk."""
        return self.text.purpose not in (Purpose.FLAGS, Purpose.GUARDIAN)


def _agreements(who: Reader) -> list[Agreement]:
    rows = [_agreement(who, text) for text in queries.texts_in_force().values()]
    known = [one.consent or one.former or one.text.purpose != Purpose.GUARDIAN for one in rows]
    return [one for one, shown in zip(rows, known, strict=True) if shown]


def _agreement(who: Reader, text: ConsentText) -> Agreement:
    standing = queries.consent_in_force(who, text.purpose)
    return Agreement(text, standing, None if standing else queries.former_consent(who, text.purpose))


@reader
@require_safe
def consents(request: ReaderRequest) -> HttpResponse:
    """Every purpose with its words, what stands, and what was taken back."""
    past = [one for one in queries.consents_of(request.reader) if one.withdrawn_at is not None]
    return render(request, "cabinet/consents.html", {"agreements": _agreements(request.reader), "past": past})


@reader
@require_POST
def give(request: ReaderRequest) -> HttpResponse:
    """Agree to the words in force."""
    purpose, now = request.POST.get("purpose", ""), timezone.now()
    if purpose in (Purpose.CARD, Purpose.MAIL):
        try:
            actions.give_consent(reader=request.reader, purpose=purpose, channel=Channel.WEB, staff=None, now=now)
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Згоду записано."))
    return redirect("cabinet:consents")


@reader
@require_POST
def withdraw(request: ReaderRequest) -> HttpResponse:
    """Take a consent back, in one click. Somebody else's consent is not found."""
    purpose = request.POST.get("purpose", "")
    standing = queries.consent_in_force(request.reader, purpose) if purpose in Purpose.values else None
    if standing is not None:
        _withdraw(standing, now=timezone.now())
        messages.success(request, _("Згоду відкликано."))
    return redirect("cabinet:consents")


def _withdraw(standing: Consent, *, now: datetime) -> None:
    try:
        actions.withdraw_consent(consent=standing, channel=Channel.WEB, staff=None, now=now)
    except DomainError:
        return  # the same click twice: it is done


@reader
@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: ReaderRequest) -> HttpResponse:
    """Tell of sensitive groups, change them, or forget all in one click."""
    known = queries.flags_of(request.reader)
    form = GroupsForm(request.POST if request.method == "POST" else None, initial={"flags": sorted(known)})
    if form.is_bound and (form.is_valid() or form.forgets):
        wanted = [] if form.forgets else form.cleaned_data["flags"]
        actions.set_flags(reader=request.reader, flags=wanted, channel=Channel.WEB, staff=None, now=timezone.now())
        messages.success(request, _("Записано.") if wanted else _("Стерто. Ми більше не рахуємо вас у цих групах."))
        return redirect("cabinet:data")
    context = {"form": form, "known": known, "text": queries.text_in_force(Purpose.FLAGS)}
    return render(request, "cabinet/groups.html", context, status=422 if form.errors else 200)
