"""A file is printed by its code: through the queue or by hand. Pages are counted once, the file goes at once."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import time_machine
from django.test import Client

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.services.printing import actions, queue, rules
from oseredok.services.printing.models import PrintFile, PrintJob, PrintSettings
from oseredok.services.printing.queue import Fate, Told
from oseredok.spine.journal import subjects
from oseredok.spine.journal.models import Entry
from tests.printing import papers
from tests.printing.papers import text_of
from tests.world import NOW, World

pytestmark = pytest.mark.django_db
QUEUE = "ipp://localhost/printers/mfp"
ONE = actions.How(copies=1, is_colour=False, is_duplex=False)


@dataclass
class Printer:
    """A queue that does what a test says; `test_a_real_queue` has a real one."""

    told: Told = field(default_factory=lambda: Told(Fate.OPEN))
    refuses: Conflict | None = None
    jobs: list[dict[str, Any]] = field(default_factory=list)
    cancelled: list[int] = field(default_factory=list)
    asked: int = 0

    def send(self, address: str, pdf: Path, **how: Any) -> int:
        if self.refuses:
            raise self.refuses
        self.jobs.append({"address": address, "content": pdf.read_bytes(), **how})
        return len(self.jobs)

    def fate_of(self, address: str, number: int) -> Told:
        self.asked += 1
        if self.refuses:
            raise self.refuses
        return self.told

    def cancel(self, address: str, number: int) -> None:
        if self.refuses:
            raise self.refuses
        self.cancelled.append(number)


@pytest.fixture
def printer(house: World, monkeypatch: pytest.MonkeyPatch) -> Printer:
    PrintSettings.objects.update(queue=QUEUE, has_duplex=True)
    made = Printer()
    for verb in ("send", "fate_of", "cancel"):
        monkeypatch.setattr(queue, verb, getattr(made, verb))
    return made


@pytest.fixture
def desk(client: Client, house: World) -> Client:
    house.sign_in(client, "consultant")
    return client


def pages_of(job: PrintJob) -> int:
    return sum(Entry.objects.filter(subject_id=str(job.public_id)).values_list("quantity", flat=True))


# --- Finding it -----------------------------------------------------------------------------------------
def test_the_desk_opens_a_file_by_its_code(desk: Client, house: World) -> None:
    file = papers.sent(house.central, pages=3)
    spaced = f" {file.code[:2]} {file.code[2:]} "
    found = desk.post("/desk/print/find/", {"code": spaced})
    assert found.headers["Location"] == f"/desk/print/file/{file.public_id}/"
    page = text_of(desk.get(found.headers["Location"]))
    assert "3 сторінки" in page
    assert "Зараз друк безкоштовний." in page
    picture = desk.get(f"/desk/print/file/{file.public_id}/first.png")
    assert b"".join(picture.streaming_content).startswith(b"\x89PNG")  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", ["", "1", "00000", "не код", "123456"])
def test_a_wrong_code_is_told_beside_the_field(desk: Client, house: World, code: str) -> None:
    papers.sent(house.central)
    answer = desk.post("/desk/print/find/", {"code": code})
    assert answer.status_code == 422
    assert answer.context["code_form"].errors["code"]


def test_a_file_of_another_library_is_found_and_printed_where_the_person_came(desk: Client, house: World) -> None:
    papers.let_print(house.branch)
    file = papers.sent(house.branch)
    assert file.code not in text_of(desk.get("/desk/print/"))
    page = text_of(desk.post("/desk/print/find/", {"code": file.code}, follow=True))
    assert "Бібліотека-філія «Заріччя»" in page
    desk.post(f"/desk/print/file/{file.public_id}/", {"copies": 1, "do": "by_hand"})
    assert Entry.objects.get().place == house.central


def test_the_name_of_a_file_is_not_in_the_list(desk: Client, house: World, client: Client) -> None:
    papers.send(client, papers.pdf(1), "Довідка Петренко.pdf")
    page = text_of(desk.get("/desk/print/"))
    assert PrintFile.objects.get().code in page
    assert "Петренко" not in page


# --- By hand --------------------------------------------------------------------------------------------
def test_a_librarian_saves_the_file_and_prints_it_by_hand(desk: Client, house: World, kept: Any) -> None:
    file = papers.sent(house.central, pages=3)
    page = text_of(desk.get(f"/desk/print/file/{file.public_id}/"))
    assert "Збережіть файл і надрукуйте його." in page
    saved = desk.get(f"/desk/print/file/{file.public_id}/file.pdf")
    assert b"".join(saved.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert saved.headers["Content-Disposition"] == f'attachment; filename="{file.code}.pdf"'
    assert "sandbox" in saved.headers["Content-Security-Policy"]
    told = text_of(desk.post(f"/desk/print/file/{file.public_id}/", {"copies": 2, "do": "by_hand"}, follow=True))
    assert "Записано: 6 сторінок. Файл стерто." in told
    entry, job = Entry.objects.get(), PrintJob.objects.get()
    assert (entry.kind.code, entry.quantity, entry.staff) == ("printing_bw", 6, house.consultant)
    assert (job.state, job.way, entry.subject_app, entry.subject_id) == (
        "done",
        "by_hand",
        "printing",
        str(job.public_id),
    )
    assert kept() == []
    file.refresh_from_db()
    assert (file.state, file.code, file.name, file.sha256) == ("printed", "", "", "")


def test_the_person_sees_that_it_is_printed(client: Client, house: World) -> None:
    file = papers.sent(house.central)
    actions.print_by_hand(file=file, place=house.central, staff=house.consultant, how=ONE, now=NOW)
    page = text_of(client.get(f"/print/{file.public_id}/"))
    assert "Роздруковано" in page
    assert "Файл уже стерто." in page


def test_a_file_is_counted_once_however_often_the_button_is_pressed(desk: Client, house: World) -> None:
    file = papers.sent(house.central)
    actions.print_by_hand(file=file, place=house.central, staff=house.consultant, how=ONE, now=NOW)
    with pytest.raises(Conflict, match="Цього файлу вже немає"):
        actions.print_by_hand(file=file, place=house.central, staff=house.consultant, how=ONE, now=NOW)
    assert desk.post(f"/desk/print/file/{file.public_id}/", {"copies": 1, "do": "by_hand"}).status_code == 404
    assert Entry.objects.count() == 1


def test_a_record_of_a_file_is_taken_back_with_a_reason(desk: Client, house: World) -> None:
    file = papers.sent(house.central)
    job = actions.print_by_hand(file=file, place=house.central, staff=house.consultant, how=ONE, now=NOW)
    (subject,) = subjects.describe(Entry.objects.all()).values()
    assert subject.url == f"/desk/print/job/{job.public_id}/"
    desk.post(subject.url, {"reason": "not_rendered"})
    job.refresh_from_db()
    assert (job.state, pages_of(job)) == ("taken_back", 0)
    assert Entry.objects.get(reverses__isnull=False).reason == "not_rendered"
    assert "Цей запис уже скасовано." in text_of(desk.post(subject.url, {"reason": "slip"}))


def test_the_desk_sends_such_a_record_to_its_own_page(desk: Client, house: World) -> None:
    file = papers.sent(house.central)
    job = actions.print_by_hand(file=file, place=house.central, staff=house.consultant, how=ONE, now=NOW)
    assert f'href="/desk/print/job/{job.public_id}/"' in text_of(desk.get("/desk/"))


# --- Refusing -------------------------------------------------------------------------------------------
def test_a_librarian_does_not_print_and_the_person_learns_why(
    desk: Client, client: Client, house: World, kept: Any
) -> None:
    file = papers.sent(house.central)
    without = text_of(desk.post(f"/desk/print/file/{file.public_id}/refuse/", follow=True))
    assert "Виберіть, чому не друкуємо." in without
    desk.post(f"/desk/print/file/{file.public_id}/refuse/", {"why": "too_many"})
    assert kept() == []
    assert "забагато сторінок" in text_of(client.get(f"/print/{file.public_id}/"))
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"copies": 0}, "copies"),
        ({"copies": 100}, "copies"),
        ({"copies": 60}, "copies"),  # of ten pages: six hundred
        ({"is_colour": True}, "no_colour"),
        ({"is_duplex": True}, "no_duplex"),
    ],
)
def test_a_printing_that_cannot_be_is_refused(house: World, how: dict[str, Any], code: str) -> None:
    file = papers.sent(house.central, pages=10)
    with pytest.raises(Invalid) as refused:
        actions.print_by_hand(
            file=file, place=house.central, staff=house.consultant, how=actions.How(**{**ONE, **how}), now=NOW
        )
    assert refused.value.code == code
    assert not PrintJob.objects.exists()


def test_colour_and_two_sides_are_asked_only_where_the_library_has_them(desk: Client, house: World) -> None:
    file = papers.sent(house.central)
    assert "У кольорі" not in text_of(desk.get(f"/desk/print/file/{file.public_id}/"))
    PrintSettings.objects.update(has_colour=True)
    assert "У кольорі" in text_of(desk.get(f"/desk/print/file/{file.public_id}/"))
    desk.post(f"/desk/print/file/{file.public_id}/", {"copies": 1, "is_colour": "on", "do": "by_hand"})
    assert Entry.objects.get().kind.code == "printing_color"


# --- Through the queue ----------------------------------------------------------------------------------
def test_pages_are_counted_when_the_printer_has_printed_them(
    desk: Client, house: World, printer: Printer, kept: Any
) -> None:
    file = papers.sent(house.central, pages=3)
    told = text_of(
        desk.post(f"/desk/print/file/{file.public_id}/", {"copies": 2, "is_duplex": "on", "do": "queue"}, follow=True)
    )
    assert "Надіслано на принтер: 6 сторінок." in told
    (sent,) = printer.jobs
    assert sent["content"].startswith(b"%PDF")
    assert {**sent, "content": ""} == {
        "address": QUEUE, "content": "", "title": file.code, "copies": 2, "is_colour": False, "is_duplex": True,
    }  # fmt: skip
    assert not Entry.objects.exists()
    assert len(kept()) == 2, "a failed printing will need the file"
    printer.told = Told(Fate.PRINTED)
    part = text_of(desk.get("/desk/print/jobs/", headers={"HX-Request": "true"}))
    assert "надруковано" in part
    assert (Entry.objects.get().quantity, Entry.objects.get().occurred_at) == (6, NOW)
    assert kept() == []
    for _ in range(2):
        actions.follow_jobs(now=NOW)
    assert Entry.objects.count() == 1


def test_only_the_chosen_pages_go_to_the_printer_and_are_counted(desk: Client, house: World, printer: Printer) -> None:
    sizes = [(100.0 + page, 200.0) for page in range(1, 6)]
    file = actions.receive_file(file=papers.file(papers.pdf(sizes=sizes)), library=house.central, now=NOW)
    desk.post(f"/desk/print/file/{file.public_id}/", {"copies": 2, "which": "4-5, 1", "do": "queue"})
    with pikepdf.open(io.BytesIO(printer.jobs[0]["content"])) as sent:
        assert [round(page.mediabox[2]) for page in sent.pages] == [101, 104, 105]
    printer.told = Told(Fate.PRINTED)
    actions.follow_jobs(now=NOW)
    assert Entry.objects.get().quantity == 6
    assert "(4-5, 1)" in text_of(desk.get(f"/desk/print/job/{PrintJob.objects.get().public_id}/"))


@pytest.mark.parametrize(
    ("typed", "pages"),
    [("", (1, 2, 3, 4, 5)), ("2", (2,)), ("1–2; 5", (1, 2, 5)), (" 3 , 3,2-4 ", (2, 3, 4)), ("5,", (5,))],
)
def test_pages_are_understood_as_people_write_them(typed: str, pages: tuple[int, ...]) -> None:
    assert rules.chosen_pages(typed, of=5) == pages


@pytest.mark.parametrize("typed", ["0", "6", "4-2", "1-9999", "перша", "-", "1-2-3", "²", "1" * 50])
def test_pages_that_the_file_does_not_have_are_refused_beside_the_field(desk: Client, house: World, typed: str) -> None:
    file = papers.sent(house.central, pages=5)
    answer = desk.post(f"/desk/print/file/{file.public_id}/", {"copies": 1, "which": typed, "do": "by_hand"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["which"]
    assert not PrintJob.objects.exists()


def test_the_worker_counts_what_nobody_looks_at(house: World, printer: Printer) -> None:
    job = actions.print_file(
        file=papers.sent(house.central), place=house.central, staff=house.consultant, how=ONE, now=NOW
    )
    printer.told = Told(Fate.PRINTED)
    assert actions.follow_jobs(now=NOW + timedelta(minutes=1)) == 1
    assert pages_of(job) == 3


def test_a_failed_printing_is_seen_not_counted_and_tried_again(desk: Client, house: World, printer: Printer) -> None:
    file = papers.sent(house.central)
    actions.print_file(file=file, place=house.central, staff=house.consultant, how=ONE, now=NOW)
    printer.told = Told(Fate.FAILED, "Paper jam in tray 2")
    desk.get("/desk/print/jobs/")
    page = text_of(desk.get("/desk/print/"))
    assert "не надруковано" in page
    assert "Paper jam in tray 2" in page
    assert "Надрукувати ще раз" in page
    assert printer.cancelled == [1], "a stopped job would print once more when somebody repairs the queue"
    assert not Entry.objects.exists()
    desk.post(f"/desk/print/file/{file.public_id}/", {"copies": 1, "do": "queue"})
    printer.told = Told(Fate.PRINTED)
    actions.follow_jobs(now=NOW)
    assert Entry.objects.get().quantity == 3
    assert "Надрукувати ще раз" not in text_of(desk.get("/desk/print/"))


def test_a_queue_that_does_not_answer_is_a_sentence_and_the_file_waits(
    desk: Client, house: World, printer: Printer
) -> None:
    file = papers.sent(house.central)
    printer.refuses = Conflict("Черга друку не відповідає.", code="queue_silent")
    answer = desk.post(f"/desk/print/file/{file.public_id}/", {"copies": 1, "do": "queue"})
    assert answer.status_code == 422
    assert "Черга друку не відповідає." in text_of(answer)
    file.refresh_from_db()
    assert (file.state, PrintJob.objects.get().state) == ("waiting", "failed")


def test_a_silent_queue_is_asked_once_a_round_and_later_again(house: World, printer: Printer) -> None:
    for _ in range(2):
        actions.print_file(
            file=papers.sent(house.central), place=house.central, staff=house.consultant, how=ONE, now=NOW
        )
    printer.refuses = Conflict("Черга друку не відповідає.", code="queue_silent")
    assert (actions.follow_jobs(now=NOW), printer.asked) == (0, 1)
    printer.refuses, printer.told = None, Told(Fate.PRINTED)
    assert actions.follow_jobs(now=NOW) == 2


def test_an_open_job_is_taken_out_of_the_queue_and_the_file_waits_again(
    desk: Client, house: World, printer: Printer
) -> None:
    file = papers.sent(house.central)
    job = actions.print_file(file=file, place=house.central, staff=house.consultant, how=ONE, now=NOW)
    told = text_of(desk.post(f"/desk/print/job/{job.public_id}/cancel/", follow=True))
    assert "Друк скасовано. Файл знову чекає." in told
    assert printer.cancelled == [1]
    file.refresh_from_db()
    assert file.state == "waiting"
    assert "уже закінчився" in text_of(desk.post(f"/desk/print/job/{job.public_id}/cancel/", follow=True))


def test_what_was_printed_meanwhile_is_counted_and_not_cancelled(house: World, printer: Printer) -> None:
    job = actions.print_file(
        file=papers.sent(house.central), place=house.central, staff=house.consultant, how=ONE, now=NOW
    )
    printer.told = Told(Fate.PRINTED)
    with pytest.raises(Conflict, match="уже закінчився"):
        actions.cancel_job(job=job, now=NOW)
    assert (printer.cancelled, pages_of(job)) == ([], 3)


def test_two_desks_that_press_together_print_once(house: World, printer: Printer) -> None:
    file = papers.sent(house.central)
    actions.print_file(file=file, place=house.central, staff=house.consultant, how=ONE, now=NOW)
    with pytest.raises(Conflict, match="уже друкується"):
        actions.print_file(file=file, place=house.central, staff=house.head, how=ONE, now=NOW)
    with pytest.raises(Conflict, match="уже друкується"):
        actions.withdraw_file(file=file, now=NOW)
    assert len(printer.jobs) == 1


def test_a_job_cut_off_on_the_way_is_failed_after_some_minutes(house: World, printer: Printer) -> None:
    file = papers.sent(house.central)
    job = actions.print_file(file=file, place=house.central, staff=house.consultant, how=ONE, now=NOW)
    PrintJob.objects.update(number=None)  # the light went out before the queue answered
    assert actions.follow_jobs(now=NOW + rules.UNANSWERED) == 0
    assert actions.follow_jobs(now=NOW + rules.UNANSWERED + timedelta(seconds=1)) == 1
    job.refresh_from_db()
    file.refresh_from_db()
    assert (job.state, file.state) == ("failed", "waiting")


def test_without_a_queue_there_is_no_button_for_it(desk: Client, house: World) -> None:
    file = papers.sent(house.central)
    assert 'value="queue"' not in text_of(desk.get(f"/desk/print/file/{file.public_id}/"))
    answer = desk.post(f"/desk/print/file/{file.public_id}/", {"copies": 1, "do": "queue"})
    assert "Черги друку не налаштовано." in text_of(answer)


def test_a_job_of_another_library_is_nobody_s_business_here(house: World, printer: Printer) -> None:
    job = actions.print_file(
        file=papers.sent(house.central), place=house.central, staff=house.consultant, how=ONE, now=NOW
    )
    other = Client()
    house.sign_in(other, "branch_consultant")
    assert other.get(f"/desk/print/job/{job.public_id}/").status_code == 404
    assert other.post(f"/desk/print/job/{job.public_id}/cancel/").status_code == 404


def test_a_lost_file_is_a_sentence(desk: Client, house: World, printer: Printer) -> None:
    from oseredok.services.printing import keeping

    file = papers.sent(house.central)
    keeping.drop(file.public_id)
    assert "Файлу немає на диску." in text_of(
        desk.post(f"/desk/print/file/{file.public_id}/", {"copies": 1, "do": "queue"})
    )
    assert desk.get(f"/desk/print/file/{file.public_id}/file.pdf").status_code == 404
    assert desk.get(f"/desk/print/file/{file.public_id}/first.png").status_code == 404


def test_a_page_opened_a_day_ago_prints_nothing(desk: Client, house: World) -> None:
    file = papers.sent(house.central)
    with time_machine.travel(NOW + rules.KEPT, tick=False):
        house.sign_in(desk, "head")
        assert desk.post(f"/desk/print/file/{file.public_id}/", {"copies": 1, "do": "by_hand"}).status_code == 404
    with pytest.raises(Conflict, match="минула доба"):
        actions.print_by_hand(file=file, place=house.central, staff=house.consultant, how=ONE, now=NOW + rules.KEPT)
