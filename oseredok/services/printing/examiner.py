"""Looks into what a stranger sent, in a process of its own: run by `examining`, never imported by it.

    python -I examiner.py pdf SENT PDF PICTURE        checks a PDF and copies it
    python -I examiner.py picture SENT PDF PICTURE    makes an A4 page of a picture
    python -I examiner.py pages   PDF  PDF 1,2,5      copies these pages of one PDF into another

Prints JSON: `{"pages": 3}` or `{"wrong": "password"}`. A bomb or a hole in a decoder ends this process, not the site's:
memory and processor time are bounded where the system can do it (Linux, macOS).
"""

from __future__ import annotations

import json
import shutil
import sys
import warnings

import pypdfium2
from PIL import Image, ImageOps
from pypdfium2.raw import FPDF_ERR_PASSWORD

MEMORY = 1536 * 1024 * 1024
SECONDS = 30
MOST_PAGES = 2000  # what a library allows is less; here only so that a made-up tree of pages is not walked for ever
MOST_PIXELS = 80_000_000
LONGEST_SIDE = 14_400  # points: what PDF itself allows
PREVIEW = 640  # pixels of the longer side
A4 = (1654, 2339)  # at 200 dots an inch: finer than a phone's photo of a paper needs
DOTS = 200
MARGIN = 79  # 10 mm


class Wrong(Exception):  # noqa: N818 - says what is wrong with the file
    """The code of a sentence in `examining`."""


def main(kind: str, sent: str, pdf: str, picture: str) -> dict[str, object]:
    _bound()
    try:
        if kind == "pages":
            return {"pages": _pick(sent, pdf, [int(number) - 1 for number in picture.split(",")])}
        if kind == "picture":
            _page_of(sent, pdf)
        else:
            shutil.copyfile(sent, pdf)
        return {"pages": _look(pdf, picture)}
    except Wrong as wrong:
        return {"wrong": str(wrong)}
    except MemoryError:
        return {"wrong": "heavy"}


def _bound() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    if sys.platform == "linux":  # macOS refuses it
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _look(path: str, picture: str) -> int:
    """Return the number of pages; draw the first one. Each page must be there: a printer stops at a torn one."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise Wrong("password" if error.err_code == FPDF_ERR_PASSWORD else "damaged") from None
    with document:
        pages = len(document)
        if not pages:
            raise Wrong("damaged")
        if pages > MOST_PAGES:
            raise Wrong("long")
        try:
            for number in range(pages):
                if not all(0 < side <= LONGEST_SIDE for side in document.get_page_size(number)):
                    raise Wrong("size")
            _draw(document[0], picture)
        except pypdfium2.PdfiumError:
            raise Wrong("damaged") from None
    return pages


def _pick(sent: str, pdf: str, pages: list[int]) -> int:
    try:
        with pypdfium2.PdfDocument(sent) as whole, pypdfium2.PdfDocument.new() as made:
            made.import_pages(whole, pages)
            made.save(pdf)
            return len(made)
    except pypdfium2.PdfiumError:
        raise Wrong("damaged") from None


def _draw(page: pypdfium2.PdfPage, picture: str) -> None:
    page.render(scale=PREVIEW / max(page.get_size()), may_draw_forms=False).to_pil().save(picture, "PNG")


def _page_of(sent: str, pdf: str) -> None:
    """Put a picture on one page, standing as the camera meant it, as large as fits."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(sent, formats=("JPEG", "PNG", "WEBP")) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Wrong("pixels") from None
    except (OSError, ValueError, SyntaxError):
        raise Wrong("damaged") from None
    size = A4 if upright.height >= upright.width else A4[::-1]
    fitted = ImageOps.contain(upright, (size[0] - 2 * MARGIN, size[1] - 2 * MARGIN))
    sheet = Image.new("RGB", size, "white")
    sheet.paste(fitted, ((size[0] - fitted.width) // 2, (size[1] - fitted.height) // 2), fitted)
    sheet.save(pdf, "PDF", resolution=DOTS, quality=88)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*sys.argv[1:5])))
