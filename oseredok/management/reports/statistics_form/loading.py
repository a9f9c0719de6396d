"""A version of the form read whole, in a handful of statements: sections, lines, columns and cells with their keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from oseredok.base.core.errors import Invalid
from oseredok.management.reports.statistics_form import expressions
from oseredok.management.reports.statistics_form.expressions import Expression
from oseredok.management.reports.statistics_form.models import Cell, Column, Control, FormVersion, Line, Section
from oseredok.management.reports.statistics_form.models.structure import Nature


@dataclass(frozen=True)
class Spot:
    """A cell with its line, its column and its key in formulas: `line`, or `line:column` in a wide table."""

    cell: Cell
    line: Line
    column: Column
    section: Section
    is_wide: bool

    @property
    def key(self) -> str:
        return f"{self.line.code}:{self.column.code}" if self.is_wide else self.line.code

    @property
    def unit(self) -> str:
        return self.column.unit or self.line.unit

    @property
    def nature(self) -> str:
        return self.column.nature or self.line.nature

    @property
    def adds_up(self) -> bool:
        """Whether numbers of libraries may be added."""
        return self.nature != Nature.MEAN

    @property
    def name(self) -> str:
        """What the number is, in words."""
        return f"{self.line.label}: {self.column.label}" if self.is_wide else self.line.label

    @property
    def expression(self) -> Expression | None:
        """What the formula means; None for a cell that is filled by hand, and for a formula that is not understood."""
        if not self.cell.formula:
            return None
        try:
            return expressions.parse(self.cell.formula)
        except Invalid:
            return None

    @property
    def codes(self) -> frozenset[str]:
        """The indicators that the formula names."""
        leaves = expressions.leaves(self.expression) if self.expression is not None else ()
        return frozenset(leaf.code for leaf in leaves if isinstance(leaf, expressions.Code))

    @property
    def follows(self) -> bool:
        """Whether the number comes from other lines alone: it appears as soon as they are filled in."""
        return self.expression is not None and not self.codes


@dataclass(frozen=True)
class Row:
    line: Line
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Part:
    section: Section
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def is_wide(self) -> bool:
        return len(self.columns) > 1


@dataclass(frozen=True)
class Form:
    version: FormVersion
    parts: tuple[Part, ...]
    controls: tuple[Control, ...]
    by_key: dict[str, Spot] = field(default_factory=dict)

    @property
    def spots(self) -> Iterator[Spot]:
        """Every cell that is filled in."""
        return (spot for spot in self.by_key.values() if not spot.cell.closed)

    def spot(self, cell_id: int) -> Spot | None:
        return next((spot for spot in self.by_key.values() if spot.cell.pk == cell_id), None)

    def codes(self) -> list[str]:
        """Return the indicators that the formulas and the relations name, each once."""
        asked = [spot.expression for spot in self.spots]
        for control in self.controls:
            asked += [understood(control.left), understood(control.right)]
        leaves = (leaf for one in asked if one is not None for leaf in expressions.leaves(one))
        return list(dict.fromkeys(leaf.code for leaf in leaves if isinstance(leaf, expressions.Code)))


def understood(text: str) -> Expression | None:
    """Return what a formula means; None when it is not understood."""
    try:
        return expressions.parse(text)
    except Invalid:
        return None


def load(version: FormVersion) -> Form:
    """Read a version whole."""
    columns = list(Column.objects.filter(section__version=version).order_by("order", "pk"))
    lines = list(Line.objects.filter(section__version=version).order_by("order", "pk"))
    cells = {(cell.line_id, cell.column_id): cell for cell in Cell.objects.filter(line__section__version=version)}
    parts: list[Part] = []
    by_key: dict[str, Spot] = {}
    for section in Section.objects.filter(version=version).order_by("order", "pk"):
        own = tuple(column for column in columns if column.section_id == section.pk)
        rows = []
        for line in (line for line in lines if line.section_id == section.pk):
            spots = tuple(
                Spot(cells[line.pk, column.pk], line, column, section, len(own) > 1)
                for column in own
                if (line.pk, column.pk) in cells
            )
            rows.append(Row(line, spots))
            by_key |= {spot.key: spot for spot in spots}
        parts.append(Part(section, own, tuple(rows)))
    return Form(version, tuple(parts), tuple(Control.objects.filter(version=version)), by_key)
