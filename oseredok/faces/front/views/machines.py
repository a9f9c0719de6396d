"""Files that machines ask for: robots, sitemap, icon, manifest, security contact."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse, translate_url
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from oseredok.base.core.access import everyone
from oseredok.faces.front import offered, queries, today
from oseredok.faces.front.pages import PAGES
from oseredok.library.offer import queries as offer
from oseredok.library.site import queries as site

# What is for staff, and what costs the server and leads a search engine nowhere.
_NOT_FOR_ROBOTS = (
    "/desk/", "/office/", "/setup/", "/account/", "/people/", "/search/", "/en/search/",
    "/oai/", "/sru/", "/api/", "/catalogue/export/",
)  # fmt: skip


@everyone
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT_FOR_ROBOTS), ""]
    maps = ("machines:sitemap", "programs:sitemap")
    lines += [*(f"Sitemap: {request.build_absolute_uri(reverse(name))}" for name in maps), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@everyone
def sitemap(request: HttpRequest) -> HttpResponse:
    with translation.override("uk"):
        paths = [(reverse("front:home"), None), *((page.url, None) for page in PAGES)]
        paths += [(reverse("front:service", args=[kind.code]), None) for kind in offer.public_kinds()]
        paths += [
            (reverse("front:topic", args=[leaf.code]), None) for __, leaves in offered.topics() for leaf in leaves
        ]
        news = queries.published_news(now=timezone.now())[:1000]
        dated = [(reverse("front:news_item", args=[item.slug]), item.changed_at) for item in news]
        rows = [_row(request, path, changed) for path, changed in [*paths, *dated]]
        rows += [
            _row(
                request,
                reverse("front:page", args=[page.slug]),
                page.published_at,
                has_english=page.published is not None and page.published.is_translated,
            )
            for page in site.shown()
        ]
    return render(request, "front/sitemap.xml", {"rows": rows}, content_type="application/xml; charset=utf-8")


def _row(
    request: HttpRequest, path: str, changed: datetime | None, *, has_english: bool = True
) -> tuple[str, str, datetime | None]:
    english = request.build_absolute_uri(translate_url(path, "en")) if has_english else ""
    return request.build_absolute_uri(path), english, changed


@everyone
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(static("front/icon-48.png"))


@everyone
def manifest(request: HttpRequest) -> HttpResponse:
    central = today.central()
    name = central.system.centre_name if central else _("Осередок")
    return JsonResponse(
        {
            "name": f"{name} · {central.system.short_name}" if central else name,
            "short_name": name,
            "lang": "uk",
            "start_url": reverse("front:home"),
            "display": "browser",
            "background_color": "#fbf8f3",
            "theme_color": "#102f49",
            "icons": [
                {"src": static("ui/logo.svg"), "sizes": "any", "type": "image/svg+xml"},
                {"src": static("front/icon-192.png"), "sizes": "192x192", "type": "image/png"},
                {"src": static("front/icon-512.png"), "sizes": "512x512", "type": "image/png"},
            ],
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


@everyone
def security(request: HttpRequest) -> HttpResponse:
    central = today.central()
    if central is None or not central.email:
        raise Http404
    expires = (timezone.now() + timedelta(days=180)).astimezone(UTC).strftime("%Y-%m-%dT00:00:00Z")
    lines = [f"Contact: mailto:{central.email}", f"Expires: {expires}", "Preferred-Languages: uk, en", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
