"""Files that cannot be printed: each gets its own sentence beside the field, and nothing of it stays."""

from __future__ import annotations

import io
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from oseredok.services.printing import examining, office_paper, plain_text
from oseredok.services.printing.models import PrintFile, PrintSettings
from tests.printing import papers
from tests.printing.papers import text_of
from tests.world import World

pytestmark = pytest.mark.django_db


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that would unpack into gigabytes."""

    def part(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (width + 1) * 4, 9)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")


def office(main: str = "word/document.xml", **parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(main, "<w:document/>")
        for name, body in parts.items():
            made.writestr(name, body)
    return out.getvalue()


REFUSED = [
    ("порожній.pdf", b"", "Файл порожній."),
    ("з паролем.pdf", papers.pdf(password="тиша"), "Файл захищено паролем."),
    ("обірваний.pdf", papers.pdf()[:300], "Файл пошкоджено"),
    ("не те.pdf", b"%PDF-1.7\n" + b"\x00" * 500, "Файл пошкоджено"),
    ("плакат.pdf", papers.pdf(sizes=[(15_000, 20_000)]), "не вміститься на жодний папір"),
    ("книжка.pdf", papers.pdf(51), "Сторінок у файлі: 51, а приймаємо найбільше 50."),
    ("нескінченна.pdf", papers.pdf(2001), "понад 2000 сторінок"),
    ("бомба.png", bomb(60_000, 60_000), "Зображення завелике"),
    ("обірване.jpg", papers.picture()[:400], "Файл пошкоджено"),
    ("фото.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64, "Збережіть фото як JPEG"),
    ("лист.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "Старі документи Word"),
    ("таблиця.xlsx", office("xl/workbook.xml"), "Такий файл не друкується."),
    ("програма.pdf", b"MZ" + bytes(range(256)) * 8, "Такий файл не друкується."),
    ("архів.zip", office("readme.md"), "Такий файл не друкується."),
    ("шум.txt", bytes(range(256)) * 8, "Такий файл не друкується."),
]


@pytest.mark.parametrize(("name", "content", "sentence"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_a_file_is_refused_in_its_own_sentence(
    client: Client, house: World, kept: Any, name: str, content: bytes, sentence: str
) -> None:
    answer = papers.send(client, content, name)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert answer.context["form"].errors.get("file"), "the sentence stands beside the field"
    assert kept() == []
    assert not PrintFile.objects.exists()


def test_a_file_is_judged_by_its_content_and_not_by_its_name(client: Client, house: World) -> None:
    papers.send(client, papers.pdf(2), "фото.jpg")
    assert (PrintFile.objects.get().kind, PrintFile.objects.get().name) == ("application/pdf", "фото.pdf")


def test_a_name_cannot_lead_out_of_the_folder(client: Client, house: World) -> None:
    papers.send(client, papers.pdf(1), "..\\..\\Наказ <b>№ 5.exe")
    assert PrintFile.objects.get().name == "Наказ b № 5.pdf"


def test_more_megabytes_than_the_library_takes_are_refused(client: Client, house: World) -> None:
    PrintSettings.objects.update(most_megabytes=1)
    answer = papers.send(client, papers.pdf(1) + b"\n%" + b"x" * 1_600_000)
    assert "Файл завеликий: 1,5 МБ. Найбільше 1 МБ." in text_of(answer)


def test_an_office_paper_is_asked_to_be_saved_as_pdf_where_there_is_no_office(
    client: Client, house: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_paper, "program", lambda: None)
    assert "DOCX" not in text_of(client.get("/print/"))
    assert "Збережіть документ як PDF" in text_of(papers.send(client, office(), "лист.docx"))


def test_a_paper_that_unpacks_into_gigabytes_is_not_opened(
    house: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[Any] = []
    monkeypatch.setattr(office_paper, "_run", opened.append)
    monkeypatch.setattr(office_paper, "MOST_UNPACKED", 1_000_000)
    sent = tmp_path / "sent"
    sent.write_bytes(office(**{"word/media/image1.bmp": b"\0" * 2_000_000}))
    with pytest.raises(examining.Invalid, match="Документ заскладний"):
        office_paper.make_pdf(sent, tmp_path / "made.pdf")
    assert opened == []


@pytest.mark.parametrize(
    "ends",
    [
        subprocess.TimeoutExpired(["examiner"], 60),
        subprocess.CalledProcessError(-9, ["examiner"]),
    ],
    ids=["too slow", "killed"],
)
def test_a_file_that_breaks_the_examiner_is_a_refusal_and_not_a_failure(
    client: Client, house: World, monkeypatch: pytest.MonkeyPatch, ends: Exception
) -> None:
    def run(*_command: Any, **_how: Any) -> None:
        raise ends

    monkeypatch.setattr(examining.subprocess, "run", run)
    answer = papers.send(client, papers.pdf(1))
    assert answer.status_code == 422
    assert "Файл заскладний" in text_of(answer)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Ґанок і їжак".encode(), "Ґанок і їжак"),
        ("\ufeffПривіт".encode(), "Привіт"),
        ("Привіт, Тихогори".encode("utf-16"), "Привіт, Тихогори"),
        ("Привіт, як справи? №5 «Так»".encode("cp1251"), "Привіт, як справи? №5 «Так»"),
        (b"plain", "plain"),
        (b"\x83\x8a\x8e\x90", None),
        (b"a\x00b", None),
    ],
)
def test_texts_are_read_in_the_encodings_that_people_have(content: bytes, text: str | None) -> None:
    assert plain_text.decoded(content) == text


def test_a_text_too_long_is_refused(client: Client, house: World) -> None:
    answer = papers.send(client, ("Тихогори, осінь\n" * 25_000).encode(), "усе.txt")
    assert "Текст завеликий" in text_of(answer)


def test_a_text_that_turns_out_not_to_be_one_is_refused(client: Client, house: World) -> None:
    answer = papers.send(client, "Тихогори\n".encode() * 2000 + b"\x00\x01\x02", "усе.txt")
    assert "У файлі не лише текст." in text_of(answer)
