"""The public site: everybody may read it, nothing is asked of the reader."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from oseredok.base.core.access import everyone
from oseredok.base.core.clock import local_date
from oseredok.faces.front import offered, queries, today
from oseredok.faces.front.feeds import NewsFeed
from oseredok.faces.front.models import NewsItem
from oseredok.library.offer.models import ServiceKind, Theme
from oseredok.library.privacy import register
from oseredok.management.closing import queries as closings
from oseredok.spine.surveys import queries as surveys


@everyone
def home(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    doors = today.houses(now=now)
    if not doors["open_now"] and (over := closings.centre_gone()):
        return render(request, "front/home_over.html", {**doors, "gone": over})
    context = {
        "today": local_date(now),
        **doors,
        "groups": offered.groups(),
        "often": offered.often_sought(),
        "news": queries.published_news(now=now)[:4],
        "surveys": surveys.public(on=local_date(now))[:3],
    }
    return render(request, "front/home.html", context)


@everyone
def services(request: HttpRequest) -> HttpResponse:
    context = {"groups": offered.groups(), "topics": offered.topics(), **today.houses(now=timezone.now())}
    return render(request, "front/services.html", context)


@everyone
def service(request: HttpRequest, code: str) -> HttpResponse:
    kinds = ServiceKind.objects.filter(is_public=True, is_active=True, group__is_public=True).select_related("group")
    kind = get_object_or_404(kinds, code=code)
    context = {
        "kind": kind,
        "others": [other for other in kinds.filter(group=kind.group) if other != kind],
        "topics": offered.topics_of(kind),
        "free_pages": offered.free_pages(kind, now=timezone.now()),
        "takes_files": offered.takes_files(kind, now=timezone.now()),
        **today.houses(now=timezone.now()),
    }
    return render(request, "front/service.html", context)


@everyone
def topic(request: HttpRequest, code: str) -> HttpResponse:
    themes = Theme.objects.filter(scheme=ServiceKind.Scheme.REQUEST, is_active=True, children__isnull=True)
    theme = get_object_or_404(themes.select_related("parent", "usual_kind__group"), code=code)
    context = {
        "theme": theme,
        "kinds": offered.kinds_for(theme),
        "siblings": [other for other in themes.filter(parent=theme.parent) if other != theme],
        **today.houses(now=timezone.now()),
    }
    return render(request, "front/topic.html", context)


@everyone
def visit(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    return render(request, "front/visit.html", {**today.houses(now=now), "gone": today.gone(now=now)})


@everyone
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "front/about.html", today.houses(now=timezone.now()))


@everyone
def news(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    page = Paginator(queries.published_news(now=now), 12).get_page(request.GET.get("page"))
    context = {"page": page, "today": local_date(now), **today.houses(now=now)}
    return render(request, "front/news.html", context)


@everyone
def news_item(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    item = get_object_or_404(queries.published_news(now=now), slug=slug)
    others: list[NewsItem] = list(queries.published_news(now=now).exclude(pk=item.pk)[:4])
    context = {"item": item, "others": others, "today": local_date(now), **today.houses(now=now)}
    return render(request, "front/news_item.html", context)


@everyone
def feed(request: HttpRequest) -> HttpResponseBase:
    return NewsFeed()(request)


@everyone
def banner(request: HttpRequest, size: str) -> HttpResponse:
    colour = "mono" not in request.GET
    base_url = f"{settings.PUBLIC_ADDRESS}/" if settings.PUBLIC_ADDRESS else request.build_absolute_uri("/")
    return offered.banner_file(size=size, colour=colour, base_url=base_url, now=timezone.now())


@everyone
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "front/accessibility.html", today.houses(now=timezone.now()))


@everyone
def privacy(request: HttpRequest) -> HttpResponse:
    context = {**today.houses(now=timezone.now()), **register.public_facts()}
    return render(request, "front/privacy.html", context)
