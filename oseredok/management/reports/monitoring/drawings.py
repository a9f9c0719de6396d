"""Charts for papers: an SVG that stands alone, with its colours and letters inside, for PDF, slides and DOCX.

Pages draw the same figures by `base/ui/charts`, which take colours and sizes from CSS; paper has neither. Every text passes
`_safe`.
"""

from __future__ import annotations

from decimal import Decimal
from html import escape

from oseredok.base.core.text import number, percent
from oseredok.management.reports.frozen.sentences import signed_percent
from oseredok.management.reports.monitoring.figures import Bar, Figure

WIDTH = 700
INK, MUTED, HAIR = "#1D2433", "#525B6B", "#6F7684"
BLUE, OCHRE, BRICK, GREEN, GREY = "#14507A", "#9E6208", "#A8452C", "#2F7A4C", "#6F7684"
TONES = {
    "s0": "#D5E3EC", "s1": "#9DC0D6", "s2": "#D5E3EC", "s3": "#38719A", "s4": BLUE, "s5": OCHRE,
    "green": GREEN, "grey": GREY, "brick": BRICK,
}  # fmt: skip
PALE = frozenset({"s0", "s1", "s2"})
LONGEST_LABEL = 36


def svg(figure: Figure) -> str:
    """Return the picture of a figure. Raises KeyError for a heat map, which papers set as a table."""
    shapes, height = {"line": _columns, "bars": _bars, "share": _share}[figure.kind](figure)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'font-family="Source Sans 3" font-size="15">{"".join(shapes)}</svg>'
    )


def _safe(text: object) -> str:
    return escape(str(text), quote=True)


def _text(x: float, y: float, words: str, *, anchor: str = "start", fill: str = INK, bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}"{weight}>{_safe(words)}</text>'


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}" fill="{fill}"/>'


def _line(x1: float, y1: float, x2: float, y2: float, stroke: str, *, width: float = 1.5, dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}" stroke-width="{width}"{dashes}/>'


def _columns(figure: Figure) -> tuple[list[str], int]:
    """Months as columns from zero; those under the target are hollow."""
    top, floor = 34.0, 220.0
    most = max([*(bar.number for bar in figure.bars), figure.target or Decimal(), Decimal(1)]) * Decimal("1.05")
    slot = WIDTH / max(len(figure.bars), 1)
    shapes = []
    for place, bar in enumerate(figure.bars):
        tall = float(bar.number / most) * (floor - top)
        x, width = place * slot + slot * 0.15, slot * 0.7
        missed = figure.target is not None and bar.number < figure.target
        shapes.append(_rect(x, floor - tall, width, tall, TONES["s1"] if missed else BLUE))
        shapes.append(_text(x + width / 2, floor - tall - 8, number(bar.number), anchor="middle", bold=True))
        shapes.append(_text(x + width / 2, floor + 22, bar.label[:8], anchor="middle", fill=MUTED))
    shapes.append(_line(0, floor, WIDTH, floor, HAIR))
    if figure.target is not None:
        y = floor - float(figure.target / most) * (floor - top)
        shapes.append(_line(0, y, WIDTH, y, OCHRE, width=2, dash="6 4"))
        shapes.append(_text(WIDTH, y - 6, f"ціль {number(figure.target)}", anchor="end", fill=OCHRE, bold=True))
    return shapes, 250


def _bars(figure: Figure) -> tuple[list[str], int]:
    left, room = 260.0, 300.0
    most = max([max(bar.number, bar.base or Decimal()) for bar in figure.bars], default=Decimal()) or Decimal(1)
    shapes = []
    for place, bar in enumerate(figure.bars):
        y = place * 38 + 6
        end = left + float(bar.number / most) * room
        falls = bar.base is not None and bar.number < bar.base
        shapes.append(_text(0, y + 18, _short(bar.label)))
        shapes.append(_rect(left, y, end - left, 24, GREY if falls else BLUE))
        if bar.base is not None:
            tick = left + float(bar.base / most) * room
            shapes += [
                _line(tick, y - 3, tick, y + 27, "#FFFFFF", width=6),
                _line(tick, y - 3, tick, y + 27, OCHRE, width=3),
            ]
            end = max(end, tick)
        shapes.append(_text(end + 10, y + 18, number(bar.number), bold=True))
        if change := _change(bar):
            shapes.append(_text(end + 24 + 8.5 * len(number(bar.number)), y + 18, change, fill=MUTED))
    return shapes, len(figure.bars) * 38 + 6


def _change(bar: Bar) -> str:
    if not bar.base or bar.base < 20:
        return ""
    return signed_percent(((bar.number - bar.base) * 100 / bar.base).quantize(Decimal(1)))


def _share(figure: Figure) -> tuple[list[str], int]:
    """One bar of a hundred per cent, and under it a line of words for each part."""
    total = figure.total or Decimal(1)
    shapes, x = [], 0.0
    for bar in figure.bars:
        width = float(bar.number / total) * WIDTH
        shapes.append(_rect(x, 2, width - 2, 44, TONES.get(bar.tone, GREY)))
        if width > 46:
            fill = INK if bar.tone in PALE else "#FFFFFF"
            shapes.append(
                _text(x + width / 2, 30, percent(bar.number * 100 / total), anchor="middle", fill=fill, bold=True)
            )
        x += width
    for place, bar in enumerate(figure.bars):
        column, row = place % 3, place // 3
        left, y = column * WIDTH / 3, 76 + row * 24
        shapes.append(_rect(left, y - 12, 14, 14, TONES.get(bar.tone, GREY)))
        shapes.append(_text(left + 22, y, f"{_short(bar.label, 16)}: {number(bar.number)} ({figure.share(bar)})"))
    return shapes, 76 + ((len(figure.bars) + 2) // 3) * 24


def _short(label: str, most: int = LONGEST_LABEL) -> str:
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"
