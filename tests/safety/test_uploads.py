"""A file is judged by its size and content, never by its name."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from oseredok.base.core import uploads
from oseredok.base.core.access import everyone
from oseredok.base.core.errors import Invalid
from oseredok.base.core.uploads import PAPERS, PICTURES, SCANS, UploadLimit, check_upload, safe_name

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 64
PDF = b"%PDF-1.7\n%" + b"\x00" * 64


def file(content: bytes, name: str = "photo.png", content_type: str = "image/png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type)


def test_a_picture_is_a_picture_by_its_content() -> None:
    upload = file(PNG, name="whatever.txt", content_type="text/plain")
    assert check_upload(upload, PICTURES) == "image/png"
    assert upload.read() == PNG, "the file is handed on from its beginning"


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"MZ" + b"\x00" * 64,
        b"#!/bin/sh\nrm -rf ~\n",
        "звичайний текст".encode(),
        PDF,
    ],
    ids=["svg", "html", "program", "script", "text", "pdf"],
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(content: bytes) -> None:
    with pytest.raises(Invalid, match="JPEG, PNG, WebP") as refused:
        check_upload(file(content), PICTURES)
    assert (refused.value.code, refused.value.field) == ("file_kind", "file")


def test_papers_and_scans_are_taken_where_they_are_wanted() -> None:
    assert check_upload(file(PDF), PAPERS) == check_upload(file(PDF), SCANS) == "application/pdf"
    with pytest.raises(Invalid):
        check_upload(file(PNG), PAPERS)


def test_a_large_file_is_refused_with_its_size() -> None:
    small = UploadLimit(PICTURES.kinds, 1, PICTURES.words)
    with pytest.raises(Invalid, match=r"1,5 МБ\. Найбільше 1 МБ") as refused:
        check_upload(file(PNG + b"\x00" * (3 * 512 * 1024)), small)
    assert refused.value.code == "file_large"


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(Invalid, match="порожній"):
        check_upload(file(b""), PICTURES)


def test_the_kept_name_owes_nothing_to_the_sender() -> None:
    assert safe_name("image/jpeg", "news-17") == "news-17.jpg"


@everyone
def take(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.FILES)))


urlpatterns = [path("take/", take)]


@override_settings(ROOT_URLCONF="tests.safety.test_uploads")
def test_a_request_too_large_is_stopped_before_it_fills_the_disk(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.post("/take/", {"file": io.BytesIO(PNG)}).content == b"1"
    monkeypatch.setattr(uploads, "LARGEST_REQUEST", 1000)
    assert client.post("/take/", {"file": io.BytesIO(PNG * 100)}).status_code == 400
