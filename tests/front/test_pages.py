"""The public pages: what the door says, what is offered, in which language, to whom."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client, override_settings

from oseredok.faces.front import offered
from oseredok.faces.front.pages import PAGES
from oseredok.library.offer import queries as offer
from oseredok.library.people.models import Account
from oseredok.library.places import actions as places
from tests.front import town
from tests.world import World

PATHS = [
    "/", "/search/", "/search/?q=друк", "/services/", "/services/wifi/", "/topics/pension/", "/visit/", "/about/", "/news/",
    "/accessibility/", "/accessibility/barrier/", "/privacy/",
]  # fmt: skip


@pytest.fixture
def world(world: World) -> World:
    return town.furnish(world)


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def main_of(page: str) -> str:
    return page.split("<main")[1].split("</main>")[0]


# --- Open and closed ----------------------------------------------------------------------------------


def test_an_open_library_says_until_when(client: Client, world: World) -> None:
    with time_machine.travel(world.now):
        page = read(client, "/")

    assert "Відчинено до 19:00" in page
    assert "середа, 14\u00a0жовтня" in page
    assert "у підвалі, вхід із двору" in page
    assert "lantern--dark" not in page


def test_a_closed_library_says_when_it_opens(client: Client, world: World) -> None:
    with time_machine.travel(world.now + timedelta(hours=11)):
        page = read(client, "/")

    assert "Зачинено. Відчинимо завтра о\u00a09:00" in page
    assert "lantern--dark" in page


def test_in_an_alert_all_lights_go_out_and_the_alert_comes_first(client: Client, world: World) -> None:
    town.publish(world, "Сьогоднішня новина")
    with time_machine.travel(world.now):
        lit = read(client, "/")
        places.begin_closure(library=world.central, kind="air_raid", staff_name="Н", now=world.now)
        page = read(client, "/")

    assert "pane--lit" in lit
    assert "plaque--lit" in lit
    assert "pane--lit" not in page
    assert "plaque--lit" not in page
    assert "lantern--dark" in page
    assert 'fill="var(--accent)"' not in page.split('class="foot__frieze"')[1]
    assert page.index("Повітряна тривога з 11:30") < page.index('class="masthead"')
    assert "Укриття: у підвалі, вхід із двору, 60 місць" in page


def test_a_power_cut_is_said_on_every_page(client: Client, world: World) -> None:
    with time_machine.travel(world.now):
        places.begin_closure(library=world.central, kind="power_cut", staff_name="Н", now=world.now)
        for path in PATHS:
            assert "Немає світла з 11:30" in read(client, path), path


def test_staff_read_the_site_as_guests_do(client: Client, world: World) -> None:
    world.sign_in(client, "branch_librarian")
    with time_machine.travel(world.now):
        assert "Тихогірська центральна міська бібліотека" in read(client, "/about/").split("<footer")[1]


def test_a_site_without_any_library_still_opens(client: Client, db: None) -> None:
    assert client.get("/").headers["Location"] == "/setup/", "an empty centre begins with its first set-up"
    for path in PATHS:
        if path != "/":
            read(client, path)


# --- How to get here ----------------------------------------------------------------------------------


def test_every_library_tells_how_to_get_there(client: Client, world: World) -> None:
    with time_machine.travel(world.now):
        page = main_of(read(client, "/visit/"))

    for words in (
        "вул. Садова, 7",
        "Пандус з боку двору",
        "Маршрутка",
        "(04000) 2‑20‑11".replace(" ", "\u00a0"),
        "вівторок–субота 9:00–19:00",
    ):
        assert words in page
    assert "https://www.openstreetmap.org/?mlat=49.55123&amp;mlon=25.59477" in page
    assert page.count("openstreetmap.org") == 1


def test_days_that_differ_are_told_beforehand(client: Client, world: World) -> None:
    places.add_exception(
        library=world.central,
        kind="repairs",
        starts_on=date(2026, 10, 22),
        ends_on=date(2026, 10, 23),
        note="міняємо вікна",
    )
    with time_machine.travel(world.now):
        assert "четвер, 22\u00a0жовтня — зачинено: міняємо вікна" in read(client, "/visit/")


# --- Services -----------------------------------------------------------------------------------------


def test_all_public_services_are_listed_and_have_a_page(client: Client, world: World) -> None:
    page = read(client, "/services/")
    for kind in offer.public_kinds():
        assert f'href="/services/{kind.code}/"' in page
        assert kind.name.split("’")[0] in read(client, f"/services/{kind.code}/")


def test_inner_kinds_have_no_page(client: Client, world: World) -> None:
    for code in ("visit", "loan_book", "methodical_help", "no-such"):
        assert client.get(f"/services/{code}/").status_code == 404


def test_a_service_tells_for_whom_where_how_and_what_it_costs(client: Client, world: World) -> None:
    free, paid = main_of(read(client, "/services/wifi/")), main_of(read(client, "/services/lamination/"))

    for words in ("Для кого", "Де", "Як отримати", "Скільки коштує", "Що взяти"):
        assert words in free
    assert "безкоштовно" in free
    assert "платно, за прейскурантом" in paid


def test_every_topic_has_a_page_with_services(client: Client, world: World) -> None:
    for _branch, leaves in offered.topics():
        for leaf in leaves:
            assert 'href="/services/' in main_of(read(client, f"/topics/{leaf.code}/")), leaf.code
    assert client.get("/topics/other/").status_code == 200
    assert client.get("/topics/support/").status_code == 404


def test_an_unknown_icon_never_breaks_a_page(client: Client, world: World) -> None:
    kind = offer.kind("wifi")
    type(kind).objects.filter(pk=kind.pk).update(icon="no-such-icon")

    read(client, "/services/wifi/")


def test_the_poster_is_a_pdf(client: Client, world: World) -> None:
    answer = client.get("/poster-a4.pdf")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert client.get("/poster-a9.pdf").status_code == 404


# --- Languages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PATHS)
def test_every_page_exists_in_english_and_each_names_the_other(client: Client, world: World, path: str) -> None:
    ukrainian, english = read(client, path), read(client, f"/en{path}")

    assert '<html lang="uk"' in ukrainian
    assert '<html lang="en"' in english
    bare = path.split("?")[0]
    for page in (ukrainian, english):
        assert f'hreflang="uk" href="http://testserver{bare}' in page
        assert f'hreflang="en" href="http://testserver/en{bare}' in page
    assert f'<a href="/en{bare}' in ukrainian
    assert re.search(rf'<a href="{bare}[^"]*" lang="uk" hreflang="uk"', english)


CYRILLIC = re.compile(r"[а-яіїєґ]{2,}", re.IGNORECASE)
WHOLE = re.compile(r'<(\w+)[^>]*\blang="uk"[^>]*>.*?</\1>', re.DOTALL)


@pytest.mark.parametrize("path", PATHS)
def test_ukrainian_words_on_english_pages_are_marked_as_ukrainian(client: Client, world: World, path: str) -> None:
    town.tell_news(world)
    page = main_of(read(client, f"/en{path}"))
    before = ""
    while before != page:
        before, page = page, WHOLE.sub("", page)
    words = CYRILLIC.findall(re.sub(r"<[^>]+>", " ", page))

    # What the person typed, and the name of the Ukrainian standard.
    assert set(words) <= {"друк", "ДСТУ"}, words


def test_the_guest_s_browser_language_does_not_change_an_address(client: Client, world: World) -> None:
    page = client.get("/", headers={"accept-language": "en-GB,en"}).content.decode()

    assert '<html lang="uk"' in page


# --- When something is not right ----------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/no-such-page/", "/news/no-such/", "/en/no-such-page/"])
def test_a_page_that_is_not_there_offers_search(client: Client, world: World, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert 'role="search"' in answer.content.decode()


def test_a_form_without_its_mark_is_refused_in_words(world: World) -> None:
    answer = Client(enforce_csrf_checks=True).post("/accessibility/barrier/", {"what": "x"})

    assert answer.status_code == 403
    assert "Форма застаріла, нічого не збережено" in answer.content.decode()


def test_our_own_failure_is_told_without_the_database(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("a pipe burst")

    monkeypatch.setattr(offered, "topics", broken)
    client = Client(raise_request_exception=False)
    answer = client.get("/services/")

    assert answer.status_code == 500
    assert "У нас збій" in answer.content.decode()
    monkeypatch.setattr("oseredok.faces.front.views.errors.get_template", broken)
    assert "У нас збій" in client.get("/services/").content.decode()


@override_settings(ALLOWED_HOSTS=["oseredok.example"])
def test_a_strange_host_gets_a_plain_page(db: None) -> None:
    answer = Client().get("/", headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert "Не зрозуміли запиту" in answer.content.decode()


# --- For machines -------------------------------------------------------------------------------------


def test_robots_are_kept_out_of_the_desk(client: Client, world: World) -> None:
    text = read(client, "/robots.txt")

    assert "Disallow: /desk/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_the_sitemap_lists_every_page_in_both_languages_and_all_open(client: Client, world: World) -> None:
    town.tell_news(world)
    tree = ElementTree.fromstring(read(client, "/sitemap.xml"))  # noqa: S314 - our own file
    namespace = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    addresses = [element.text or "" for element in tree.iterfind(".//s:loc", namespace)]

    assert {f"http://testserver{page.url}" for page in PAGES} <= set(addresses)
    assert any("/news/" in address and not address.endswith("/news/") for address in addresses)
    for address in addresses:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200, address


def test_the_feed_is_well_formed(client: Client, world: World) -> None:
    town.tell_news(world)
    channel = ElementTree.fromstring(read(client, "/news/feed/")).find("channel")  # noqa: S314 - our own file

    assert channel is not None
    assert len(channel.findall("item")) == len(town.NEWS)


def test_the_manifest_and_the_icon_exist(client: Client, world: World) -> None:
    manifest = client.get("/site.webmanifest").json()

    assert manifest["short_name"] == "Осередок"
    assert client.get("/favicon.ico").status_code == 302
    assert "Contact: mailto:hub@tyhohory.example" in read(client, "/.well-known/security.txt")


def test_public_pages_start_no_session_and_keep_no_address(client: Client, world: World) -> None:
    for path in PATHS:
        client.get(path)

    assert set(client.cookies) <= {"csrftoken"}
    assert Account.objects.filter(last_login__isnull=False).count() == 0


def test_pages_ask_the_database_little(client: Client, world: World, django_assert_max_num_queries: object) -> None:
    town.tell_news(world)
    for path in PATHS:
        with django_assert_max_num_queries(16):  # type: ignore[operator]
            client.get(path)
