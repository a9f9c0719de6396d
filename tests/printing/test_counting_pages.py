"""The number of pages that people are told is the number of pages that comes out."""

from __future__ import annotations

import io
import subprocess
import sys
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from oseredok.services.printing import examiner, examining, office_paper
from tests.printing import papers

SIDE = st.integers(min_value=20, max_value=14_400)


@pytest.fixture(autouse=True)
def _unbound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds of memory and time are for the examiner's own process, not for the tests'."""
    monkeypatch.setattr(examiner, "_bound", lambda: None)


def looked(content: bytes, kind: str = "pdf") -> tuple[dict[str, object], list[tuple[int, int]]]:
    """What the examiner says, in this process, and the sizes of the pages that it kept, in points."""
    with TemporaryDirectory() as folder:
        sent, pdf, picture = (Path(folder, name) for name in ("sent", "ready.pdf", "first.png"))
        sent.write_bytes(content)
        told = examiner.main(kind, str(sent), str(pdf), str(picture))
        with Image.open(picture) as drawn:
            assert max(drawn.size) <= examiner.PREVIEW + 1
        with pikepdf.open(pdf) as kept:
            return told, [(round(page.mediabox[2]), round(page.mediabox[3])) for page in kept.pages]


@settings(deadline=None, max_examples=40)
@given(sizes=st.lists(st.tuples(SIDE, SIDE), min_size=1, max_size=60))
def test_every_page_of_a_pdf_is_counted_once(sizes: list[tuple[float, float]]) -> None:
    assert looked(papers.pdf(sizes=sizes)) == ({"pages": len(sizes)}, sizes)


@settings(deadline=None, max_examples=15)
@given(
    size=st.tuples(st.integers(1, 1500), st.integers(1, 1500)),
    kind=st.sampled_from(["JPEG", "PNG", "WEBP"]),
)
def test_a_picture_is_one_page_of_a4_that_stands_as_it_does(size: tuple[int, int], kind: str) -> None:
    told, sizes = looked(papers.picture(kind, size), "picture")
    upright = size[1] >= size[0]
    assert (told, sizes) == ({"pages": 1}, [(595, 842) if upright else (842, 595)])


def test_a_photo_is_turned_as_the_camera_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # a phone held upright writes a lying picture and says so
    assert looked(papers.picture(size=(900, 600), exif=exif), "picture")[1] == [(595, 842)]


def test_a_file_protected_only_from_changes_is_printed() -> None:
    assert looked(papers.pdf(2, password=""))[0] == {"pages": 2}


@settings(deadline=None, max_examples=6)
@given(lines=st.integers(min_value=1, max_value=400))
def test_a_text_has_as_many_pages_as_its_lines_need(lines: int) -> None:
    file = SimpleUploadedFile("перелік.txt", ("рядок\n" * lines).encode())
    with TemporaryDirectory() as folder:
        examined = examining.examine(file, kind=examining.kind_of(file), folder=Path(folder))
        with pikepdf.open(examined.pdf) as kept:
            assert examined.pages == len(kept.pages)
    assert ceil(lines / 60) <= examined.pages <= ceil(lines / 45), "an A4 takes some fifty lines"


def test_the_examiner_bounds_its_memory_where_the_system_can() -> None:
    if sys.platform != "linux":
        pytest.skip("the system bounds no memory")
    code = "import sys; sys.path.insert(0, sys.argv[1]); import examiner; examiner._bound(); bytearray(2 * 1024**3)"
    done = subprocess.run(
        [sys.executable, "-c", code, str(Path(examiner.__file__).parent)], capture_output=True, text=True, check=False
    )
    assert "MemoryError" in done.stderr


def test_an_office_paper_is_counted_as_the_office_lays_it_out(office: None) -> None:
    paper = docx.Document()
    for _page in range(3):
        paper.add_paragraph("Заява про призначення субсидії")
        paper.add_page_break()
    paper.add_paragraph("Підпис")
    out = io.BytesIO()
    paper.save(out)
    file = SimpleUploadedFile("заява.docx", out.getvalue())
    with TemporaryDirectory() as folder:
        assert examining.examine(file, kind=examining.kind_of(file), folder=Path(folder)).pages == 4


def test_an_office_that_cannot_open_a_paper_is_a_refusal(office: None, tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    sent.write_bytes(b"PK\x03\x04" + b"\x00" * 100)
    with pytest.raises(examining.Invalid):
        office_paper.make_pdf(sent, tmp_path / "made.pdf")
