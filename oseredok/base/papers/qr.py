"""QR codes: error level M or better, quiet zone of four modules, dark on light."""

from __future__ import annotations

import io

import segno

QUIET_ZONE = 4


def _made(text: str) -> segno.QRCode:
    if not text:
        raise ValueError("an empty QR code leads nowhere")
    # boost_error: a better level is taken when the symbol does not grow from it.
    return segno.make_qr(text, error="m", boost_error=True)


def qr_svg(text: str, *, title: str = "", size: int | None = None) -> str:
    """Return an `<svg>` to put into a page or a paper. It has a view box, and no style attribute (strict CSP).

    `size` sets width and height in CSS pixels. `title` is read by screen readers. Raises ValueError for empty text.
    """
    out = io.BytesIO()
    code = _made(text)
    code.save(
        out, kind="svg", border=QUIET_ZONE, xmldecl=False, svgclass=None, lineclass=None, omitsize=True,
        title=title or None, light="#fff", dark="#000", nl=False,
    )  # fmt: skip
    svg = out.getvalue().decode("utf-8")
    extra = ' role="img"' if title else ' aria-hidden="true"'
    if size:
        extra += f' width="{size}" height="{size}"'
    return svg.replace("<svg ", f"<svg{extra} ", 1)


def qr_png(text: str, *, scale: int = 8) -> bytes:
    """Return a PNG with `scale` pixels to a module. Raises ValueError for empty text."""
    out = io.BytesIO()
    _made(text).save(out, kind="png", border=QUIET_ZONE, scale=scale)
    return out.getvalue()


def qr_matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the modules, quiet zone included, row by row; True is dark."""
    return tuple(tuple(bool(module) for module in row) for row in _made(text).matrix_iter(border=QUIET_ZONE))
