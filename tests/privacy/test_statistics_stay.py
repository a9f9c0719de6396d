"""Whatever happened and whoever is erased: every number is what it was, and what was recorded can still be taken back."""

from __future__ import annotations

from contextlib import suppress
from datetime import time, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from oseredok.base.core import clock
from oseredok.base.core.errors import DomainError
from oseredok.base.core.periods import Period
from oseredok.library.offer.models import ServiceKind
from oseredok.library.people.models import Reader, Registration
from oseredok.library.places.models import Library
from oseredok.library.privacy import actions as privacy
from oseredok.library.privacy import retention
from oseredok.library.privacy.models import Erasure
from oseredok.management.indicators import queries as indicators
from oseredok.management.indicators.catalogue import INDICATORS
from oseredok.management.reports import diary
from oseredok.services.visits import actions as visits
from oseredok.services.visits.models import Visit
from oseredok.spine.journal import queries as journal
from oseredok.spine.journal import visitors
from oseredok.spine.journal.models import Entry, GroupCount
from oseredok.spine.journal.pseudonyms import possible_group_keys
from tests.world import DAY, World, build

YEAR = Period.year(DAY.year)
WHO = ["taras", "daryna"]
FLAGS = ["idp", "veteran", "disability"]

moments = st.integers(0, 300)  # minutes after the world's morning
steps = st.lists(
    st.one_of(
        st.tuples(st.just("visit"), st.sampled_from(WHO), moments),
        st.tuples(st.just("service"), st.sampled_from(WHO), st.integers(1, 3)),
        st.tuples(st.just("flags"), st.sampled_from(WHO), st.sets(st.sampled_from(FLAGS))),
        st.tuples(st.just("withdraw"), st.sampled_from(WHO), st.none()),
        st.tuples(st.just("renew"), st.sampled_from(WHO), st.none()),
        st.tuples(st.just("take_back"), st.sampled_from(WHO), st.integers(0, 9)),
    ),
    min_size=3,
    max_size=10,
)


class Story:
    """A history made by the real actions; what the rules refuse simply did not happen."""

    def __init__(self) -> None:
        self.world: World = build()
        self.desk: dict[str, Any] = {"staff": self.world.consultant, "now": self.world.now}
        self.place = self.world.central
        # Last year's registrations, so that this year's may be renewed.
        Registration.objects.update(year=DAY.year - 1)

    def tell(self, told: list[tuple[str, str, Any]]) -> None:
        for step, who, detail in told:
            reader = self.world.readers[who]
            with suppress(DomainError):
                getattr(self, f"_{step}")(reader, detail)

    def _visit(self, reader: Reader, minutes: int) -> None:
        at = self.world.now - timedelta(minutes=minutes)
        visits.record_visit(place=self.place, reader=reader, occurred_at=at, **self.desk)

    def _service(self, reader: Reader, quantity: int) -> None:
        visit = Visit.objects.filter(reader=reader, cancelled_at__isnull=True).first()
        kind = ServiceKind.objects.filter(is_active=True, theme_scheme="", on_desk=True).order_by("pk")[quantity]
        visits.record_service(kind=kind, place=self.place, visit=visit, quantity=quantity, **self.desk)

    def _flags(self, reader: Reader, flags: set[str]) -> None:
        privacy.set_flags(reader=reader, flags=flags, channel="desk", **self.desk)

    def _withdraw(self, reader: Reader, _detail: None) -> None:
        for consent in reader.consents.filter(withdrawn_at__isnull=True):
            privacy.withdraw_consent(consent=consent, channel="desk", **self.desk)

    def _renew(self, reader: Reader, _detail: None) -> None:
        visits.renew_registration(reader=reader, library=self.place, **self.desk)

    def _take_back(self, _reader: Reader, which: int) -> None:
        standing = list(Entry.objects.filter(reverses__isnull=True, reversal__isnull=True, kind__code="visit"))
        if standing:
            visits.undo(gesture=standing[which % len(standing)].gesture, place=self.place, **self.desk)


def everything() -> dict[str, Any]:
    """Every number that the library shows or signs."""
    groups = GroupCount.objects.order_by("key").values_list("key", "flag", "kind", "place", "local_date", "quantity")
    return {
        "entries": list(Entry.objects.order_by("pk").values()),
        "days": list(journal.counts(period=YEAR).order_by("local_date", "kind", "age_group").values()),
        "groups": list(groups),
        "distinct": visitors.distinct_visitors(period=YEAR),
        # How many libraries are open, and for how many hours, is another matter: a closing does change that.
        "indicators": indicators.values(
            [one for one in INDICATORS if not any(leaf.source == "registers" for leaf in one.formula.outside)],
            period=YEAR,
        ),
        "diary": diary.diary(
            period=Period.month(DAY.year, DAY.month), places=list(Library.objects.order_by("pk")), on=DAY
        ),
        "registrations": list(Registration.objects.order_by("pk").values()),
    }


class StatisticsStay(TestCase):
    @settings(max_examples=5, deadline=None)
    @given(steps, st.sampled_from([*WHO, "both", "by the term"]), st.integers(0, 9))
    def test_every_number_is_what_it_was_before_erasing(
        self, told: list[tuple[str, str, Any]], whom: str, which: int
    ) -> None:
        story = Story()
        story.tell(told)
        visits.leave_all(place=story.place, now=story.world.now)
        before = everything()
        if whom == "by the term":
            self._by_the_term()
        else:
            for name in WHO if whom == "both" else [whom]:
                reader = story.world.readers[name]
                privacy.erase_reader(reader=reader, why=Erasure.Why.REQUEST, **story.desk)
        assert Reader.objects.filter(erased_on__isnull=False).exists()
        assert everything() == before
        self._a_reversal_still_takes_all_back(story, which)

    def _by_the_term(self) -> None:
        late = DAY.replace(year=DAY.year + 5)
        for day in (late, late + timedelta(days=40)):
            retention.run(now=clock.moment_at(day, time(4)))

    def _a_reversal_still_takes_all_back(self, story: Story, which: int) -> None:
        standing = list(
            Entry.objects.filter(reverses__isnull=True, reversal__isnull=True).exclude(kind__group__code="users")
        )
        if not standing:
            return
        entry = standing[which % len(standing)]
        sums = journal.total(period=YEAR, kinds=[entry.kind.code])
        flagged = sum(journal.group_counts(period=YEAR).values())
        own = GroupCount.objects.filter(key__in=possible_group_keys(entry_key=entry.key)).count() * entry.quantity
        visits.undo(gesture=entry.gesture, place=story.place, **story.desk)
        assert journal.total(period=YEAR, kinds=[entry.kind.code]) == sums - entry.quantity
        assert sum(journal.group_counts(period=YEAR).values()) == flagged - own
