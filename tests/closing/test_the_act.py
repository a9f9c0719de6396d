"""The act on paper: what it says, and the signed one kept where papers are kept."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.library.documents.models import Document
from oseredok.library.people import actions as people
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Role
from oseredok.management.closing import act, data_actions
from oseredok.management.closing.models import Closing
from tests.closing.cases import close, closed, prepare, ready
from tests.world import DAY, World

pytestmark = pytest.mark.django_db(transaction=True)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def words(paper: bytes) -> str:
    with pypdfium2.PdfDocument(BytesIO(paper)) as document:
        pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    return " ".join(" ".join(pages).split())


def duty(world: World, who: str = "director") -> Duty:
    role = Role.DIRECTOR if who == "director" else Role.ADMINISTRATOR
    held = frozenset({(role, None)})
    return Duty(account=world.accounts[who], place=world.central, roles=frozenset({role}), held=held)


def scan(name: str = "../../акт.exe", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_the_act_tells_what_was_done_with_whom_and_the_sums(world: World) -> None:
    people.register_reader(surname="Лісова", library=world.branch, staff=None, now=world.now)
    closing = ready(world, world.branch, "hand_over", recipient="Ліцей № 2")
    close(world, closing, instead=world.central, instead_words="")
    data_actions.seal_anew(closing=closing, by=world.director)
    data_actions.make_sealed(closing=closing, now=world.now)
    data_actions.record_handing(
        closing=closing, handed_on=DAY + timedelta(days=1), handed_to="Бойко Ірина", by=world.director, now=world.now
    )
    data_actions.erase(closing=closing, by=world.director, now=world.now)
    closing.refresh_from_db()
    told = words(act.pdf(closing=closing, number="7", dated=DAY, now=world.now))
    for expected in (
        "Тихогірська міська рада", "АКТ", "№ 7", "14 жовтня 2026", "Тихогори", "Гнатюк Лідія, заступниця голови",
        "Ткаченко Ольга", "рішення засновника від 14.10.2026 № 14-р", "Бібліотека-філія «Заріччя»",
        "вул. Садова, 7", "Ліцей № 2", "Бойко Ірина", "Стерто 15 жовтня", "Припинено: 2",
    ):  # fmt: skip
        assert expected in told, expected
    joined = told.replace(" ", "")
    decision = closing.data_decision
    assert decision is not None
    assert closing.export_sha256 in joined
    assert decision.sealed_sha256 in joined
    assert "Лісова" not in told


def test_without_number_and_day_a_line_is_left_for_the_pen(world: World) -> None:
    closing = closed(world, world.branch)
    told = words(act.pdf(closing=closing, number="", dated=None, now=world.now))
    assert "№ ____" in told


def test_no_act_before_the_closing(client: Client, world: World) -> None:
    closing = prepare(world, world.branch)
    with pytest.raises(Conflict) as refusal:
        act.pdf(closing=closing, number="", dated=None, now=world.now)
    assert refusal.value.code == "not_closed_yet"
    world.sign_in(client, "director")
    page = client.get(reverse("office:closing_act_pdf", args=[closing.public_id]), follow=True)
    assert "Акт друкують після закриття." in page.content.decode()


def test_the_signed_act_is_kept_among_the_papers_by_its_content(world: World) -> None:
    closing = closed(world, world.branch)
    told = {"closing": closing, "number": "7", "dated": DAY, "now": world.now}
    with pytest.raises(Invalid) as refusal:
        act.attach(file=scan("акт.pdf", b"MZ not a paper"), duty=duty(world), **told)
    assert refusal.value.code == "file_kind"
    assert not Document.objects.exists(), "no line without its file"
    with pytest.raises(NotAllowed):
        act.attach(file=scan(), duty=duty(world, "administrator"), **told)
    paper = act.attach(file=scan(), duty=duty(world), **told)
    assert (paper.title, paper.number, paper.seen_by) == (
        "Акт про закриття: Бібліотека-філія «Заріччя»", "7", Document.For.LEADERS,
    )  # fmt: skip
    assert paper.files.get().name == "акт.pdf"
    second = act.attach(file=scan("сторінка 2.pdf", PDF + b"%2\n"), duty=duty(world), **told)
    assert second == paper
    assert paper.files.count() == 2
    assert Closing.objects.get().act == paper


def test_the_director_prints_and_attaches_on_the_page(client: Client, world: World) -> None:
    closing = closed(world, world.branch)
    world.sign_in(client, "director")
    printed = client.post(
        reverse("office:closing_act_pdf", args=[closing.public_id]), {"print-number": "7", "print-dated": "2026-10-15"}
    )
    assert printed["Content-Type"] == "application/pdf"
    assert "15 жовтня 2026" in words(printed.content)
    page = reverse("office:closing_act", args=[closing.public_id])
    empty = client.post(page, {"number": "7", "dated": "15.10.2026"})
    assert empty.status_code == 422
    assert "Виберіть файл." in empty.content.decode()
    kept = client.post(page, {"number": "7", "dated": "15.10.2026", "file": scan()}, follow=True)
    assert "Підписаний акт" in kept.content.decode()
