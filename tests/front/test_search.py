"""One search box over the whole site: services, topics, pages, papers and news, whatever way the word is typed."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from oseredok.faces.front.models import NewsItem
from oseredok.library.offer.actions import set_offered
from oseredok.library.offer.models import ServiceKind
from oseredok.spine.search.models import Miss, SearchOutbox
from tests.documents import papers
from tests.front import town
from tests.site import written
from tests.world import World

pytestmark = pytest.mark.usefixtures("searchable")


def asked(client: Client, query: str, path: str = "/search/", **more: str) -> str:
    return client.get(path, {"q": query, **more}).content.decode()


def found(page: str) -> list[str]:
    """The addresses of the results, in order."""
    return re.findall(r'<h2 class="h3"[^>]*><a href="([^"]+)"', page)


@pytest.fixture
def client_of_site(client: Client, world: World) -> Iterator[Client]:
    town.furnish(world)
    with time_machine.travel(world.now):
        town.tell_news(world)
        yield client


# --- Whatever way a word is typed ----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "url"),
    [
        ("субсидія", "/topics/subsidy/"),
        ("СУБСИДІЮ", "/topics/subsidy/"),
        ("про субсидії", "/topics/subsidy/"),
        ("subsydiia", "/topics/subsidy/"),
        ("субсид*", "/topics/subsidy/"),
        ("субмидія", "/topics/subsidy/"),
        ("субссидія", "/topics/subsidy/"),
        ("сусбидія", "/topics/subsidy/"),
        ("субсидии", "/topics/subsidy/"),
        ("ce,cblsz", "/topics/subsidy/"),
        ("друкувати", "/services/printing_bw/"),
        ("Lher", "/services/printing_bw/"),
        ("вай-фай", "/services/wifi/"),
        ("вайфаю", "/services/wifi/"),
        ("Wi-Fi", "/services/wifi/"),
        ("цшаш", "/services/wifi/"),
        ("компютер", "/services/internet_access/"),
        ("комп'ютером", "/services/internet_access/"),
        ("коли відчинено", "/visit/"),
        ("смартфоном", "/news/smartfon-bez-strakhu-pershi-kroky/"),
    ],
)
def test_what_people_type_finds_what_they_mean(client_of_site: Client, query: str, url: str) -> None:
    assert url in found(asked(client_of_site, query))


def test_the_repair_of_the_layout_is_said_and_may_be_refused(client_of_site: Client) -> None:
    page = asked(client_of_site, "ce,cblsz")

    assert '<strong lang="uk">субсидія</strong>' in page
    assert "exact=1" in page
    assert found(asked(client_of_site, "ce,cblsz", exact="1")) == []


def test_a_mended_slip_is_said_and_may_be_refused(client_of_site: Client) -> None:
    page = asked(client_of_site, "субмидія")

    assert '<strong lang="uk">субсидія</strong>' in page
    assert found(asked(client_of_site, "субмидія", exact="1")) == []


def test_some_words_are_better_than_none(client_of_site: Client) -> None:
    page = asked(client_of_site, "субсидія космодром")

    assert "Показуємо те, де є хоча б одне" in page
    assert "/topics/subsidy/" in found(page)


def test_what_was_found_is_marked(client_of_site: Client) -> None:
    page = asked(client_of_site, "смартфонами")

    assert "<mark>Смартфон</mark> без страху" in page


def test_what_a_query_could_not_say_is_told_in_words(client_of_site: Client) -> None:
    page = asked(client_of_site, "колір:субсидія")

    assert "Поля «колір» немає" in page
    assert found(page)


@pytest.mark.parametrize(
    "query", ["(" * 400, '"', "-", "АБО", "рік:", "а" * 10_000, "\u200b\u200b", "*" * 50, "автор:(", "ъъъ"]
)
def test_no_query_makes_an_error(client_of_site: Client, query: str) -> None:
    assert client_of_site.get("/search/", {"q": query}).status_code == 200


def test_a_query_is_never_printed_as_markup(client_of_site: Client) -> None:
    assert "<script>alert" not in asked(client_of_site, "<script>alert(1)</script>")
    assert "<script>alert" not in asked(client_of_site, "субсидія <script>alert(1)</script>")


# --- Only what may be read -----------------------------------------------------------------------------
def test_a_draft_and_a_planned_item_are_not_found(client: Client, world: World) -> None:
    item = town.publish(world, "Таємна зустріч")
    NewsItem.objects.update(published_at=None)
    assert "Таємна" not in asked(client, "таємна")

    NewsItem.objects.filter(pk=item.pk).update(published_at=world.now + timedelta(hours=1))
    with time_machine.travel(world.now):
        assert "Таємна" not in asked(client, "таємна")
    with time_machine.travel(world.now + timedelta(hours=2)):
        assert "Таємна" in asked(client, "таємна")


def test_a_service_that_is_not_offered_is_not_found(client: Client, world: World) -> None:
    rest = ServiceKind.objects.filter(is_public=True).exclude(code="wifi").values_list("code", flat=True)
    set_offered(codes=list(rest))

    assert "/services/wifi/" not in found(asked(client, "вайфай"))


# --- Narrowing, order, pages ---------------------------------------------------------------------------
def test_results_can_be_narrowed_to_one_kind(client_of_site: Client) -> None:
    page = asked(client_of_site, "пенсія", kind="topic")

    assert "/topics/pension/" in found(page)
    assert all(url.startswith("/topics/") for url in found(page))
    assert 'aria-current="page">Теми' in page


def test_results_come_before_what_narrows_them(client_of_site: Client) -> None:
    page = asked(client_of_site, "бібліотека")

    assert page.index('class="results"') < page.index('id="narrow"')


def test_results_may_be_put_in_another_order(client_of_site: Client) -> None:
    titles = re.findall(r'<h2 class="h3"><a [^>]+>(.*?)</a>', asked(client_of_site, "", kind="news", sort="title"))
    newest = found(asked(client_of_site, "", kind="news", sort="-day"))

    assert [re.sub("<[^>]+>", "", one)[0] for one in titles] == ["Н", "П", "С", "У"]
    assert newest[0] == "/news/smartfon-bez-strakhu-pershi-kroky/"


def test_many_results_come_on_pages(client_of_site: Client) -> None:
    first = found(asked(client_of_site, "", kind="service"))
    second = found(asked(client_of_site, "", kind="service", page="2"))

    assert len(first) == 15
    assert second
    assert not set(first) & set(second)
    assert client_of_site.get("/search/?kind=service&page=99999999999999999999").status_code == 200
    assert client_of_site.get("/search/?kind=nonsense&sort=nonsense&page=-1&f-nonsense=1").status_code == 200


# --- English -------------------------------------------------------------------------------------------
def test_english_words_find_services_on_english_pages(client_of_site: Client) -> None:
    page = asked(client_of_site, "printing", "/en/search/")

    assert "/en/services/printing_bw/" in found(page)
    assert '<h2 class="h3" lang="uk">' in page


# --- Nothing -------------------------------------------------------------------------------------------
def test_nothing_found_still_helps(client_of_site: Client) -> None:
    page = asked(client_of_site, "абракадабра")

    assert "На сайті немає нічого про «абракадабра»" in page
    assert "tel:0400021436" in page
    assert "Відчинено до 19:00" in page


def test_what_is_sought_in_vain_is_counted_without_persons(client_of_site: Client, world: World) -> None:
    for words in ("верблюди", "Верблюди", "ivan@example.com", "067 123 45 67", "субсидія", "ce,cblsz"):
        asked(client_of_site, words)

    assert list(Miss.objects.values_list("words", "times")) == [("верблюди", 2)]


def test_staff_read_what_was_sought_in_vain_and_take_it_off(client: Client, world: World) -> None:
    asked(client, "верблюди")
    assert client.get(reverse("newsroom:misses")).status_code == 302

    world.sign_in(client, "head")
    page = client.get(reverse("newsroom:misses")).content.decode()
    assert "верблюди" in page
    assert client.post(reverse("newsroom:misses"), {"words": "верблюди"}).status_code == 302
    assert not Miss.objects.exists()


# --- Feeds, suggestions, the detailed form ---------------------------------------------------------------
def test_a_search_is_a_feed_of_what_is_new(client_of_site: Client) -> None:
    atom = client_of_site.get("/search/feed/", {"q": "бібліотека", "kind": "news"})
    told = json.loads(client_of_site.get("/search/feed.json", {"q": "бібліотека", "kind": "news"}).content)

    assert atom["Content-Type"].startswith("application/atom+xml")
    entries = atom.content.decode().split("<entry>")[1:]
    assert [html.unescape(re.findall("<title>(.*?)</title>", one)[0]) for one in entries] == [
        one["title"] for one in told["items"]
    ]
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    days = [one["date_published"] for one in told["items"]]
    assert days == sorted(days, reverse=True)
    assert len(days) == 2


def suggested(client: Client, typed: str) -> list[str]:
    answer = client.get("/search/suggest/", {"q": typed}).json()
    return [one["url"] for one in answer["suggestions"]]


def test_things_are_offered_while_people_type(client_of_site: Client) -> None:
    assert "/topics/subsidy/" in suggested(client_of_site, "субс")
    assert "/topics/subsidy/" in suggested(client_of_site, "ce,c")
    assert "/news/smartfon-bez-strakhu-pershi-kroky/" in suggested(client_of_site, "смартфон без стр")
    assert suggested(client_of_site, "с") == []
    assert suggested(client_of_site, "ъ" * 5000) == []


def test_the_detailed_form_writes_what_people_could_type(client_of_site: Client) -> None:
    form = {
        "words": "бібліотека",
        "phrase": "Пенсійний фонд",
        "any_of": "стаж субсидія",
        "none_of": "казки",
        "kind": "news",
    }
    answer = client_of_site.get("/search/advanced/", form)

    assert answer.status_code == 302
    page = client_of_site.get(answer["Location"]).content.decode()
    assert "бібліотека &quot;Пенсійний фонд&quot; (стаж АБО субсидія) -казки" in page
    assert found(page) == ["/news/pensiinyi-fond-pryimaie-v-bibliotetsi/"]


def test_the_detailed_form_says_what_is_wrong_beside_the_field(client_of_site: Client) -> None:
    empty = client_of_site.get("/search/advanced/", {"words": ""})
    wrong = client_of_site.get("/search/advanced/", {"words": "свято", "from_day": "колись"})

    assert empty.status_code == 422
    assert "Напишіть хоча б одне слово" in empty.content.decode()
    assert wrong.status_code == 422
    assert 'value="свято"' in wrong.content.decode()
    assert 'value="колись"' in wrong.content.decode()


# --- The index hears of everything -----------------------------------------------------------------------
def test_every_room_tells_the_search_what_changed(client: Client, world: World) -> None:
    item = town.publish(world, "Свято")
    page = written.published(world)
    papers.a_document(world)
    kept = ServiceKind.objects.filter(is_public=True, is_active=True).exclude(code="wifi")
    set_offered(codes=list(kept.values_list("code", flat=True)))

    told = set(SearchOutbox.objects.values_list("source", "key"))
    assert {("news", str(item.pk)), ("page", str(page.pk)), ("document", ""), ("service", "wifi")} <= told
