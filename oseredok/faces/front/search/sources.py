"""Makes documents of what the site has: services, topics, standing and written pages, public papers, news."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.dates import date_words
from oseredok.faces.front import queries
from oseredok.faces.front.pages import PAGES
from oseredok.faces.front.search.engine import Document
from oseredok.library.documents import queries as papers
from oseredok.library.offer.models import ServiceKind, Theme
from oseredok.library.site import queries as site
from oseredok.library.site import richtext
from oseredok.management.closing import queries as closings

# What an English-speaking visitor would type; names of services stay Ukrainian (they are the library's own data).
ENGLISH_WORDS = {
    "internet_access": "internet computer pc",
    "wifi": "wireless internet wi-fi",
    "coworking_seat": "coworking desk seat workplace",
    "room_hire": "meeting room hire",
    "equipment_loan": "laptop projector headphones equipment",
    "accessibility_service": "accessibility wheelchair disability reading aloud home service",
    "reference": "reference question answer librarian",
    "official_info_search": "law act official document",
    "social_info": "pension benefits jobs social information",
    "eservice_help": "e-service government online diia help",
    "digital_skills_consultation": "smartphone computer digital skills help",
    "ticket_purchase_help": "tickets online shopping payment",
    "appeal_help": "letter to authorities appeal complaint information request",
    "petition_help": "petition",
    "declaration_help": "declaration form",
    "digital_course": "course training class",
    "event_held": "event meeting lecture",
    "catalog_search": "catalogue book search",
    "edd": "scan document delivery",
    "ill": "interlibrary loan",
    "printing_bw": "print printing printer black white",
    "printing_color": "print printing printer colour color",
    "copying": "copy photocopy xerox",
    "scanning": "scan scanner",
    "lamination": "laminate",
    "email_setup": "e-mail account",
}
ENGLISH_TOPICS = {
    "pension": "pension retirement",
    "subsidy": "subsidy housing benefit discount",
    "social_aid": "social aid allowance child benefit",
    "utilities": "utilities gas electricity water bill",
    "idp": "displaced person idp refugee",
    "veterans": "veteran",
    "reconstruction": "damaged housing compensation",
    "jobs": "job work unemployment vacancy",
    "business": "business entrepreneur grant",
    "taxes": "tax",
    "banking": "bank card payment",
    "identity_docs": "passport id card registration residence",
    "civil_registry": "birth marriage death certificate",
    "e_signature": "signature e-signature bankid diia",
    "military_register": "military register",
    "health": "health doctor hospital medicine",
    "education": "education school university",
    "land": "land plot",
    "property": "property housing flat",
    "court": "court",
    "legal_aid": "legal aid lawyer",
    "citizen_appeal": "appeal complaint application",
    "info_request": "information request",
    "transport": "transport bus train ticket",
    "computer_basics": "computer basics",
    "smartphone": "smartphone phone",
    "safety_fraud": "safety fraud scam",
}


def documents(*, now: datetime) -> Iterator[Document]:
    """Everything that can be found at `now`, in the language of the page."""
    yield from _services()
    yield from _topics()
    yield from _pages()
    yield from _written_pages()
    yield from _papers(now)
    yield from _gone(now)
    yield from _news(now)


def _ukrainian() -> str:
    """The language mark of the library's own words on a page in another language."""
    return "" if get_language() == "uk" else "uk"


def _services() -> Iterator[Document]:
    kinds = ServiceKind.objects.filter(is_public=True, is_active=True, group__is_public=True).select_related("group")
    topics: dict[int | None, list[str]] = {}
    for theme in Theme.objects.filter(scheme=ServiceKind.Scheme.REQUEST, is_active=True):
        topics.setdefault(theme.usual_kind_id, []).append(theme.name)
    for kind in kinds:
        yield Document(
            kind="service",
            title=kind.name,
            url=reverse("front:service", args=[kind.code]),
            summary=kind.how,
            body=" ".join(filter(None, [kind.for_whom, kind.where])),
            words=", ".join(
                [kind.keywords, kind.group.name, ENGLISH_WORDS.get(kind.code, ""), *topics.get(kind.pk, [])]
            ),
            icon=kind.icon,
            meta=(kind.group.name, str(_("платно") if kind.is_paid else _("безкоштовно"))),
            lang=_ukrainian(),
            weight=1.1,
        )


def _topics() -> Iterator[Document]:
    themes = Theme.objects.filter(scheme=ServiceKind.Scheme.REQUEST, is_active=True, children__isnull=True)
    for theme in themes.exclude(code="other").select_related("parent", "usual_kind"):
        yield Document(
            kind="topic",
            title=theme.name,
            url=reverse("front:topic", args=[theme.code]),
            summary=str(_("Допоможемо розібратися, знайти закон чи форму й подати заяву онлайн.")),
            words=f"{theme.keywords}, {ENGLISH_TOPICS.get(theme.code, '')}",
            icon=theme.usual_kind.icon if theme.usual_kind else "circle-question-mark",
            meta=(theme.parent.name,) if theme.parent else (),
            lang=_ukrainian(),
        )


def _pages() -> Iterator[Document]:
    for page in PAGES:
        yield Document(
            kind="page",
            title=str(page.title),
            url=page.url,
            summary=str(page.summary),
            words=str(page.words),
            icon=page.icon,
        )


def _written_pages() -> Iterator[Document]:
    language = get_language() or "uk"
    for page in site.shown():
        assert page.published  # noqa: S101 - the query asks for it
        words = site.words_of(page.published, language)
        yield Document(
            kind="page",
            title=words.title,
            url=reverse("front:page", args=[page.slug]),
            summary=words.summary,
            body=richtext.words_of(words.body),
            words=page.menu_name,
            icon="file-text",
            lang="" if words.is_translated else "uk",
        )


def _papers(now: datetime) -> Iterator[Document]:
    for row in papers.public(on=local_date(now)):
        yield Document(
            kind="page",
            title=row.document.title,
            url=f"{reverse('front:documents')}#d-{row.document.public_id}",
            summary=" № ".join(filter(None, [row.document.get_kind_display().capitalize(), row.document.number])),
            icon="file-text",
            lang=_ukrainian(),
        )


def _gone(now: datetime) -> Iterator[Document]:
    """Who looks for a library that is closed finds where to go."""
    for one in closings.gone(on=local_date(now)):
        day = date_words(one.closed_on)
        instead = one.instead.name if one.instead else ""
        yield Document(
            kind="page",
            title=one.library.name,
            url=f"{reverse('front:visit')}#{one.library.code}",
            summary=" ".join(
                part
                for part in (
                    _("Зачинено назавжди з {day}").format(day=day),
                    _("Замість неї: {name}.").format(name=instead) if instead else "",
                    one.words,
                )
                if part
            ),
            words=one.library.short_name,
            icon="map-pin",
            lang=_ukrainian(),
        )


def _news(now: datetime) -> Iterator[Document]:
    for item in queries.published_news(now=now)[:300]:
        assert item.published_at  # noqa: S101 - the query asks for it
        yield Document(
            kind="news",
            title=item.title,
            url=reverse("front:news_item", args=[item.slug]),
            summary=item.summary,
            body=richtext.words_of(item.body),
            icon="newspaper",
            published_on=local_date(item.published_at),
            lang=_ukrainian(),
            weight=0.9,
        )
