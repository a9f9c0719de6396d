"""What is printed in an issue, a serial, a book is listed on its page, by number of record or by title, year and number."""

from __future__ import annotations

import html
import importlib
import re

from django.apps import apps
from django.test import Client

from oseredok.collections.catalogue import hosting, storing
from oseredok.collections.catalogue.addresses import path_of
from oseredok.collections.catalogue.describing import Format, prepare
from oseredok.collections.catalogue.models import Origin, Record
from tests.front_catalogue.shelves import put
from tests.world import World

IRBIS = Format("irbis", "irbis", "utf-8")


def article(world: World, name: str, number: str = "№ 3", pages: str = "С. 5", year: int = 2019, **host: str) -> Record:
    """An article of «Наш край», 2019, № 3, or of what is told."""
    told = {"title": "Наш край", "year": str(year), "number": number, "pages": pages, **host}
    return put(world, name, "Гайова, Лідія", year, kind="article", host=told)


def listed(client: Client, record: Record) -> list[str]:
    page = client.get(path_of(record)).content.decode()
    found = re.search(r"<h2>Що тут надруковано</h2>(.*?)</ul>", page, re.DOTALL)
    return re.findall(r"<a [^>]*>(.*?)</a>", html.unescape(found.group(1))) if found else []


def test_an_issue_lists_its_articles_by_pages_and_no_other_s(client: Client, world: World) -> None:
    serial = put(world, "Наш край", kind="serial", year=2001, number="ж1")
    host = {"title": "Наш край", "control_number": "ж1"}
    issue = put(world, "Наш край, 2019, № 3", kind="issue", year=2019, number="ж1-3", host=host)
    article(world, "Друга", pages="С. 14–21")
    article(world, "Перша", number="Вип. 3", pages="С. 5")
    article(world, "З іншого номера", number="№ 13")
    article(world, "З іншого року", year=2020)
    article(world, "З іншого журналу", title="Чужий край")
    assert listed(client, issue) == ["Перша", "Друга"]
    assert len(listed(client, serial)) == 4
    page = client.get(path_of(serial)).content.decode()
    assert "<h2>Номери</h2>" in page
    assert path_of(issue) in page


def test_a_number_of_a_record_is_believed_before_titles(client: Client, world: World) -> None:
    issue = put(world, "1989, № 2", kind="issue", year=1989, number="У1/1989/2", host={"title": "Прапор"})
    article(world, "За номером", title="як завгодно", control_number="У1/1989/2", year=1989)
    stranger = article(world, "З іншої системи", title="як завгодно", control_number="У1/1989/2", year=1989)
    Record.objects.filter(pk=stranger.pk).update(origin=Origin.objects.create(name="Koha"))
    assert listed(client, issue) == ["За номером"]


def test_chapters_of_a_book_are_of_its_year(client: Client, world: World) -> None:
    book = put(world, "Наш край", "Лимар, Остап", 2019)
    article(world, "Розділ", number="", year=2019)
    article(world, "Із журналу тієї самої назви", number="", year=2003)
    assert listed(client, book) == ["Розділ"]
    assert listed(client, put(world, "Порожня")) == []


def test_hidden_and_gone_articles_are_not_listed(client: Client, world: World) -> None:
    serial = put(world, "Наш край", kind="serial", year=2001)
    for name in ("hidden_at", "deleted_at"):
        Record.objects.filter(pk=article(world, name).pk).update(**{name: world.now})
    assert listed(client, serial) == []


def test_an_article_of_irbis_finds_its_place_by_what_the_file_tells(world: World) -> None:
    origin = Origin.objects.create(name="ІРБІС")
    issue = "#920: NJ\n#933: У1\n#934: 1989\n#936: 2\n#903: У1/1989/2\n"
    inner = "#920: ASP\n#200: ^AПро млини\n#463: ^CПрапор^J1989^HN 2^1С.^S5-7^WУ1/1989/2\n#903: ст-1\n"
    made = [prepare(one.encode(), IRBIS) for one in (issue, inner)]
    records = storing.make(made, storing.Shelves(origin), IRBIS, now=world.now)
    assert hosting.inside(records[0]) == [records[1]]


def test_records_that_came_before_get_their_keys(world: World) -> None:
    one = article(world, "Давня")
    known = one.host_key
    Record.objects.update(host_key=None)
    migration = importlib.import_module("oseredok.collections.catalogue.migrations.0006_host")
    migration.fill(apps, None)
    one.refresh_from_db()
    assert one.host_key == known is not None
