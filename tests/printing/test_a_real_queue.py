"""A real CUPS prints: what comes out of cups-pdf is the file that a phone sent."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from django.test import Client

from oseredok.base.core.errors import Conflict
from oseredok.services.printing import actions, queue
from oseredok.services.printing.models import PrintFile, PrintJob, PrintSettings
from oseredok.services.printing.queue import Fate
from oseredok.spine.journal.models import Entry
from tests.printing import cups, papers
from tests.printing.papers import text_of
from tests.world import World

pytestmark = [pytest.mark.slow, pytest.mark.one_database, pytest.mark.django_db]


@pytest.fixture(scope="module")
def server() -> Iterator[cups.Cups]:
    with cups.running() as started:
        started.add("mfp", device="cups-pdf:/")
        started.add("dead", device="ipp://127.0.0.1:9/ipp/print", driver=None)
        yield started


def until_it_ends(job: PrintJob, client: Client) -> PrintJob:
    """Look at the page of jobs as a desk does until the job is over."""
    for _try in range(100):
        client.get("/desk/print/jobs/", headers={"HX-Request": "true"})
        job.refresh_from_db()
        if job.state != PrintJob.State.SENT:
            return job
        time.sleep(0.2)
    raise AssertionError("the queue never said that it printed")


def test_a_file_from_a_phone_comes_out_of_the_printer(
    client: Client, house: World, server: cups.Cups, kept: Any
) -> None:
    PrintSettings.objects.update(queue=server.queue("mfp"), has_duplex=True)
    papers.send(client, papers.pdf(3), "Заява.pdf")
    file = PrintFile.objects.get()
    house.sign_in(client, "consultant")
    client.post("/desk/print/find/", {"code": file.code})
    client.post(f"/desk/print/file/{file.public_id}/", {"copies": 2, "is_duplex": "on", "do": "queue"})
    job = until_it_ends(PrintJob.objects.get(), client)
    assert (job.state, job.trouble) == ("done", "")
    assert (Entry.objects.get().kind.code, Entry.objects.get().quantity) == ("printing_bw", 6)
    (paper,) = cups.PAPER.glob(f"*job_{job.number}.pdf")
    with pikepdf.open(paper) as printed:
        assert len(printed.pages) in (3, 6), "cups-pdf lays copies out, or leaves them to the printer"
    assert "Заява" not in paper.name, "the queue learns the code, not the name"
    assert kept() == []


def test_the_trial_page_comes_out_and_is_not_counted(client: Client, house: World, server: cups.Cups) -> None:
    PrintSettings.objects.update(queue=server.queue("mfp"))
    house.sign_in(client, "head")
    assert "Пробну сторінку надіслано" in text_of(client.post("/office/print/trial/", follow=True))
    assert not Entry.objects.exists()


def test_the_queue_tells_of_itself(server: cups.Cups) -> None:
    found = queue.look(server.queue("mfp"))
    assert "PDF" in found.model
    assert not found.is_stopped


def test_a_queue_that_is_not_there_is_told_apart_from_a_silent_one(server: cups.Cups) -> None:
    with pytest.raises(Conflict) as absent:
        queue.look(server.queue("nothing"))
    assert absent.value.code == "queue_absent"
    with pytest.raises(Conflict) as silent:
        queue.look("ipp://127.0.0.1:9/printers/mfp")
    assert silent.value.code == "queue_silent"


def test_a_printer_that_is_off_keeps_the_job_open_until_the_desk_cancels_it(
    client: Client, house: World, server: cups.Cups
) -> None:
    PrintSettings.objects.update(queue=server.queue("dead"))
    file = papers.sent(house.central)
    house.sign_in(client, "consultant")
    client.post(f"/desk/print/file/{file.public_id}/", {"copies": 1, "do": "queue"})
    job = PrintJob.objects.get()
    assert actions.follow_jobs(now=house.now) == 0
    client.post(f"/desk/print/job/{job.public_id}/cancel/")
    job.refresh_from_db()
    file.refresh_from_db()
    assert (job.state, file.state) == ("failed", "waiting")
    assert queue.fate_of(job.queue, job.number or 0).fate is Fate.FAILED
    assert not Entry.objects.exists()


def test_what_the_printer_cannot_read_is_a_failed_job(house: World, server: cups.Cups, tmp_path: Any) -> None:
    torn = tmp_path / "torn.pdf"
    torn.write_bytes(papers.pdf(3)[:400])
    number = queue.send(server.queue("mfp"), torn, title="10001", copies=1, is_colour=False, is_duplex=False)
    for _try in range(100):
        told = queue.fate_of(server.queue("mfp"), number)
        if told.fate is not Fate.OPEN:
            break
        time.sleep(0.2)
    assert told.fate is Fate.FAILED
    assert told.words


def test_a_job_that_the_queue_has_forgotten_was_not_printed(server: cups.Cups) -> None:
    assert queue.fate_of(server.queue("mfp"), 99_999).fate is Fate.FAILED
