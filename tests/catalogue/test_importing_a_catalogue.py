"""A cataloguer moves a catalogue in: the file is looked at, tried dry, carried over, and can be taken back."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from oseredok.collections.catalogue.imports import actions, carrying, feeds
from oseredok.collections.catalogue.imports.models import Batch, Before, Feed
from oseredok.collections.catalogue.models import Copy, Heading, Location, Record
from tests.catalogue import records
from tests.catalogue.importing import book, by_action, carry, check, counts, iso, run_worker, upload, verb
from tests.world import World


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    world.sign_in(client, "cataloguer")
    return client


def titles() -> list[str]:
    return list(Record.live.order_by("pk").values_list("title", flat=True))


def page_of(client: Client, name: str, *arguments: Any) -> str:
    answer = client.get(reverse(f"catalogue_imports:{name}", args=arguments))
    assert answer.status_code == 200
    return str(answer.content.decode())


# --- The whole way -------------------------------------------------------------------------------------
def test_an_irbis_export_comes_in_with_its_copies(desk: Client) -> None:
    batch = upload(desk, records.IRBIS.encode("cp1251"), origin="ІРБІС")
    assert (batch.format, batch.dialect, batch.encoding) == ("irbis", "irbis", "cp1251")
    page = page_of(desk, "set_up", batch.public_id)
    assert "Шевченко, Тарас Григорович. Кобзар. 1990" in page
    carried = carry(desk, records.IRBIS.encode("cp1251"), origin="ІРБІС")
    assert counts(carried) == {"new": 1}
    record = Record.live.get()
    assert (record.title, record.control_number, record.copies.count()) == ("Кобзар", "821.161.2/Ш37-100", 2)
    assert "Перенесено записів" not in page_of(desk, "batch", carried.public_id)


def test_issues_of_irbis_get_the_name_of_their_serial_wherever_it_stands(desk: Client) -> None:
    issue = "#920: NJ\n#933: У1\n#934: 1989\n#936: 2\n#903: У1/1989/2\n*****\n"
    serial = "#920: J\n#200: ^AПрапор\n#903: У1\n*****\n"
    carry(desk, (issue + serial).encode(), origin="ІРБІС")
    record = Record.live.get(kind=Record.Kind.ISSUE)
    assert (record.title, record.data["host"]["title"]) == ("1989, № 2", "Прапор")


def test_a_wrong_guess_of_the_encoding_is_put_right_by_eye(desk: Client) -> None:
    batch = check(desk, records.IRBIS.encode("cp1251"), encoding="cp866")
    assert counts(batch) == {"new": 1}
    answer = desk.get(reverse("catalogue_imports:set_up", args=[batch.public_id]))
    assert "Читати інакше" in page_of(desk, "batch", batch.public_id)
    names = [sample.encoding for sample in answer.context["samples"]]
    assert {"cp866", "cp1251"} <= set(names)
    desk.post(
        reverse("catalogue_imports:set_up", args=[batch.public_id]),
        {"encoding": "cp1251", "dialect": "irbis", "mode": "add", "take_duplicates": "yes"},
    )
    run_worker()
    verb(desk, batch, "start")
    assert titles() == ["Кобзар"]


def test_a_dry_run_changes_nothing(desk: Client) -> None:
    batch = check(desk, iso(book(1), book(2)))
    assert counts(batch) == {"new": 2}
    assert not Record.objects.exists()


def test_damaged_records_stop_no_others_and_can_be_downloaded(desk: Client) -> None:
    broken = records.iso(book(9))[:24] + b"\x1d"
    untitled = book(8)
    untitled.fields = [one for one in untitled.fields if one[0] != "245"]
    batch = carry(desk, iso(book(1)) + broken + iso(untitled, book(2)) + iso(book(3))[:-40])
    assert counts(batch) == {"new": 3, "rejected": 2, "repaired": 1}
    listed = page_of(desk, "findings", batch.public_id)
    assert "У записі немає назви." in listed
    assert "Запис надто короткий" in listed
    assert "Файл обривається на цьому записі." in listed
    download = desk.get(reverse("catalogue_imports:rejected", args=[batch.public_id]))
    assert b"".join(download) == broken + records.iso(untitled)


def test_a_list_in_excel_comes_in_by_its_columns_and_they_are_remembered(desk: Client) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (
        ["Список книг філії"],
        ["Автор", "Назва", "Рік", "Інв. №", "Де", "Ціна", "ISBN", "Наша нотатка"],
        ["Франко І. Я.", "Захар Беркут", 1991, 501, "Ф1", "12,50", "978-617-7171-13-2", "подарунок"],
        ["Леся Українка", "Лісова пісня", "1989", 502, "ЦБ", 20, "", ""],
    ):
        sheet.append(row)
    out = io.BytesIO()
    workbook.save(out)
    batch = upload(desk, out.getvalue(), name="книги.xlsx", origin="Excel")
    form = desk.get(reverse("catalogue_imports:set_up", args=[batch.public_id])).context["form"]
    told = [form.fields[f"column_{place}"].initial for place in range(8)]
    assert told == ["author", "title", "year", "inventory_number", "", "price", "isbn", ""]
    columns = {f"column_{place}": target for place, target in enumerate(told)}
    columns |= {"column_4": "location", "column_7": "note"}
    data = {**columns, "mode": "add", "take_duplicates": "yes"}
    desk.post(reverse("catalogue_imports:set_up", args=[batch.public_id]), data)
    run_worker()
    verb(desk, batch, "start")
    record = Record.live.get(title="Захар Беркут")
    copy = record.copies.get()
    assert (record.author, record.year, record.data["notes"]) == ("Франко, І. Я.", 1991, ["подарунок"])
    assert (copy.inventory_number, str(copy.location), str(copy.price)) == ("501", "Ф1", "12.50")
    again = upload(desk, out.getvalue(), name="книги.xlsx", origin="Excel")
    assert list(again.columns.values_list("target", flat=True))[4::3] == ["location", "note"]


def test_an_archive_with_one_file_of_records_is_unpacked(desk: Client) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("export/catalogue.mrc", iso(book(1)))
        pack.writestr("readme.pdf", b"%PDF")
    assert counts(carry(desk, out.getvalue())) == {"new": 1}


# --- Coming again ------------------------------------------------------------------------------------
def test_the_same_file_again_changes_nothing(desk: Client) -> None:
    content = iso(book(1), book(2))
    carry(desk, content)
    before = list(Record.objects.values_list("pk", "changed_at"))
    assert counts(carry(desk, content)) == {"same": 2}
    assert list(Record.objects.values_list("pk", "changed_at")) == before


def test_a_changed_record_is_known_by_its_number(desk: Client) -> None:
    carry(desk, iso(book(1), book(2)))
    pk = Record.objects.get(control_number="k-2").pk
    assert counts(carry(desk, iso(book(1), book(2, "Камінний хрест")))) == {"same": 1, "changed": 1}
    assert Record.objects.get(pk=pk).title == "Камінний хрест"
    assert Copy.objects.count() == 2


def test_a_delta_deletes_what_it_marks_and_a_full_file_what_it_lacks(desk: Client) -> None:
    carry(desk, iso(book(1), book(2), book(3)))
    assert counts(carry(desk, iso(book(2, deleted=True)), mode="delta")) == {"deleted": 1}
    assert Record.live.count() == 2
    assert counts(carry(desk, iso(book(1)), mode="full")) == {"same": 1, "deleted": 1}
    assert [one.control_number for one in Record.live.all()] == ["k-1"]
    assert Record.objects.count() == 3, "harvesters must hear of deletions"


def test_a_full_file_with_unreadable_records_deletes_nothing(desk: Client) -> None:
    carry(desk, iso(book(1), book(2)))
    batch = check(desk, iso(book(1)) + records.iso(book(2))[:24] + b"\x1d", mode="full")
    verb(desk, batch, "start")
    assert Record.live.count() == 2
    assert "нічого не вилучено" in page_of(desk, "batch", batch.public_id)


def test_another_description_of_one_book_is_told(desk: Client) -> None:
    carry(desk, iso(book(1, "Кобзар", isbn="9786177171132")))
    same_title = iso(book(11, "«Кобзaр»"))  # a Latin «a» and quotes
    same_isbn = iso(book(12, "Зовсім інша назва", isbn="978-617-7171-13-2"))
    batch = carry(desk, same_title + same_isbn, origin="Інша система", take_duplicates="no")
    assert counts(batch) == {"duplicate": 2}
    listed = page_of(desk, "findings", batch.public_id)
    assert "Такий самий ISBN 9786177171132 уже є в каталозі." in listed
    assert "Така сама назва, автор, рік і том уже є в каталозі." in listed
    assert Record.live.count() == 1
    assert counts(carry(desk, same_title + same_isbn, origin="Третя система")) == {"new": 2, "duplicate": 2}


def test_one_number_for_two_books_loses_neither(desk: Client) -> None:
    batch = carry(desk, iso(book(1, "Земля"), book(1, "Царівна"), book(1, "Земля")))
    assert counts(batch) == {"new": 2, "repaired": 1, "same": 1}
    assert sorted(titles()) == ["Земля", "Царівна"]


def test_what_was_corrected_by_hand_is_not_overwritten(desk: Client) -> None:
    carry(desk, iso(book(1)))
    Record.objects.update(title="Виправлена назва", edited_at=timezone.now())
    batch = carry(desk, iso(book(1, "Назва з файлу")))
    assert counts(batch) == {"rejected": 1}
    assert titles() == ["Виправлена назва"]
    assert "виправлено вручну" in page_of(desk, "findings", batch.public_id)


# --- Taking back -----------------------------------------------------------------------------------------
def test_a_batch_taken_back_leaves_the_catalogue_as_it_was(desk: Client) -> None:
    carry(desk, iso(book(1), book(2), book(3)))
    before = {one.control_number: (one.title, one.data, one.copies.count()) for one in Record.live.all()}
    batch = carry(desk, iso(book(1, "Змінена"), book(3, deleted=True), book(4, "Принесена")), mode="delta")
    assert counts(batch) == {"new": 1, "changed": 1, "deleted": 1}
    verb(desk, batch, "undo")
    assert batch.state == Batch.State.UNDONE
    after = {one.control_number: (one.title, one.data, one.copies.count()) for one in Record.live.all()}
    assert after == before
    assert not Before.objects.exists()


def test_undoing_a_first_file_leaves_nothing_behind(desk: Client) -> None:
    batch = carry(desk, iso(book(1), book(2)))
    verb(desk, batch, "undo")
    assert not Record.objects.exists()
    assert not Heading.objects.exists()
    assert not Location.objects.exists()


def test_what_was_corrected_since_is_left_by_undoing(desk: Client) -> None:
    batch = carry(desk, iso(book(1), book(2)))
    Record.objects.filter(control_number="k-1").update(edited_at=timezone.now())
    verb(desk, batch, "undo")
    assert [one.control_number for one in Record.live.all()] == ["k-1"]


# --- Stopped and taken up again -------------------------------------------------------------------------------
def test_a_run_goes_on_after_the_last_chunk_that_was_committed(
    desk: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "CHUNK", 2)
    batch = by_action(world, iso(*(book(number, f"Книга {number}") for number in range(1, 8))))
    run_worker()
    written = carrying.carry_chunk
    left = [2]

    def cut_off(*arguments: Any, **named: Any) -> None:
        if not left[0]:
            raise OSError("power cut")
        left[0] -= 1
        written(*arguments, **named)

    monkeypatch.setattr(carrying, "carry_chunk", cut_off)
    actions.start(batch=batch, staff=world.accounts["cataloguer"], now=world.now)
    with pytest.raises(OSError, match="power cut"):
        run_worker()
    batch.refresh_from_db()
    assert (batch.state, batch.done, Record.objects.count()) == (Batch.State.RUNNING, 4, 4)
    monkeypatch.setattr(carrying, "carry_chunk", written)
    run_worker()
    batch.refresh_from_db()
    assert (batch.state, counts(batch), Record.objects.count()) == (Batch.State.DONE, {"new": 7}, 7)


# --- Refusals ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x00\x00", "Файл порожній. Виберіть інший."),
        (b"%PDF-1.7 not records", "Не впізнали записів у файлі."),
        (b"PK\x03\x04 broken", "Архів пошкоджено або захищено паролем."),
        (b"00000nam a2200000 i 4500\x1e", "немає жодного цілого запису"),
    ],
)
def test_what_is_no_file_of_records_is_refused_beside_the_field(desk: Client, content: bytes, sentence: str) -> None:
    file = SimpleUploadedFile("records.mrc", content)
    folder = actions.path_of(Batch()).parent
    kept = set(folder.glob("*"))
    answer = desk.post(reverse("catalogue_imports:batches"), {"origin": "Koha", "file": file})
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors["file"])
    assert not Batch.objects.exists()
    assert set(folder.glob("*")) == kept


def test_a_file_over_the_limit_is_refused_with_a_sentence(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MEGABYTE", 1)
    file = SimpleUploadedFile("records.mrc", iso(book(1)))
    answer = desk.post(reverse("catalogue_imports:batches"), {"origin": "Koha", "file": file})
    assert "Файл завеликий" in str(answer.context["form"].errors["file"])


def test_a_request_of_two_gigabytes_gets_the_page_about_it(desk: Client) -> None:
    address, kind = reverse("catalogue_imports:batches"), "multipart/form-data; boundary=xx"
    answer = desk.generic("POST", address, b"x", content_type=kind, CONTENT_LENGTH=str(2 * 1024**3))
    assert answer.status_code == 413
    assert "Файл завеликий" in answer.content.decode()


def test_nothing_chosen_and_no_name_of_the_system_are_told_beside_their_fields(desk: Client) -> None:
    form = desk.post(reverse("catalogue_imports:batches"), {"origin": "Koha"}).context["form"]
    assert form.errors["file"] == ["Виберіть файл."]
    form = desk.post(reverse("catalogue_imports:batches"), {"origin": ""}).context["form"]
    assert form.errors["origin"] == ["Напишіть, звідки записи."]


def test_who_does_not_catalogue_may_not_open_the_import(client: Client, world: World) -> None:
    for who in ("consultant", "methodist", "stranger"):
        world.sign_in(client, who)
        assert client.get(reverse("catalogue_imports:batches")).status_code == 403


# --- Branches and files that come by themselves -------------------------------------------------------------
def test_codes_of_storage_become_branches_with_all_their_copies(desk: Client, world: World) -> None:
    batch = carry(desk, iso(book(1), book(2)))
    assert "Місць зберігання" in page_of(desk, "batch", batch.public_id)
    place = Location.objects.get(code="MAIN")
    desk.post(reverse("catalogue_imports:places", args=[batch.origin_id]), {f"place_{place.pk}": world.central.pk})
    assert Copy.objects.filter(location__library=world.central).count() == 2
    assert "Місць зберігання" not in page_of(desk, "batch", batch.public_id)


def test_a_file_of_the_server_is_taken_again_when_it_has_changed(desk: Client, world: World, tmp_path: Path) -> None:
    with override_settings(CATALOGUE_INBOX=tmp_path):
        (tmp_path / "koha.mrc").write_bytes(iso(book(1), book(2)))
        desk.post(reverse("catalogue_imports:batches"), {"origin": "Koha", "server_file": "koha.mrc"})
        batch = Batch.objects.get()
        told = {"encoding": "utf-8", "dialect": "marc21", "mode": "add", "take_duplicates": "yes"}
        desk.post(reverse("catalogue_imports:set_up", args=[batch.public_id]), told)
        run_worker()
        verb(desk, batch, "start")
        desk.post(reverse("catalogue_imports:follow", args=[batch.public_id]), {"mode": "full", "hour": "3"})
        feed = Feed.objects.get()
        assert (feed.mode, feed.hour, feed.is_on) == ("full", 3, True)
        (tmp_path / "koha.mrc").write_bytes(iso(book(1, "Нова назва"), book(2), book(3)))
        assert feeds.take_due(now=world.now) == 1
        assert feeds.take_due(now=world.now) == 0, "once a day"
        run_worker()
        assert sorted(titles()) == ["Захар Беркут", "Земля", "Нова назва"]
        (tmp_path / "koha.mrc").unlink()
        desk.post(reverse("catalogue_imports:stop_feed", args=[feed.pk]))
        assert not Feed.objects.filter(is_on=True).exists()


def test_a_followed_file_that_lacks_much_deletes_nothing(desk: Client, world: World, tmp_path: Path) -> None:
    with override_settings(CATALOGUE_INBOX=tmp_path):
        batch = carry(desk, iso(*(book(number, f"Книга {number}") for number in range(60))))
        Batch.objects.filter(pk=batch.pk).update(server_file="koha.mrc")
        desk.post(reverse("catalogue_imports:follow", args=[batch.public_id]), {"mode": "full", "hour": "0"})
        (tmp_path / "koha.mrc").write_bytes(iso(book(0, "Книга 0")))
        assert feeds.take_due(now=world.now) == 1
        run_worker()
    assert Record.live.count() == 60
    last = Batch.objects.latest("pk")
    assert "нічого не вилучено" in last.notes
