"""The form itself (`structure`) and what a library has filled in for a year (`filled`)."""

from oseredok.management.reports.statistics_form.models.filled import (
    Explanation,
    Figure,
    HandNumber,
    ReadNumber,
    Report,
)
from oseredok.management.reports.statistics_form.models.structure import (
    Cell,
    Column,
    Control,
    FormVersion,
    Line,
    Section,
)

__all__ = [
    "Cell",
    "Column",
    "Control",
    "Explanation",
    "Figure",
    "FormVersion",
    "HandNumber",
    "Line",
    "ReadNumber",
    "Report",
    "Section",
]
