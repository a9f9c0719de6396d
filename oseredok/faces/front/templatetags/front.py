"""What the frame of public pages needs: the menu, the same page in the other language, a language mark, a number to dial."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from oseredok.base.core.text import NBSP
from oseredok.base.ui import icons
from oseredok.collections.catalogue.models import Record
from oseredok.library.places.models import Library
from oseredok.library.site import queries as site
from oseredok.library.site import shown
from oseredok.library.site.models import Page, Picture
from oseredok.management.closing import queries as closings
from oseredok.management.closing.queries import Gone
from oseredok.spine.search.highlight import Piece

register = template.Library()


@register.simple_tag(takes_context=True)
def site_menu(context: template.Context) -> list[dict[str, Any]]:
    """The menu of public pages, the current one marked, the other language last."""
    path = _path(context)
    about = ("about", _("Про центр"))
    books = [("catalogue", _("Каталог"))] if has_books(context) else []
    items = [
        ("services", _("Послуги")),
        *books,
        ("visit", _("Як дістатися")),
        ("news", _("Новини")),
        *([] if books else [about]),  # one line has no room for both
        ("accessibility", _("Доступність")),
    ]
    menu: list[dict[str, Any]] = []
    for name, label in items:
        url = reverse(f"front:{name}")
        menu.append({"url": url, "label": label, "current": path == url or (path.startswith(url) and url != "/")})
    written = [_menu_item(context, page) for page in _placed(context) if page.placement == Page.Placement.MENU]
    work = reverse("front:work")
    written.insert(0, {"url": work, "label": _("Як ми працюємо"), "words_in": "", "current": path == work})
    if books:
        url = reverse("front:about")
        written.insert(0, {"url": url, "label": about[1], "words_in": "", "current": path == url})
    if len(written) > 1:
        menu.append({"label": _("Ще"), "more": written, "current": any(item["current"] for item in written)})
    else:
        menu += written
    menu.append({"url": reverse("cabinet:home"), "label": _("Мої дані"), "current": False})
    other = _other()
    menu.append({"url": in_language(context, other[0]), "label": other[1], "lang": other[0], "current": False})
    return menu


@register.simple_tag(takes_context=True)
def has_books(context: template.Context) -> bool:
    """Whether there is anything in the catalogue to be led to; asked once for each request."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return Record.live.exists()
    if not hasattr(request, "has_books"):
        request.has_books = Record.live.exists()  # type: ignore[attr-defined]
    found: bool = request.has_books  # type: ignore[attr-defined]
    return found


@register.simple_tag
def centre_gone() -> Gone | None:
    """Since when the whole centre is closed, and where people go now; asked only when the central library is closed."""
    return closings.centre_gone()


@register.simple_tag(takes_context=True)
def foot_pages(context: template.Context) -> list[dict[str, Any]]:
    """Pages that staff put at the foot of the site."""
    return [_menu_item(context, page) for page in _placed(context) if page.placement == Page.Placement.FOOTER]


def _placed(context: template.Context) -> list[Page]:
    """Pages of the menu and of the foot, asked once for each request."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return site.placed()
    if not hasattr(request, "placed_pages"):
        request.placed_pages = site.placed()  # type: ignore[attr-defined]
    found: list[Page] = request.placed_pages  # type: ignore[attr-defined]
    return found


def _menu_item(context: template.Context, page: Page) -> dict[str, Any]:
    language = get_language() or "uk"
    label, is_ours = site.menu_name(page, language)
    url = reverse("front:page", args=[page.slug])
    return {"url": url, "label": label, "words_in": "" if is_ours else "uk", "current": _path(context) == url}


@register.filter
def completed(html: str) -> SafeString:
    """A stored text of news or a page, its pictures with their sizes."""
    return shown.completed(html)


@register.simple_tag
def picture(kept: Picture) -> SafeString:
    """A picture with its words."""
    return mark_safe(shown.picture_html(kept, alt=escape(kept.alt)))  # noqa: S308 - the words are escaped


@register.simple_tag(takes_context=True)
def in_language(context: template.Context, language: str, absolute: bool = False) -> str:
    """The address of this very page in `language`. The home page when the page has no other language."""
    request: HttpRequest | None = context.get("request")
    here = request.get_full_path() if request else "/"
    match = getattr(request, "resolver_match", None)
    there = (
        translate_url(here, language)
        if match and match.app_name in ("front", "opinion", "seats")
        else ("/" if language == "uk" else f"/{language}/")
    )
    return request.build_absolute_uri(there) if request and absolute else there


@register.filter
def ours(words: Any) -> Any:
    """Words of the library itself (names of services, addresses): marked as Ukrainian on a page in another language."""
    if not words or get_language() == "uk":
        return words
    return format_html('<span lang="uk">{}</span>', words)


@register.simple_tag
def uk_lang() -> str:
    """`lang="uk"` for an element whose text is Ukrainian on an English page."""
    return "" if get_language() == "uk" else SafeString(' lang="uk"')


@register.filter
def dial(phone: str) -> str:
    """`(04000) 2-14-36` → `tel:0400021436`."""
    return "tel:" + re.sub(r"[^\d+]", "", phone or "")


@register.filter
def osm(library: Library) -> str:
    """The place on OpenStreetMap as an ordinary link; empty without coordinates. Nothing is fetched from there."""
    if library.latitude is None or library.longitude is None:
        return ""
    at = f"{library.latitude:.5f}", f"{library.longitude:.5f}"
    return f"https://www.openstreetmap.org/?mlat={at[0]}&mlon={at[1]}#map=18/{at[0]}/{at[1]}"


@register.filter
def known_icon(name: str) -> str:
    """An icon that the office chose, or the question mark when we do not have it: a page never breaks over a picture."""
    return name if name in _icons() else "circle-question-mark"


@cache
def _icons() -> frozenset[str]:
    return frozenset(icons.names())


@register.filter
def shelter(notes: str) -> Any:
    """«Укриття: у підвалі»; notes that begin with the word need no label."""
    notes = (notes or "").strip().rstrip(".")
    if notes.casefold().startswith("укриття"):
        return ours(notes)
    return format_html("{} {}", _("Укриття:"), ours(notes))


@register.filter
def unbroken(text: str) -> str:
    """A number that stays on one line."""
    return (text or "").replace(" ", NBSP).replace("-", "\u2011")


@register.filter
def marked(pieces: Sequence[Piece]) -> SafeString:
    """A found text with its words in `<mark>`."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", p.text) if p.marked else p.text,) for p in pieces)
    )


@register.filter
def paragraphs(text: str) -> Iterable[str]:
    """Non-empty lines of a plain text."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _path(context: template.Context) -> str:
    request: HttpRequest | None = context.get("request")
    return request.path if request else ""


def _other() -> tuple[str, str]:
    return ("uk", "Українською") if get_language() != "uk" else ("en", "English")
