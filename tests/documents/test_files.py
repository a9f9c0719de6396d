"""Files of documents: told by content, kept under a name of ours, given back to be saved, only to who may read."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oseredok.base.audit.models import Entry
from oseredok.base.core.errors import DomainError
from oseredok.base.core.uploads import name_for_people
from oseredok.library.documents import actions
from oseredok.library.documents.models import DocumentFile
from tests.documents.papers import PDF, a_document, a_file, container, duty
from tests.world import World

pytestmark = pytest.mark.django_db

EICAR_LIKE = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$NOT-THE-REAL-ONE-TEST-FILE!$H+H*"
TYPES = "[Content_Types].xml"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("наказ.pdf", b"<html><script>alert(1)</script></html>", "file_kind"),
        ("наказ.pdf", EICAR_LIKE, "file_kind"),
        ("наказ.pdf", b"MZ\x90\x00" + b"\x00" * 64, "file_kind"),
        ("наказ.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "file_kind"),
        ("наказ.docx", container({"a.txt": "текст"}), "file_kind"),
        ("наказ.docx", container({TYPES: "", "word/document.xml": "", "word/vbaProject.bin": ""}), "file_kind"),
        ("наказ.docx", b"PK\x03\x04" + b"\x00" * 40, "file_kind"),
        ("наказ.pdf", b"", "file_empty"),
        ("наказ.pdf", PDF + b" " * (20 * 1024 * 1024), "file_large"),
    ],
)
def test_what_is_not_a_paper_is_refused(world: World, name: str, content: bytes, code: str) -> None:
    document = a_document(world)
    with pytest.raises(DomainError) as refused:
        a_file(world, document, name=name, content=content)
    assert refused.value.code == code
    assert not DocumentFile.objects.exists()


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (PDF, "pdf"),
        (container({TYPES: "", "word/document.xml": ""}), "docx"),
        (container({TYPES: "", "xl/workbook.xml": ""}), "xlsx"),
        (container({"mimetype": "application/vnd.oasis.opendocument.text"}), "odt"),
        (container({"mimetype": "application/vnd.etsi.asic-e+zip"}), "asice"),
        (bytes.fromhex("3080 06092a864886f70d010702 a080"), "p7s"),
    ],
)
def test_the_content_names_the_kind_whatever_the_name_says(world: World, content: bytes, extension: str) -> None:
    kept = a_file(world, a_document(world), name="Наказ.exe", content=content)
    assert kept.name == f"Наказ.{extension}"
    assert kept.file.name.startswith("documents/")
    assert kept.file.name.endswith(f".{extension}")
    with kept.file.open() as file:
        assert file.read() == content  # a signature covers every byte


@pytest.mark.parametrize(
    ("sent", "given"),
    [
        ("../../Наказ № 5.exe", "Наказ № 5.pdf"),
        ("C:\\temp\\Наказ.pdf.exe", "Наказ.pdf.pdf"),
        ("наказ\u202efdp.exe", "наказfdp.pdf"),
        ("\x00\r\nSet-Cookie: a=b", "a b.pdf"),
        ("....", "документ.pdf"),
        ("я" * 5000 + ".pdf", "я" * 100 + ".pdf"),
    ],
)
def test_a_name_means_no_path_and_no_trick(sent: str, given: str) -> None:
    assert name_for_people(sent, "application/pdf") == given


def test_the_same_file_twice_is_refused(world: World) -> None:
    document = a_document(world)
    a_file(world, document)
    with pytest.raises(DomainError) as refused:
        a_file(world, document, name="Інша назва.pdf")
    assert refused.value.code == "file-twice"
    assert document.files.count() == 1


def test_a_file_is_given_back_to_be_saved_only_to_who_may_read(client: Client, world: World) -> None:
    document = a_document(world, seen_by="leaders", place=world.central)
    kept = a_file(world, document)
    office = f"/office/documents/{document.public_id}/files/{kept.public_id}/"
    site = f"/documents/{document.public_id}/{kept.public_id}/"
    assert client.get(office).status_code == 302
    assert client.get(site).status_code == 404
    world.sign_in(client, "consultant")
    assert client.get(office).status_code == 404
    world.sign_in(client, "head")
    answer = client.get(office)
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[arg-type]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    other = a_document(world)
    assert client.get(f"/office/documents/{other.public_id}/files/{kept.public_id}/").status_code == 404


@pytest.mark.usefixtures("searchable")
def test_guests_read_public_papers_in_both_languages(client: Client, world: World) -> None:
    a_document(world, title="Таємниця")
    document = a_document(world, seen_by="everybody", title="Положення про центр")
    kept = a_file(world, document)
    page = client.get("/documents/").content.decode()
    assert "Положення про центр" in page
    assert "Таємниця" not in page
    assert "Documents" in client.get("/en/documents/").content.decode()
    file = client.get(f"/documents/{document.public_id}/{kept.public_id}/")
    assert b"".join(file.streaming_content) == PDF  # type: ignore[arg-type]
    assert f"#d-{document.public_id}" in client.get("/search/?q=положення").content.decode()
    assert "Таємниця" not in client.get("/search/?q=таємниця").content.decode()


def test_a_removed_file_is_gone_and_the_log_remembers(
    client: Client, world: World, django_capture_on_commit_callbacks: object
) -> None:
    document = a_document(world, place=world.central)
    kept = a_file(world, document)
    with pytest.raises(DomainError):
        actions.remove_file(file=kept, duty=duty(world, "consultant"))
    world.sign_in(client, "head")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        client.post(f"/office/documents/{document.public_id}/files/{kept.public_id}/remove/")
    assert not document.files.exists()
    assert not kept.file.storage.exists(kept.file.name)
    assert Entry.objects.filter(object_repr="Правила.pdf", action=Entry.Action.DELETE).exists()


def test_the_form_refuses_a_false_file_in_words(client: Client, world: World) -> None:
    document = a_document(world)
    world.sign_in(client, "director")
    address = f"/office/documents/{document.public_id}/files/"
    false = client.post(address, {"file": SimpleUploadedFile("наказ.pdf", b"<html></html>")})
    assert false.status_code == 422
    assert "Такий файл не підходить" in false.content.decode()
    assert client.post(address, {"file": SimpleUploadedFile("наказ.pdf", PDF)}).status_code == 302
