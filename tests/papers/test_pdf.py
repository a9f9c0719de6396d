"""Papers open, are accessible, and speak Ukrainian."""

import io
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pikepdf
import pypdf
import pytest

from oseredok.base.core.periods import Period
from oseredok.base.papers.pdf import PaperError, render_pdf
from oseredok.base.papers.qr import qr_svg

MADE = datetime(2026, 11, 2, 7, tzinfo=UTC)
TITLE = "Щоденник роботи бібліотеки"


def sample(**changes: Any) -> bytes:
    data: dict[str, Any] = {
        "period": Period.month(2026, 10),
        "library": "Тихогірська міська бібліотека",
        "lines": ["вул. Широка, 12, м. Тихогори", "код ЄДРПОУ 00000000"],
        "dated": date(2026, 11, 2),
        "number": "15",
        "rows": [
            {"name": "Консультація #let *не розмітка* $x$ «ґанок»", "total": 1234567, "share": Decimal("80.55")},
            {"name": "Пам’ять і п’ять", "total": Decimal("-12.5"), "share": 19.4},
            {"name": "Разом", "total": None, "share": 100},
        ],
        "qr": qr_svg("https://tykhohory.example/poslugy", title="Послуги"),
        "address": "tykhohory.example/poslugy",
        "people": [{"role": "Директорка", "name": "Ольга ТКАЧЕНКО"}],
        **changes,
    }
    return render_pdf(template="papers/sample.typ", data=data, title=TITLE, made_at=MADE)


@pytest.fixture(scope="module")
def made() -> bytes:
    return sample()


def words(pdf: bytes) -> str:
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return text.replace("\u00a0", " ")


def test_the_paper_is_tagged_and_says_its_language_and_title(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang).startswith("uk")
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == TITLE


def test_its_structure_has_headings_table_headers_and_a_described_picture(made: bytes) -> None:
    kinds: list[str] = []
    alternatives: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                kinds.append(str(node["/S"]))
            if "/Alt" in node:
                alternatives.append(str(node["/Alt"]))
            if "/K" in node:
                walk(node["/K"])

    with pikepdf.open(io.BytesIO(made)) as pdf:
        walk(pdf.Root.StructTreeRoot.K)
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"} <= set(kinds)
    assert kinds.count("/TH") == 3
    assert alternatives == ["QR-код адреси tykhohory.example/poslugy"]


def test_ukrainian_can_be_copied_out_of_it(made: bytes) -> None:
    text = words(made)
    for piece in [
        "Тихогірська міська бібліотека",
        "Пам’ять і п’ять",
        "ЄДРПОУ",
        "Ольга ТКАЧЕНКО",
        "жовтень 2026",
        "№ 15",
    ]:
        assert piece in text
    assert "сторінка 1 з 1" in text


def test_numbers_and_dates_are_written_the_ukrainian_way(made: bytes) -> None:
    text = words(made)
    for piece in ["1 234 567", "80,6 %", "19,4 %", "−12,5", "–", "02.11.2026"]:
        assert piece in text


def test_text_from_people_is_never_read_as_markup(made: bytes) -> None:
    assert "Консультація #let *не розмітка* $x$ «ґанок»" in words(made)


def test_only_our_own_fonts_are_inside(made: bytes) -> None:
    names = {
        str(font["/BaseFont"].get_object() if hasattr(font["/BaseFont"], "get_object") else font["/BaseFont"])
        for page in pypdf.PdfReader(io.BytesIO(made)).pages
        for font in (reference.get_object() for reference in page["/Resources"]["/Font"].values())  # type: ignore[index]
    }
    families = {name.split("+")[-1].split("-")[0] for name in names}
    assert families == {"Arsenal", "SourceSans3"}


def test_a_long_table_goes_on_with_its_header_and_page_numbers() -> None:
    rows = [{"name": f"Послуга {number}", "total": number, "share": 1} for number in range(90)]
    pdf = pypdf.PdfReader(io.BytesIO(sample(rows=rows)))
    assert len(pdf.pages) > 1
    assert "Вид послуги" in pdf.pages[1].extract_text()
    assert f"сторінка 2 з {len(pdf.pages)}" in pdf.pages[1].extract_text()


def test_the_same_input_gives_the_same_bytes(made: bytes) -> None:
    assert sample() == made


def test_moments_are_shown_in_kyiv() -> None:
    text = words(sample(dated=datetime(2026, 10, 13, 21, 5, tzinfo=UTC), number=time(9, 5)))
    assert "14.10.2026 00:05" in text
    assert "№ 09:05" in text


def test_an_unknown_paper_is_named_in_the_error() -> None:
    with pytest.raises(PaperError, match=r"papers/absent\.typ"):
        render_pdf(template="papers/absent.typ", data={}, title=TITLE)
    with pytest.raises(PaperError):
        render_pdf(template="../../../settings.py", data={}, title=TITLE)


def test_missing_data_is_explained_by_typst_itself() -> None:
    with pytest.raises(PaperError, match=r"papers/sample\.typ: .*period"):
        render_pdf(template="papers/sample.typ", data={}, title=TITLE)


def test_a_paper_without_a_title_is_refused_as_inaccessible() -> None:
    with pytest.raises(PaperError, match="title"):
        render_pdf(template="papers/sample.typ", data={}, title="")


def test_what_cannot_be_shown_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        sample(number=object())
