"""Cards at the desk: a reader's card on paper and in the phone, another one for a lost one, sheets of ten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, DomainError, NotAllowed, add_to_form
from oseredok.base.core.text import by_fours
from oseredok.base.papers.qr import qr_svg
from oseredok.library.people import looks, rules
from oseredok.library.people.access import DESK, StaffRequest, everyone, staff
from oseredok.library.people.cards import actions as card_actions
from oseredok.library.people.cards import drawing as cards
from oseredok.library.people.cards import links as card_links
from oseredok.library.people.cards.forms import BlankCardsForm, ChosenCardsForm, DayCardsForm, ReplaceCardForm
from oseredok.library.people.cards.models import CardBatch
from oseredok.library.people.models import Reader


def back_to_the_reader(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A refusal is told on the reader's page: a button that was pressed twice, a reader who has left meanwhile."""

    @wraps(view)
    def told(request: StaffRequest, public_id: UUID) -> HttpResponse:
        try:
            return view(request, public_id)
        except Conflict as refusal:
            messages.error(request, refusal.message)
            return redirect("people:reader", public_id)

    return told


@staff(*DESK)
@never_cache
@require_safe
@back_to_the_reader
def card(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """A reader's card: print it, open it on the reader's phone, send it."""
    found = _reader(public_id)
    looks.note(reader=found, account=request.user, what="card", now=timezone.now())
    context = {
        "reader": found,
        "number": by_fours(found.card_number),
        "barcode": cards.barcode_svg(found.card_number),
        "link_qr": qr_svg(_site(request) + card_links.path_of(found), title=_("Посилання на квиток"), size=176),
        "former": [(by_fours(one.number), one) for one in found.former_cards.all()],
        "mail_works": settings.EMAIL_CONFIGURED,
    }
    return render(request, "people/cards/card.html", context)


@staff(*DESK)
@never_cache
@require_safe
@back_to_the_reader
def print_card(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found, now = _reader(public_id), timezone.now()
    looks.note(reader=found, account=request.user, what="card", now=now)
    return _pdf(cards.card_pdf(found, made_at=now), "kvytok.pdf")


@staff(*DESK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@back_to_the_reader
def replace_card(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Ask why, give another card, and go on to printing it."""
    found = _reader(public_id)
    looks.note(reader=found, account=request.user, what="card", now=timezone.now())
    form = ReplaceCardForm(
        request.POST if request.method == "POST" else None,
        initial={"card": found.card_number, "reason": request.GET.get("reason", "")},
    )
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            found = card_actions.replace_card(
                reader=found,
                expected=data["card"],
                reason=data["reason"],
                card_number=data["card_number"],
                staff=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            add_to_form(form, error)
        else:
            number = by_fours(found.card_number)
            messages.success(request, _("Новий номер квитка: %(card)s. Старий більше не діє.") % {"card": number})
            return redirect("people:card", found.public_id)
    context = {"reader": found, "form": form, "number": by_fours(found.card_number)}
    return render(request, "people/cards/replace.html", context, status=422 if form.errors else 200)


@staff(*DESK)
@require_POST
@back_to_the_reader
def send_card(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = _reader(public_id)
    try:
        card_actions.send_card(reader=found, base_url=_site(request), now=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Лист із посиланням на квиток у черзі."))
    return redirect("people:card", found.public_id)


# --- Sheets -----------------------------------------------------------------------------------------


@staff(*DESK)
@never_cache
@require_safe
def sheets(request: StaffRequest) -> HttpResponse:
    """What can be printed: a day's new readers, chosen ones, cards without readers."""
    return _sheets(request)


@staff(*DESK)
@require_POST
def day_sheet(request: StaffRequest) -> HttpResponse:
    form = DayCardsForm(request.POST)
    if form.is_valid():
        day = form.cleaned_data["day"]
        found = Reader.objects.filter(home_library=request.duty.place, created_on=day)
        found = found.filter(erased_on__isnull=True, merged_into__isnull=True, closed_on__isnull=True)
        faces = [cards.face_of(reader) for reader in found.order_by("card_number")[:500]]
        if faces:
            return _sheet(faces, request, timezone.now())
        form.add_error("day", _("Того дня тут нікого не записано."))
    return _sheets(request, day=form)


@staff(*DESK)
@require_POST
def chosen_sheet(request: StaffRequest) -> HttpResponse:
    form = ChosenCardsForm(request.POST)
    if form.is_valid():
        return _sheet([cards.face_of(reader) for reader in form.cleaned_data["numbers"]], request, timezone.now())
    return _sheets(request, chosen=form)


@staff(*DESK)
@require_POST
def blank_sheet(request: StaffRequest) -> HttpResponse:
    """Reserve numbers; the page then offers them for printing, so that a reload reserves nothing."""
    form = BlankCardsForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            card_actions.reserve_cards(
                library=request.duty.place, size=data["size"], key=data["key"], staff=request.user, now=timezone.now()
            )
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Номери відкладено. Надрукуйте пачку нижче."))
            return redirect("people:card_sheets")
    return _sheets(request, blank=form)


@staff(*DESK)
@never_cache
@require_safe
def batch_sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """Print a batch; again too, for a printer that chewed the paper. Numbers already handed out are left out."""
    batch = get_object_or_404(CardBatch, pk=pk, library=request.duty.place)
    serials = range(batch.first_serial, batch.last_serial + 1)
    free = card_actions.still_blank([rules.card_number(serial) for serial in serials])
    if not free:
        messages.info(request, _("Усі квитки цієї пачки вже видано."))
        return redirect("people:card_sheets")
    return _sheet([cards.Face(number) for number in free], request, timezone.now())


# --- The reader's phone -----------------------------------------------------------------------------


@everyone
@never_cache
@require_safe
def phone_card(request: HttpRequest, token: str) -> HttpResponse:
    """The card on a phone: barcode and number, no name. The signed link is the key."""
    try:
        found = card_links.reader_of(token)
    except NotAllowed as refusal:
        return render(request, "people/phone/over.html", {"sentence": refusal.message}, status=410)
    return render(request, "people/phone/card.html", {"token": token, **phone_context(found)})


@everyone
@never_cache
@require_safe
def phone_picture(request: HttpRequest, token: str) -> HttpResponse:
    """The same as a picture to keep: it opens without any network."""
    try:
        found = card_links.reader_of(token)
    except NotAllowed as refusal:
        return render(request, "people/phone/over.html", {"sentence": refusal.message}, status=410)
    made = cards.phone_png(found.card_number, found.home_library, made_at=timezone.now())
    return HttpResponse(
        made, content_type="image/png", headers={"Content-Disposition": 'attachment; filename="kvytok.png"'}
    )


def phone_context(reader: Reader) -> dict[str, str]:
    """Return what `people/phone/_card.html` draws; the cabinet shows the same card."""
    return {
        "number": by_fours(reader.card_number),
        "barcode": cards.barcode_svg(reader.card_number, title=_("Штрихкод квитка"), height=70),
        "qr": qr_svg(reader.card_number, title=_("QR-код квитка"), size=200),
        "library": reader.home_library.system.short_name,
    }


def _sheets(
    request: StaffRequest,
    *,
    day: DayCardsForm | None = None,
    chosen: ChosenCardsForm | None = None,
    blank: BlankCardsForm | None = None,
) -> HttpResponse:
    context = {
        "day_form": day or DayCardsForm(initial={"day": clock.local_date(timezone.now())}),
        "chosen_form": chosen or ChosenCardsForm(),
        "blank_form": blank or BlankCardsForm(),
        "wrong_form": day or chosen or blank,
        "batches": card_actions.batches_of(request.duty.place),
    }
    return render(request, "people/cards/sheets.html", context, status=422 if day or chosen or blank else 200)


def _sheet(faces: list[cards.Face], request: StaffRequest, now: datetime) -> HttpResponse:
    return _pdf(cards.sheet_pdf(faces, request.duty.place, made_at=now), "kvytky.pdf")


def _pdf(made: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _site(request: HttpRequest) -> str:
    return settings.PUBLIC_ADDRESS or request.build_absolute_uri("/").rstrip("/")


def _reader(public_id: UUID) -> Reader:
    living = Reader.objects.filter(erased_on__isnull=True, merged_into__isnull=True)
    found = get_object_or_404(living.select_related("home_library__system"), public_id=public_id)
    rules.check_holds_card(closed_on=found.closed_on)
    return found
