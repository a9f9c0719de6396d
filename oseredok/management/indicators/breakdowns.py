"""A sum shared out: by age, channel, theme, outcome. Shares of one breakdown add up to the number itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from django.db.models import Sum as Total
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.periods import Period
from oseredok.library.offer.models import ServiceKind, Theme
from oseredok.library.people.models import SocialStatus
from oseredok.management.indicators.ages import AGE_SCHEME, UNKNOWN_AGE
from oseredok.management.indicators.catalogue import Indicator, indicator
from oseredok.management.indicators.formulas import NONE, Cut, Facts, Number, Sum
from oseredok.management.indicators.gathering import cut_entries, gather
from oseredok.management.indicators.numbers import selection_of, with_clock
from oseredok.management.indicators.selection import Selection
from oseredok.management.indicators.sources import Places
from oseredok.management.indicators.suppression import Published, guarded_parts, shown
from oseredok.spine.journal.models import Channel, Outcome

By = Literal["age", "channel", "kind", "theme", "outcome", "status"]

NAMES: Mapping[By, str | Promise] = {
    "age": _("За віком"),
    "channel": _("За каналом"),
    "kind": _("За видом"),
    "theme": _("За темою"),
    "outcome": _("За підсумком"),
    "status": _("За родом занять"),
}
SENSITIVE: frozenset[By] = frozenset({"status"})
"""What people tell of themselves so that few of them could be recognised: published only by `published_shares`."""
_FINE: Mapping[By, str] = {"theme": "themes", "outcome": "outcomes", "status": "statuses"}
"""Attributes that the coarse tally does not keep, and the part of a cut that asks for them."""
_KEPT: Mapping[By, tuple[str, ...]] = {"age": ("age_group",), "channel": ("channel",)}
"""Attributes of facts that no cut asks for: without them there is nothing to share by."""


@dataclass(frozen=True)
class Share:
    """One part of a sum. `percent` is of the whole; None when the whole is not positive."""

    code: str
    label: str | Promise
    number: int
    percent: float | None
    selection: Selection


def breakdown(one: Indicator | str, *, by: By, period: Period, places: Places = None) -> list[Share]:
    """Share an indicator's sum out. Empty for what is not a plain sum and for an attribute nobody stated."""
    one = indicator(one)
    formula = one.formula
    if not isinstance(formula, Sum):
        return []
    # What is not in the coarse tally is read from the fine one by an "any value" cut.
    cut = _fine(formula.cut, by) if by in _FINE else formula.cut
    facts = gather(cuts=[cut], period=period, places=places, keep=_KEPT.get(by, ()))[None]
    whole = selection_of(one, period=period, places=places)
    return _SHARERS[by](facts, replace(formula, cut=cut), whole)


def _fine(cut: Cut, by: By) -> Cut:
    attribute = _FINE[by]
    values = {"theme": _theme_codes, "outcome": _outcome_codes, "status": _status_codes}[by]()
    return cut if getattr(cut, attribute) else replace(cut, **{attribute: (*values, NONE)})


def _theme_codes() -> tuple[str, ...]:
    return tuple(dict.fromkeys(Theme.objects.values_list("code", flat=True)))


def _outcome_codes() -> tuple[str, ...]:
    return tuple(Outcome.values)


def _status_codes() -> tuple[str, ...]:
    return tuple(SocialStatus.values)


def published_shares(shares: Sequence[Share], *, by: By) -> dict[str, Published]:
    """Return the number of each share as it may be published, by code; of a sensitive attribute small ones are not.

    The shares add up to the number itself, which is published too: so a small one takes others with it.
    """
    numbers: dict[str, Number | None] = {share.code: share.number for share in shares}
    if by in SENSITIVE:
        return dict(guarded_parts(numbers).parts)
    return {code: shown(number) for code, number in numbers.items()}


def _shares(rows: Iterable[tuple[str, str | Promise, int, Selection]]) -> list[Share]:
    listed = [row for row in rows if row[2]]
    total = sum(number for _code, _label, number, _selection in listed)
    return [
        Share(code, label, number, number * 100 / total if total > 0 else None, selection)
        for code, label, number, selection in listed
    ]


def _by_age(facts: Facts, formula: Sum, whole: Selection) -> list[Share]:
    sums = facts.shared_by(formula.cut, "age_group", formula.of)
    rows = []
    for band in (*AGE_SCHEME, UNKNOWN_AGE):
        number = sum(sums.get("" if group == NONE else group, 0) for group in band.groups)
        opened = replace(whole, cut=whole.cut.narrowed(age_groups=band.groups))
        rows.append((band.code, band.label, number, opened))
    return _shares(rows)


def _by_labels(
    attribute: str, cut_part: str, labels: Callable[[], Mapping[str, str | Promise]], *, largest_first: bool
) -> Callable[[Facts, Sum, Selection], list[Share]]:
    def share(facts: Facts, formula: Sum, whole: Selection) -> list[Share]:
        sums = facts.shared_by(formula.cut, attribute, formula.of)
        names = labels()
        codes = [code for code in names if code in sums]
        if largest_first:
            codes.sort(key=lambda code: -sums[code])
        codes += [code for code in sums if code not in names]
        return _shares(
            (
                code or NONE,
                names.get(code, _("не вказано")),
                sums[code],
                replace(whole, cut=_narrowed(whole.cut, cut_part, code or NONE)),
            )
            for code in codes
        )

    return share


def _narrowed(cut: Cut, part: str, code: str) -> Cut:
    if part == "kinds":  # a cut by groups is narrowed to one kind of them
        return replace(cut, kinds=(code,), groups=())
    return cut.narrowed(**{part: (code,)})


def _kind_names() -> Mapping[str, str]:
    return dict(ServiceKind.objects.order_by("group__order", "order").values_list("code", "name"))


def _theme_names() -> Mapping[str, str]:
    return dict(Theme.objects.order_by("order").values_list("code", "name"))


_SHARERS: Mapping[By, Callable[[Facts, Sum, Selection], list[Share]]] = {
    "age": _by_age,
    "channel": _by_labels("channel", "channels", lambda: dict(Channel.choices), largest_first=True),
    "kind": _by_labels("kind", "kinds", _kind_names, largest_first=True),
    "theme": _by_labels("theme", "themes", _theme_names, largest_first=True),
    "outcome": _by_labels("outcome", "outcomes", lambda: dict(Outcome.choices), largest_first=False),
    "status": _by_labels("social_status", "statuses", lambda: dict(SocialStatus.choices), largest_first=True),
}


@dataclass(frozen=True)
class HourCell:
    weekday: int  # 0 is Monday
    hour: int
    number: int
    selection: Selection


def weekday_hours(one: Indicator | str, *, period: Period, places: Places = None) -> list[HourCell]:
    """The sum by weekday and hour in Kyiv. What was entered for a past day has no true hour and is left out."""
    whole = selection_of(one, period=period, places=places)
    entries = with_clock(cut_entries(whole.cut, period=period, places=places)).order_by()
    rows = entries.values("weekday", "hour").annotate(number=Total("quantity"))
    return [
        HourCell(
            weekday=row["weekday"] - 1,
            hour=row["hour"],
            number=row["number"],
            selection=replace(whole, weekday=row["weekday"] - 1, hour=row["hour"]),
        )
        for row in rows
        if row["number"]
    ]
