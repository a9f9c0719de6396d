"""«Моє»: the reader's first page, the card for the phone, and the browsers in which the reader is signed in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from oseredok.faces.cabinet import screen
from oseredok.library.people.access import ReaderRequest, reader
from oseredok.library.people.own_page import middleware as browser
from oseredok.library.people.own_page import queries


@reader
@require_safe
def home(request: ReaderRequest) -> HttpResponse:
    """The card, the library's day, and what waits for the reader."""
    session = browser.session_of(request)
    mine = screen.mine(reader=request.reader, session=session, now=timezone.now())
    return render(request, "cabinet/home.html", {"mine": mine, "house": mine.house})


@reader
@require_safe
def card(request: ReaderRequest) -> HttpResponse:
    """The card as large as the phone: to be held under the scanner."""
    return render(request, "cabinet/card.html", screen.card_of(request.reader))


@reader
@require_safe
def devices(request: ReaderRequest) -> HttpResponse:
    """Where the reader is signed in, and the way out of everywhere."""
    context = {
        "sessions": queries.sessions_of(request.reader, now=timezone.now()),
        "here": browser.session_of(request),
    }
    return render(request, "cabinet/devices.html", context)
