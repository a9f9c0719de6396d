"""Pages of reports: who opens what, what a slip of a finger or a second editor cannot spoil, what is given away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oseredok.management.reports.narrative import queries
from oseredok.management.reports.narrative.models import Report
from tests.indicators.book import record, written
from tests.narrative import papers
from tests.narrative.papers import LATER
from tests.world import DAY, World

pytestmark = pytest.mark.django_db
SPACE = re.compile(r"\s+")


@pytest.fixture(autouse=True)
def _in_november() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


def text(answer: Any) -> str:
    return SPACE.sub(" ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))).replace("\u00a0", " ")


def url(report: Report, rest: str = "") -> str:
    return f"/office/reports/{report.public_id}/{rest}"


def begin(client: Client, period: str = "2026-10", **more: Any) -> Report:
    answer = client.post("/office/reports/new/", {"period": period, **more})
    assert answer.status_code == 302, answer.content.decode()
    return Report.objects.latest("pk")


def test_from_nothing_to_a_signed_report_on_the_site(client: Client, world: World) -> None:
    written(world)
    world.sign_in(client, "director")
    assert "Звітів ще немає" in text(client.get("/office/reports/"))
    report = begin(client)
    page = text(client.get(url(report)))
    assert "Звіт про роботу за жовтень 2026 року" in page
    assert "46" in page
    part = papers.block(report, "conclusions")
    client.post(url(report, f"blocks/{part.pk}/"), {"title": "Висновки", "text": "Потрібен **генератор**", "seen": "1"})
    client.post(url(report, "details/"), {"title": report.title, "addressee": "Відділу культури"})
    assert "Потрібен генератор" in text(client.get(url(report)))
    answer = client.post(url(report, "sign/"), {"number": "7", "dated": "03.11.2026"}, follow=True)
    page = text(answer)
    assert "Підписано. Числа, сторінка й файли лишаться такими назавжди." in page
    assert "№ 7, 3 листопада 2026 р." in page
    assert "Ольга ТКАЧЕНКО" in page
    assert "Змінити" not in page
    client.post(url(report, "do/publish/"))
    assert "про роботу за жовтень 2026 року" in text(client.get("/documents/"))
    for kind, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert client.get(url(report, f"report.{kind}")).content.startswith(start)
    assert client.get(url(report, "report.exe")).status_code == 404


def test_every_number_of_a_draft_opens_its_entries(client: Client, world: World) -> None:
    written(world)
    world.sign_in(client, "director")
    page = client.get(url(begin(client))).content.decode()
    links = re.findall(r'href="(/office/entries/\?[^"]+)"[^>]*>([^<]+)<', page)
    assert len(links) > 3
    for address, number in links:
        shown = re.search(r'class="office-sum"><b>([^<]*)</b>', client.get(unescape(address)).content.decode())
        assert shown is not None
        assert shown[1] == number.strip()


def test_later_records_are_told_beside_the_signed_numbers(client: Client, world: World) -> None:
    written(world)
    world.sign_in(client, "director")
    report = papers.sign(world, begin(client))
    record(world, "visit", day=DAY, quantity=4, now=LATER + timedelta(hours=1))
    page = text(client.get(url(report)))
    assert "Відвідування: 46 → 50 (+4)" in page


def test_autosave_keeps_what_is_typed_and_says_when_somebody_was_first(client: Client, world: World) -> None:
    world.sign_in(client, "director")
    report = begin(client)
    part = papers.block(report, "conclusions")
    address, mark = url(report, f"blocks/{part.pk}/"), {"x-autosave": "1"}
    first = client.post(address, {"title": "Висновки", "text": "Людей", "seen": "1"}, headers=mark)
    assert first.json() == {"version": 2, "said": "Збережено."}
    papers.write(world, part, who="methodist", text="<p>Інше</p>")
    late = client.post(address, {"title": "Висновки", "text": "Людей побільшало", "seen": "2"}, headers=mark)
    assert late.status_code == 409
    both = client.post(address, {"title": "Висновки", "text": "Людей побільшало", "seen": "2"})
    assert both.status_code == 200 or both.status_code == 422
    assert "Чий текст лишити" in text(both)
    assert "Інше" in text(both)
    assert 'name="seen" value="3"' in both.content.decode()
    assert client.post(address, {"title": "Висновки", "text": "Людей побільшало", "seen": "3"}).status_code == 302
    part.refresh_from_db()
    assert part.text == "<p>Людей побільшало</p>"
    assert "Інше" in text(client.get(address))  # among the former ones
    assert client.post(address, {"title": "x" * 300, "seen": "4"}, headers=mark).status_code == 422


def test_a_report_is_made_anew_for_the_next_period_in_one_click(client: Client, world: World) -> None:
    written(world)
    world.sign_in(client, "director")
    old = begin(client, "2026-09")
    assert "Скласти за жовтень 2026" in text(client.get("/office/reports/"))
    client.post(url(old, "copy/"))
    new = Report.objects.latest("pk")
    assert (new.copied_from, new.title) == (old, "про роботу за жовтень 2026 року")
    running = begin(client, "2026-11")
    answer = client.post(url(running, "copy/"), follow=True)
    assert "Цей період ще не настав" in text(answer)


def test_a_running_period_offers_no_signature(client: Client, world: World) -> None:
    world.sign_in(client, "director")
    report = begin(client, "2026-11")
    assert "Підписати можна з 1 грудня 2026 р." in text(client.get(url(report)))
    answer = client.post(url(report, "sign/"), {"number": "", "dated": "03.11.2026"})
    assert answer.status_code == 422
    assert "Період ще триває" in text(answer)
    report.refresh_from_db()
    assert not report.is_signed


def test_the_methodist_gives_it_to_be_signed_and_the_director_returns_it(client: Client, world: World) -> None:
    written(world)
    world.sign_in(client, "methodist")
    report = begin(client)
    assert client.get(url(report, "sign/")).status_code == 403
    client.post(url(report, "do/prepare/"))
    client.logout()
    world.sign_in(client, "director")
    assert "чекає на підпис" in text(client.get("/office/"))
    client.post(url(report, "do/return/"), {"note": "Додайте про «Заріччя»"})
    page = text(client.get(url(report)))
    assert "Додайте про «Заріччя»" in page
    report.refresh_from_db()
    assert report.state == Report.State.DRAFT


@pytest.mark.parametrize("who", ["consultant", "branch_consultant", "branch_librarian", "cataloguer", "stranger"])
def test_others_do_not_open_reports(client: Client, world: World, who: str) -> None:
    report = papers.draft(world)
    world.sign_in(client, who)
    for address in ("/office/reports/", "/office/reports/new/", url(report), url(report, "report.pdf")):
        assert client.get(address).status_code == 403


def test_a_head_sees_reports_of_the_system_and_of_their_own_library(client: Client, world: World) -> None:
    whole, other = papers.draft(world), papers.draft(world, places=[world.branch])
    world.sign_in(client, "head")
    assert client.get(url(whole)).status_code == 200
    assert client.get(url(other)).status_code == 404
    assert client.post(url(other, "add/"), {"kind": "text"}).status_code == 404
    answer = client.post(url(whole, "add/"), {"kind": "text"}, follow=True)
    assert "складає директор або методист" in text(answer)
    assert client.post("/office/reports/new/", {"period": "2026-10", "places": [world.branch.pk]}).status_code == 422
    assert begin(client, places=[world.central.pk]).places.get() == world.central


def test_a_block_of_another_report_is_not_there(client: Client, world: World) -> None:
    one, two = papers.draft(world), papers.draft(world)
    part = papers.block(two, "text")
    world.sign_in(client, "director")
    for rest in (f"blocks/{part.pk}/", f"blocks/{part.pk}/consent/", f"blocks/{part.pk}/photo.jpg"):
        assert client.get(url(one, rest)).status_code == 404
    assert client.post(url(one, f"blocks/{part.pk}/move/"), {"up": "1"}).status_code == 404


def test_a_photo_is_seen_only_by_those_who_read_the_report(client: Client, world: World) -> None:
    world.sign_in(client, "director")
    report = begin(client, places=[world.central.pk])
    client.post(url(report, "add/"), {"kind": "photo"})
    part = papers.block(report, "photo")
    answer = client.post(url(report, f"blocks/{part.pk}/photo/"), {"file": papers.photo(), "alt": ""})
    assert answer.status_code == 422
    wrong = SimpleUploadedFile("x.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    assert client.post(url(report, f"blocks/{part.pk}/photo/"), {"file": wrong, "alt": "Зала"}).status_code == 422
    client.post(url(report, f"blocks/{part.pk}/photo/"), {"file": papers.photo("../../x.jpg"), "alt": "Зала"})
    part.refresh_from_db()
    assert part.photo.name.startswith("reports/")
    seen = client.get(url(report, f"blocks/{part.pk}/photo.jpg"))
    assert seen["Content-Type"] == "image/jpeg"
    answer = client.post(url(report, f"blocks/{part.pk}/consent/"), {"people": "agreed"})
    assert "коли люди погодилися" in text(answer)
    client.logout()
    assert client.get(url(report, f"blocks/{part.pk}/photo.jpg")).status_code in (302, 403)


@pytest.mark.parametrize("period", ["2026-13", "<script>", "1899-01", "2027-01", ""])
def test_odd_periods_are_refused(client: Client, world: World, period: str) -> None:
    world.sign_in(client, "director")
    assert client.post("/office/reports/new/", {"period": period}).status_code == 422


def test_a_discarded_draft_comes_back(client: Client, world: World) -> None:
    world.sign_in(client, "director")
    report = begin(client)
    client.post(url(report, "do/discard/"))
    assert "Відкинуті чернетки" in text(client.get("/office/reports/"))
    answer = client.post(url(report, "sign/"), {"number": "1", "dated": "03.11.2026"})
    assert "Чернетку відкинуто" in text(answer)
    client.post(url(report, "do/bring-back/"))
    report.refresh_from_db()
    assert report.discarded_at is None
    assert client.post(url(report, "do/explode/")).status_code == 404
    assert queries.waiting_for_signature(papers.duty_of(world, "director")) == []
