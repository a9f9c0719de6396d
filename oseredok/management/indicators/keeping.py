"""Which indicators a centre keeps at all: where nothing was ever recorded or written, a zero would be made up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from oseredok.library.offer.models import ServiceKind
from oseredok.management.indicators import sources
from oseredok.management.indicators.catalogue import Indicator
from oseredok.management.indicators.formulas import FirstKnown, Formula, Outside, Plus, Product, Ratio
from oseredok.management.indicators.sources import Places
from oseredok.spine.journal.models import MonthCount


def never_kept(indicators: Iterable[Indicator], *, places: Places = None) -> frozenset[str]:
    """Return the codes of indicators of which nothing was ever recorded at these libraries: «не ведемо», not 0.

    Of a sum of several kinds one recorded kind is enough. A number that registers tell is always kept.
    """
    listed = list(indicators)
    counted = MonthCount.objects.all()
    if places is not None:
        counted = counted.filter(place__in=[place.pk for place in places])
    recorded = set(counted.order_by().values_list("kind_id", flat=True).distinct())
    kinds = {pk: (code, group) for pk, code, group in ServiceKind.objects.values_list("pk", "code", "group__code")}
    happened = [kinds[pk] for pk in recorded]
    outside = {leaf.source for one in listed for leaf in one.formula.outside}
    written = {code: sources.source(code).ever() for code in outside}
    return frozenset(one.code for one in listed if not _is_kept(one.formula, happened, written))


def _is_kept(formula: Formula, happened: list[tuple[str, str]], written: Mapping[str, frozenset[str] | None]) -> bool:
    if isinstance(formula, Outside):
        names = written[formula.source]
        return names is None or formula.name.partition("@")[0] in names
    if isinstance(formula, Ratio):
        return all(_is_kept(part, happened, written) for part in (formula.above, formula.below))
    if isinstance(formula, Product):
        return all(_is_kept(part, happened, written) for part in formula.parts)
    if isinstance(formula, Plus | FirstKnown):
        return any(_is_kept(part, happened, written) for part in formula.parts)
    return any(cut.takes_kind(*kind) for cut in (*formula.cuts, *formula.distinct_cuts) for kind in happened)
