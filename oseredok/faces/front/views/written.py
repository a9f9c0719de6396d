"""Pages that staff wrote, as everybody reads them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from oseredok.base.core.access import everyone
from oseredok.faces.front import today
from oseredok.library.site import queries as site


@everyone
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A page in the language of the address; one without a translation says so and comes in Ukrainian."""
    language = get_language() or "uk"
    found = site.shown_at(slug)
    if found is None or found.published is None:
        return _where_it_went(slug)
    words = site.words_of(found.published, language)
    with translation.override("uk" if not words.is_translated else language):
        canonical = reverse("front:page", args=[found.slug])
    values = {
        "page": found,
        "words": words,
        "way": [(one, *site.menu_name(one, language)) for one in site.way_to(found)],
        "parts": [(one, *site.menu_name(one, language)) for one in site.parts_of(found)],
        "canonical": request.build_absolute_uri(canonical),
        "no_other_language": not found.published.is_translated,
        **today.houses(now=timezone.now()),
    }
    return render(request, "front/written.html", values)


def _where_it_went(slug: str) -> HttpResponse:
    moved = site.shown_at(slug.lower()) or site.moved_to(slug.lower())
    if moved is None:
        raise Http404
    return HttpResponsePermanentRedirect(reverse("front:page", args=[moved.slug]))
