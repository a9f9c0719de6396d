"""The printed poster: its size, its tags, and codes that a phone can read."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from django.urls import reverse
from PIL import ImageOps

from oseredok.base.papers.qr import QUIET_ZONE, qr_matrix
from oseredok.library.offer import actions, queries
from oseredok.library.offer.banner import LINKS, MODULE, SIZES, Size, banner_pdf
from tests.world import World

pytestmark = pytest.mark.django_db

SITE = "https://oseredok.tyhohory.example/"
MILLIMETRE = 72 / 25.4


def poster(world: World, size: Size = "a4", *, colour: bool = True, base_url: str = SITE) -> bytes:
    actions.load_catalogue()
    return banner_pdf(library=world.central, size=size, colour=colour, base_url=base_url, now=world.now)


@pytest.mark.parametrize(("size", "width", "height"), [("a4", 210, 297), ("a3", 297, 420), ("a1", 594, 841)])
@pytest.mark.parametrize("colour", [True, False])
def test_it_is_one_tagged_page_of_the_size(world: World, size: Size, width: int, height: int, colour: bool) -> None:
    with pikepdf.open(io.BytesIO(poster(world, size, colour=colour))) as pdf:
        [page] = pdf.pages
        box = [float(side) / MILLIMETRE for side in page.mediabox]
        assert box[2:] == [pytest.approx(width, abs=1), pytest.approx(height, abs=1)]
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) in ("uk", "uk-UA")
        assert str(pdf.docinfo["/Title"]) == "Осередок: послуги"


@pytest.mark.parametrize("colour", [True, False])
@pytest.mark.parametrize("size", list(SIZES))
def test_every_code_is_read_and_leads_where_the_paper_says(world: World, size: Size, colour: bool) -> None:
    page = pypdfium2.PdfDocument(poster(world, size, colour=colour))[0]
    picture = page.render(scale=2 * 210 / SIZES[size]).to_pil()
    found = {code.text: code for code in zxingcpp.read_barcodes(picture)}
    assert set(found) == {SITE + link.path for link in LINKS}
    assert all(code.format == zxingcpp.BarcodeFormat.QRCode for code in found.values())
    words = page.get_textpage().get_text_bounded()
    for link in LINKS:
        assert f"oseredok.tyhohory.example/{link.path}".rstrip("/") in words


def test_a_module_is_large_enough_to_print_and_has_its_quiet_zone(world: World) -> None:
    pixels = 5 * MILLIMETRE
    picture = pypdfium2.PdfDocument(poster(world))[0].render(scale=5).to_pil().convert("L")
    for code in zxingcpp.read_barcodes(picture):
        modules = len(qr_matrix(code.text)) - 2 * QUIET_ZONE
        corners, quiet = code.position, int(3.9 * MODULE * pixels)
        box = (
            corners.top_left.x - quiet,
            corners.top_left.y - quiet,
            corners.bottom_right.x + quiet,
            corners.bottom_right.y + quiet,
        )
        left, top, right, bottom = ImageOps.invert(picture.crop(box)).getbbox() or (0, 0, 0, 0)
        # All that is dark around the code is the code itself, and its modules are large enough.
        assert bottom - top == pytest.approx(right - left, rel=0.01)
        assert (right - left) / pixels / modules >= MODULE * 0.99


def test_the_eight_services_the_door_and_the_hours_are_on_it(world: World) -> None:
    words = pypdfium2.PdfDocument(poster(world))[0].get_textpage().get_text_bounded()
    for kind in queries.banner_kinds():
        assert kind.banner_title.split(",")[0] in words
    assert len(queries.banner_kinds()) == 8
    assert world.central.address in words
    assert "вівторок–субота 9:00–19:00" in words


def test_the_same_day_gives_the_same_bytes(world: World) -> None:
    assert poster(world) == poster(world)


def test_a_long_name_of_the_centre_and_a_long_address_still_make_one_page(world: World) -> None:
    world.system.centre_name = "Центр громадської інформації та спільної праці"
    world.system.save()
    world.central.refresh_from_db()
    pdf = pypdfium2.PdfDocument(
        poster(world, base_url="https://biblioteka.tyhohirska-miska-hromada.gov.example/oseredok/")
    )
    assert len(pdf) == 1
    assert len(zxingcpp.read_barcodes(pdf[0].render(scale=3).to_pil())) == 3


def test_an_icon_with_a_slip_does_not_stop_the_printer(world: World) -> None:
    actions.load_catalogue()
    kind = queries.banner_kinds()[0]
    kind.icon = "../../etc/passwd"
    kind.save()
    assert poster(world).startswith(b"%PDF")


def test_an_unknown_size_is_refused(world: World) -> None:
    with pytest.raises(ValueError, match="a2"):
        banner_pdf(library=world.central, size="a2", colour=True, base_url=SITE, now=world.now)  # type: ignore[arg-type]


def test_printed_addresses_are_those_of_the_site() -> None:
    """Paper hangs on walls for years: an address that moves needs a redirect before this test may change."""
    names = ["front:services", "front:visit", "front:news"]
    assert [f"/{link.path}" for link in LINKS] == [reverse(name) for name in names]
