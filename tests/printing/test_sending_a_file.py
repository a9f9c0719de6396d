"""A visitor sends a file from a phone: a code and a number of pages come back, no account, nothing of the person kept."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client, override_settings

from oseredok.base.core import uploads
from oseredok.faces.front.printing import views
from oseredok.services.printing import actions, keeping, rules
from oseredok.services.printing.models import PrintFile, PrintSettings
from tests.printing import papers
from tests.printing.papers import text_of
from tests.world import NOW, World

pytestmark = pytest.mark.django_db


def test_a_file_gets_a_code_a_number_of_pages_and_a_price(client: Client, house: World, kept: Any) -> None:
    answer = papers.send(client, papers.pdf(3), "Заява до ЦНАП.pdf")
    file = PrintFile.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/print/{file.public_id}/")
    page = text_of(client.get(answer.headers["Location"]))
    assert re.fullmatch(r"[1-9]\d{4}", file.code)
    assert file.code in page
    assert "Сторінок у файлі: 3." in page
    assert "Зараз друк безкоштовний." in page
    assert "Заява до ЦНАП.pdf" in page
    assert kept() == [f"{file.public_id}.pdf", f"{file.public_id}.png"]
    assert keeping.pdf_of(file.public_id).stat().st_mode & 0o077 == 0, "nobody else on this computer reads it"


def test_nothing_about_the_person_is_kept(client: Client, house: World) -> None:
    client.post("/print/", {"file": papers.file(papers.pdf(1)), "library": "central"}, REMOTE_ADDR="10.1.2.3")
    kept = " ".join(str(value) for value in PrintFile.objects.values_list()[0])
    assert "10.1.2.3" not in kept
    names = {field.name for field in PrintFile._meta.get_fields()}
    assert names.isdisjoint({"reader", "person", "contact", "address", "staff", "session"})


def test_the_picture_of_the_first_page_is_only_at_the_address_of_the_file(client: Client, house: World) -> None:
    file = papers.sent(house.central)
    answer = client.get(f"/print/{file.public_id}/first.png")
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")  # type: ignore[attr-defined]
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))
    assert client.get("/print/00000000-0000-4000-8000-000000000000/first.png").status_code == 404
    assert client.get(f"/print/{file.public_id}/file.pdf").status_code == 404, "the file itself has no public address"


def test_free_pages_are_told_only_where_the_library_wrote_them(client: Client, house: World) -> None:
    assert "Перші" not in text_of(client.get("/print/"))
    PrintSettings.objects.update(free_pages=5)
    page = text_of(client.get("/print/"))
    assert "Перші 5 сторінок на день безкоштовно." in page
    assert "грн" not in page, "no price is invented"


def test_a_branch_is_chosen_where_several_take_files(client: Client, house: World) -> None:
    papers.let_print(house.branch)
    client.post("/print/", {"file": papers.file(papers.pdf(1)), "library": "zarichchia"})
    assert PrintFile.objects.get().library == house.branch
    refused = client.post("/print/", {"file": papers.file(papers.pdf(1)), "library": "vysoke"})
    assert refused.status_code == 422
    assert "Виберіть бібліотеку." in text_of(refused)


def test_a_library_that_takes_no_files_says_so(client: Client, world: World) -> None:
    assert "Файли через сайт поки не приймаємо" in text_of(client.get("/print/"))
    answer = papers.send(client, papers.pdf(1))
    assert "Файли через сайт поки не приймаємо" in text_of(answer)
    assert not PrintFile.objects.exists()


def test_the_person_deletes_the_file_at_once(client: Client, house: World, kept: Any) -> None:
    file = papers.sent(house.central)
    page = client.post(f"/print/{file.public_id}/delete/", follow=True)
    assert "Файл видалено" in text_of(page)
    assert kept() == []
    file.refresh_from_db()
    assert (file.state, file.code, file.name, file.sha256) == ("withdrawn", "", "", "")
    again = client.post(f"/print/{file.public_id}/delete/", follow=True)
    assert "Файл видалено" in text_of(again)


def test_a_day_later_the_page_says_that_the_file_is_gone_even_if_nothing_swept_it(client: Client, house: World) -> None:
    file = papers.sent(house.central, now=NOW - rules.KEPT)
    page = client.get(f"/print/{file.public_id}/")
    assert page.status_code == 404
    assert "Файлу вже немає" in text_of(page)
    assert client.get(f"/print/{file.public_id}/first.png").status_code == 404
    earlier = papers.sent(house.central, now=NOW - rules.KEPT + timedelta(seconds=1))
    assert earlier.code in text_of(client.get(f"/print/{earlier.public_id}/"))


def test_a_file_without_a_choice_is_asked_for(client: Client, house: World) -> None:
    answer = client.post("/print/", {"library": "central"})
    assert answer.status_code == 422
    assert "Виберіть файл." in text_of(answer)


def test_a_large_file_goes_to_the_disk_and_never_whole_into_memory(client: Client, house: World) -> None:
    seen: list[str] = []

    class Watched(TemporaryFileUploadHandler):
        def file_complete(self, file_size: int) -> Any:
            seen.append(type(self.file).__name__)
            return super().file_complete(file_size)

    with override_settings(FILE_UPLOAD_HANDLERS=["oseredok.base.core.uploads.RequestLimit", f"{__name__}.handler"]):
        globals()["handler"] = Watched
        papers.send(client, papers.pdf(1) + b"\n%" + b"x" * 3_000_000)
    assert seen == ["TemporaryUploadedFile"]
    assert PrintFile.objects.count() == 1


def test_two_gigabytes_are_refused_by_what_they_say_of_themselves(house: World) -> None:
    client = Client(raise_request_exception=False)
    answer = client.generic(
        "POST", "/print/", b"x", content_type="multipart/form-data; boundary=xx", CONTENT_LENGTH=str(2 * 1024**3)
    )
    assert answer.status_code == 413
    assert "Файл завеликий" in answer.content.decode()


def test_a_request_that_lies_about_its_length_is_stopped_too(
    client: Client, house: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LARGEST_REQUEST", 4000)
    assert papers.send(client, papers.picture(size=(2000, 2000))).status_code == 413
    assert not PrintFile.objects.exists()


def test_one_network_sends_a_share_an_hour(client: Client, house: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "AN_HOUR", 2)
    answers = [papers.send(client, papers.pdf(1)).status_code for _ in range(3)]
    assert answers == [302, 302, 422]
    assert PrintFile.objects.count() == 2
    elsewhere = client.post(
        "/print/", {"file": papers.file(papers.pdf(1)), "library": "central"}, REMOTE_ADDR="10.9.9.9"
    )
    assert elsewhere.status_code == 302


def test_what_a_script_sends_is_not_taken(client: Client, house: World) -> None:
    assert papers.send(client, papers.pdf(1), website="https://example.com").status_code == 422
    assert not PrintFile.objects.exists()


def test_a_library_full_of_files_takes_no_more(client: Client, house: World, monkeypatch: pytest.MonkeyPatch) -> None:
    papers.sent(house.central)
    monkeypatch.setattr(rules, "MOST_WAITING", 1)
    assert "Зараз файлів забагато." in text_of(papers.send(client, papers.pdf(1)))
    monkeypatch.undo()
    monkeypatch.setattr(keeping, "SPARE", 10**18)
    assert "Зараз файлів забагато." in text_of(papers.send(client, papers.pdf(1)))


def test_no_two_waiting_files_have_one_code(house: World, monkeypatch: pytest.MonkeyPatch, kept: Any) -> None:
    numbers = iter([5, 5, 6])
    monkeypatch.setattr(actions.secrets, "randbelow", lambda _most: next(numbers))
    codes = {papers.sent(house.central).code for _ in range(2)}
    assert codes == {"10005", "10006"}
    assert len(kept()) == 4


def test_the_page_of_printing_is_found_by_search_and_from_its_service(client: Client, house: World) -> None:
    assert 'href="/print/"' in text_of(client.get("/services/printing_bw/"))
    assert 'href="/print/"' not in text_of(client.get("/services/scanning/"))
    PrintSettings.objects.update(takes_files=False)
    assert 'href="/print/"' not in text_of(client.get("/services/printing_bw/"))


def test_the_page_of_the_service_tells_the_same_price(client: Client, house: World) -> None:
    assert "безкоштовно" in text_of(client.get("/services/printing_bw/"))
    PrintSettings.objects.update(free_pages=5)
    page = text_of(client.get("/services/printing_bw/"))
    assert "Центральна</span>: Перші 5 сторінок на день безкоштовно." in page
    assert "Заріччя»</span>: Зараз друк безкоштовний." in page
    assert "Перші 5" not in text_of(client.get("/services/scanning/"))


def test_the_page_is_in_english_too(client: Client, house: World) -> None:
    page = text_of(client.get("/en/print/"))
    assert "File to print" in page
    assert "Printing is free now." in page
    file = papers.sent(house.central)
    assert "Tell this code to the librarian" in text_of(client.get(f"/en/print/{file.public_id}/"))
