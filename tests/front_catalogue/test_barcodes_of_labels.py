"""A spine label carries a barcode of the copy's number, read here from the printed page as a scanner would."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from oseredok.collections.catalogue.looking import papers
from oseredok.library.people.cards.drawing import barcode_modules
from tests.front_catalogue import shelves
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("number", "has_bars"), [("12345", True), ("T000123", True), ("Т-12", False), ("1" * 40, False)]
)
def test_a_label_has_a_barcode_of_what_a_scanner_can_type(number: str, has_bars: bool, world: World) -> None:
    record = shelves.mills(world)
    copy = record.copies.all()[0]
    copy.inventory_number, copy.barcode = number, ""
    made = PdfDocument(papers.labels(record, [copy], now=world.now))
    picture = made[0].render(scale=10).to_pil().convert("L")
    made.close()
    found = _bars(picture)
    assert bool(found) is has_bars
    assert not has_bars or barcode_modules(number) in found


def _bars(picture: Image.Image) -> set[str]:
    """Read the first label line by line; what repeats for two millimetres is bars and no letters."""
    millimetre = picture.width / 210
    left, right = int(11 * millimetre), int(47 * millimetre)
    lines = Counter(picture.crop((left, y, right, y + 1)).tobytes() for y in range(picture.height // 6))
    told = (_modules([value < 128 for value in line]) for line, times in lines.items() if times > 2 * millimetre)
    return {one for one in told if one}


def _modules(line: list[bool]) -> str:
    runs = [(dark, len(list(group))) for dark, group in groupby(line)]
    inner = runs[1:-1] if len(runs) > 20 else []
    if not inner:
        return ""
    narrow = (
        sum(length for _dark, length in inner[:3]) / 4
    )  # Code 128 begins with a bar of two modules and a bar of one
    return "".join(("1" if dark else "0") * max(round(length / narrow), 1) for dark, length in inner)
