"""What the site has to be found: services, topics, standing and written pages, public papers, news, libraries that are gone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date, moment_at
from oseredok.base.core.dates import date_words
from oseredok.faces.front.models import NewsItem
from oseredok.faces.front.pages import PAGES, StandingPage
from oseredok.faces.front.search.english import ENGLISH_TOPICS, ENGLISH_WORDS
from oseredok.library.documents import queries as papers
from oseredok.library.documents.queries import Row
from oseredok.library.offer.models import ServiceKind, Theme
from oseredok.library.site import queries as site
from oseredok.library.site import richtext
from oseredok.management.closing import queries as closings
from oseredok.management.closing.queries import Gone
from oseredok.spine.search.sources import Document, Source

Keys = Collection[str] | None


def _ukrainian() -> str:
    """The language mark of the library's own words on a page in another language."""
    return "" if get_language() == "uk" else "uk"


def services(keys: Keys) -> Iterator[Document]:
    kinds = ServiceKind.objects.filter(is_public=True, is_active=True, group__is_public=True).select_related("group")
    topics: dict[int | None, list[str]] = {}
    for theme in Theme.objects.filter(scheme=ServiceKind.Scheme.REQUEST, is_active=True):
        topics.setdefault(theme.usual_kind_id, []).append(theme.name)
    for kind in kinds if keys is None else kinds.filter(code__in=keys):
        yield Document(
            kind.code,
            kind.name,
            reverse("front:service", args=[kind.code]),
            summary=kind.how,
            body=". ".join(part.rstrip(".") for part in (kind.for_whom, kind.where) if part),
            words=", ".join(
                [kind.keywords, kind.group.name, ENGLISH_WORDS.get(kind.code, ""), *topics.get(kind.pk, [])]
            ),
            icon=kind.icon,
            meta=(kind.group.name, str(_("платно") if kind.is_paid else _("безкоштовно"))),
            lang=_ukrainian(),
            weight=1.3,
        )


def topics(keys: Keys) -> Iterator[Document]:
    themes: QuerySet[Theme] = Theme.objects.filter(
        scheme=ServiceKind.Scheme.REQUEST, is_active=True, children__isnull=True
    )
    themes = themes.exclude(code="other").select_related("parent", "usual_kind")
    for theme in themes if keys is None else themes.filter(code__in=keys):
        yield Document(
            theme.code,
            theme.name,
            reverse("front:topic", args=[theme.code]),
            summary=str(_("Допоможемо розібратися, знайти закон чи форму й подати заяву онлайн.")),
            words=f"{theme.keywords}, {ENGLISH_TOPICS.get(theme.code, '')}",
            icon=theme.usual_kind.icon if theme.usual_kind else "circle-question-mark",
            meta=(theme.parent.name,) if theme.parent else (),
            lang=_ukrainian(),
            weight=1.2,
        )


def pages(keys: Keys) -> Iterator[Document]:
    """Keys: the name of a standing page, the id of a written one, «gone-» and the code of a library."""
    for standing in PAGES:
        if keys is None or standing.name in keys:
            yield _standing(standing)
    written = site.shown()
    for page in written if keys is None else written.filter(pk__in=[key for key in keys if key.isdecimal()]):
        assert page.published  # noqa: S101 - the query asks for it
        words = site.words_of(page.published, get_language() or "uk")
        yield Document(
            str(page.pk),
            words.title,
            reverse("front:page", args=[page.slug]),
            summary=words.summary,
            body=richtext.words_of(words.body),
            words=page.menu_name,
            icon="file-text",
            lang="" if words.is_translated else "uk",
        )
    for gone in closings.gone(on=local_date(timezone.now())):
        if keys is None or f"gone-{gone.library.code}" in keys:
            yield _gone(gone)


def _standing(page: StandingPage) -> Document:
    return Document(
        page.name, str(page.title), page.url, summary=str(page.summary), words=str(page.words), icon=page.icon
    )


def _gone(one: Gone) -> Document:
    """Who looks for a library that is closed finds where to go."""
    instead = one.instead.name if one.instead else ""
    told = (
        _("Зачинено назавжди з {day}").format(day=date_words(one.closed_on)),
        _("Замість неї: {name}.").format(name=instead) if instead else "",
        one.words,
    )
    return Document(
        f"gone-{one.library.code}",
        one.library.name,
        f"{reverse('front:visit')}#{one.library.code}",
        summary=" ".join(filter(None, told)),
        words=one.library.short_name,
        icon="map-pin",
        lang=_ukrainian(),
    )


def documents(keys: Keys) -> Iterator[Document]:
    for row in papers.ever_public(on=local_date(timezone.now())):
        if keys is None or str(row.document.pk) in keys:
            yield _paper(row)


def _paper(row: Row) -> Document:
    paper, ends = row.document, [_after(row.document.in_force_until)] if row.document.in_force_until else []
    if row.replaced_on:
        ends.append(moment_at(row.replaced_on, time.min))
    return Document(
        str(paper.pk),
        paper.title,
        f"{reverse('front:documents')}#d-{paper.public_id}",
        summary=" № ".join(filter(None, [str(paper.get_kind_display()).capitalize(), paper.number])),
        icon="file-text",
        day=paper.dated,
        lang=_ukrainian(),
        shown_until=min(ends) if ends else None,
    )


def news(keys: Keys) -> Iterator[Document]:
    """Planned news too: the index knows from when they are read."""
    items = NewsItem.objects.filter(published_at__isnull=False)
    for item in (items if keys is None else items.filter(pk__in=keys)).iterator(chunk_size=500):
        assert item.published_at  # noqa: S101 - the query asks for it
        yield Document(
            str(item.pk),
            item.title,
            reverse("front:news_item", args=[item.slug]),
            summary=item.summary,
            body=richtext.words_of(item.body),
            icon="newspaper",
            day=local_date(item.published_at),
            lang=_ukrainian(),
            weight=0.9,
            shown_from=item.published_at,
            shown_until=_after(item.shown_until) if item.shown_until else None,
        )


def _after(day: date) -> datetime:
    """The moment when a day is over."""
    return moment_at(day + timedelta(days=1), time.min)


SERVICES = Source("service", gettext_lazy("Послуги"), gettext_lazy("Послуга"), 10, services)
TOPICS = Source("topic", gettext_lazy("Теми"), gettext_lazy("Тема"), 20, topics)
PAGES_OF_SITE = Source("page", gettext_lazy("Сторінки"), gettext_lazy("Сторінка"), 70, pages)
DOCUMENTS = Source("document", gettext_lazy("Документи"), gettext_lazy("Документ"), 80, documents)
NEWS = Source("news", gettext_lazy("Новини"), gettext_lazy("Новина"), 90, news)
ALL = (SERVICES, TOPICS, PAGES_OF_SITE, DOCUMENTS, NEWS)
