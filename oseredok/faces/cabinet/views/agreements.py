"""What the reader agreed to, and the sensitive groups that hang on one of the agreements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.errors import DomainError
from oseredok.faces.cabinet.forms import GroupsForm, ParentForm
from oseredok.library.people.access import ReaderRequest, reader
from oseredok.library.people.models import Reader
from oseredok.library.people.own_page import middleware as browser
from oseredok.library.people.own_page import queries as own_page
from oseredok.library.people.own_page.models import ReaderSession
from oseredok.library.privacy import actions, queries
from oseredok.library.privacy.comparing import Piece, side_by_side
from oseredok.library.privacy.models import Channel, Consent, ConsentText, Purpose


class Voice(Enum):
    """Who agrees on this screen: the reader; for a child a parent, who came in by a code; a child with a PIN cannot."""

    OWN, PARENT, NOBODY = "own", "parent", "nobody"


def _voice(request: ReaderRequest, now: datetime) -> Voice:
    if not own_page.is_child(request.reader, now=now):
        return Voice.OWN
    session = browser.session_of(request)
    by_pin = session is not None and session.way == ReaderSession.Way.PIN
    return Voice.NOBODY if by_pin else Voice.PARENT


@dataclass(frozen=True)
class Agreement:
    """One purpose: its words in force, the consent that stands, the one that a newer text has ended, the parent's form."""

    text: ConsentText
    consent: Consent | None
    former: Consent | None = None
    parent: ParentForm | None = None

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


def _agreements(who: Reader, voice: Voice, refused: ParentForm | None = None) -> list[Agreement]:
    rows = [_agreement(who, text, voice, refused) for text in queries.texts_in_force().values()]
    known = [one.consent or one.former or one.text.purpose != Purpose.GUARDIAN for one in rows]
    return [one for one, shown in zip(rows, known, strict=True) if shown]


def _agreement(who: Reader, text: ConsentText, voice: Voice, refused: ParentForm | None) -> Agreement:
    standing = queries.consent_in_force(who, text.purpose)
    parent = None
    if voice is Voice.PARENT and standing is None:
        mine = refused is not None and refused.purpose == text.purpose
        parent = refused if mine else ParentForm(purpose=text.purpose, initial={"given_by": who.guardian_name})
    return Agreement(text, standing, None if standing else queries.former_consent(who, text.purpose), parent)


def _page(request: ReaderRequest, voice: Voice, refused: ParentForm | None = None) -> HttpResponse:
    context = {
        "agreements": _agreements(request.reader, voice, refused),
        "past": [one for one in queries.consents_of(request.reader) if one.withdrawn_at is not None],
        "nobody_agrees": voice is Voice.NOBODY,
        "refused": refused,
    }
    return render(request, "cabinet/consents.html", context, status=422 if refused else 200)


@reader
@require_safe
def consents(request: ReaderRequest) -> HttpResponse:
    """Every purpose with its words, what stands, and what was taken back."""
    return _page(request, _voice(request, timezone.now()))


@reader
@require_POST
def give(request: ReaderRequest) -> HttpResponse:
    """Agree to the words in force; for a child a parent does it, by name."""
    purpose, now, form = request.POST.get("purpose", ""), timezone.now(), None
    voice = _voice(request, now)
    if purpose not in (Purpose.CARD, Purpose.MAIL) or voice is Voice.NOBODY:
        return redirect("cabinet:consents")
    if voice is Voice.PARENT:
        form = ParentForm(request.POST, purpose=purpose)
        if not form.is_valid():
            return _page(request, voice, form)
    try:
        actions.give_consent(
            reader=request.reader, purpose=purpose, channel=Channel.WEB, staff=None, now=now, given_by=_name_in(form)
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Згоду записано."))
    return redirect("cabinet:consents")


def _name_in(form: ParentForm | GroupsForm | None) -> str:
    return str(form.cleaned_data.get("given_by", "")) if form else ""


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
    known, now = queries.flags_of(request.reader), timezone.now()
    voice = _voice(request, now)
    form = GroupsForm(
        request.POST if request.method == "POST" else None,
        initial={"flags": sorted(known), "given_by": request.reader.guardian_name},
        by_a_parent=voice is Voice.PARENT,
    )
    if form.is_bound and (form.forgets or (voice is not Voice.NOBODY and form.is_valid())):
        _keep_groups(request, form, now=now)
        return redirect("cabinet:data")
    context = {
        "form": form,
        "known": known,
        "text": queries.text_in_force(Purpose.FLAGS),
        "nobody_agrees": voice is Voice.NOBODY,
    }
    return render(request, "cabinet/groups.html", context, status=422 if form.errors else 200)


def _keep_groups(request: ReaderRequest, form: GroupsForm, *, now: datetime) -> None:
    wanted = [] if form.forgets else form.cleaned_data["flags"]
    actions.set_flags(
        reader=request.reader,
        flags=wanted,
        channel=Channel.WEB,
        staff=None,
        now=now,
        given_by="" if form.forgets else _name_in(form),
    )
    messages.success(request, _("Записано.") if wanted else _("Стерто. Ми більше не рахуємо вас у цих групах."))
