"""The offer as the public pages show it: groups, topics, the poster."""

from __future__ import annotations

from datetime import datetime
from typing import cast
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.library.offer import queries as offer
from oseredok.library.offer.banner import SIZES, Size, banner_pdf
from oseredok.library.offer.models import ServiceGroup, ServiceKind, Theme
from oseredok.library.places import queries as places
from oseredok.library.places.models import Library
from oseredok.services.printing import queries as printing
from oseredok.services.printing import words

REQUEST = ServiceKind.Scheme.REQUEST
CATCH_ALL = "other"
# Whatever a person comes with, these may be what they need.
PRINTING = ("printing_bw", "printing_color")
ALWAYS_HELPFUL = ("consultation", "eservice_help", "official_info_search", "appeal_help")


def groups() -> list[ServiceGroup]:
    """Groups of services that people may ask for, each with `offered`."""
    return offer.public_offer()


def topics() -> list[tuple[Theme, list[Theme]]]:
    """Branches of topics with what is in them; «Інше» has no page."""
    return [(branch, leaves) for branch, leaves in offer.theme_tree(REQUEST) if branch is not None]


def topics_of(kind: ServiceKind) -> list[Theme]:
    """Topics that people usually come to this service with."""
    if kind.theme_scheme != REQUEST:
        return []
    return list(offer.themes(REQUEST).filter(usual_kind=kind).exclude(code=CATCH_ALL)[:12])


def takes_files(kind: ServiceKind, *, now: datetime) -> bool:
    """Whether a file for this service may be sent from the site to some library."""
    return kind.code in PRINTING and bool(printing.libraries_that_take_files(on=local_date(now)))


def free_pages(kind: ServiceKind, *, now: datetime) -> list[tuple[Library, str]]:
    """What printing costs in each library, where one of them has told how many pages are free; else nothing."""
    if kind.code not in PRINTING:
        return []
    settings = [(one, printing.settings_of(one)) for one in places.libraries(on=local_date(now))]
    if not any(one.free_pages for _library, one in settings):
        return []
    return [(library, words.price(one.free_pages)) for library, one in settings]


def kinds_for(theme: Theme) -> list[ServiceKind]:
    """Services that help with a topic, the usual one first."""
    kinds = {kind.code: kind for kind in offer.public_kinds().filter(theme_scheme=REQUEST)}
    usual = [code for code, kind in kinds.items() if kind.pk == theme.usual_kind_id]
    return [kinds[code] for code in dict.fromkeys([*usual, *ALWAYS_HELPFUL]) if code in kinds]


def often_sought() -> list[tuple[str, str]]:
    """A few searches to begin with, each with its address. A translation must be a word that finds something."""
    sought = (_("субсидія"), _("е-підпис"), _("паспорт"), _("друк"))
    return [(word, reverse("front:search") + "?" + query_string(q=word)) for word in sought]


def query_string(**values: str) -> str:
    """Return `q=...` for an address."""
    return urlencode(values)


def banner_file(*, size: str, colour: bool, base_url: str, now: datetime) -> HttpResponse:
    """The poster of services as a PDF. Raises Http404 for a size that is not printed, or before the first set-up."""
    library = places.central()
    if library is None or size not in SIZES:
        raise Http404
    pdf = banner_pdf(library=library, size=cast("Size", size), colour=colour, base_url=base_url, now=now)
    name = f"oseredok-{size}{'' if colour else '-mono'}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
