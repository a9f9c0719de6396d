"""Tables of the journal: facts, which are never changed; tallies of them; and the counts, which are what is read."""

from oseredok.spine.journal.models.counts import Count, FineCount, HeadCount, MonthCount, SliceCount, VisitorCount
from oseredok.spine.journal.models.facts import (
    Channel,
    ClosedPeriod,
    Entry,
    GroupCount,
    Language,
    Outcome,
    Reason,
    VisitorSalt,
)
from oseredok.spine.journal.models.tallies import (
    FineTally,
    HeadTally,
    MonthTally,
    SliceTally,
    Tally,
    Untallied,
    VisitorTally,
)

__all__ = [
    "Channel",
    "ClosedPeriod",
    "Count",
    "Entry",
    "FineCount",
    "FineTally",
    "GroupCount",
    "HeadCount",
    "HeadTally",
    "Language",
    "MonthCount",
    "MonthTally",
    "Outcome",
    "Reason",
    "SliceCount",
    "SliceTally",
    "Tally",
    "Untallied",
    "VisitorCount",
    "VisitorSalt",
    "VisitorTally",
]
