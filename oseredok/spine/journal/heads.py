"""SQL that counts people by the set of kinds that each came for: of all, and what some more entries change.

A person of a month at a place is in one set. Entries move people from the set that they had (−1) into the one that they have
then (+1), so that only these people are looked at, however many others came.
"""

from __future__ import annotations

from oseredok.base.core.months import first_of_month

_KINDS = {
    "sqlite": "',' || GROUP_CONCAT(kind_id, ',') || ','",
    "postgresql": "',' || STRING_AGG(kind_id::text, ',' ORDER BY kind_id) || ','",
}
_PERSON = "month, place_id, visitor_key"


def all_heads(vendor: str) -> str:
    """Return the query of month, place, kinds and people from everything that stands under keys."""
    return _added_up(_sets(vendor, "SELECT * FROM journal_visitortally WHERE quantity > 0", people=1))


def changes(vendor: str, source: str) -> str:
    """Return the query of what the entries `e` of `source`, which ends with a condition, change in the sets of people.

    They are not yet in `journal_visitortally`. The parameters of `source` are asked for three times.
    """
    month = first_of_month(vendor, "e.local_date")
    more = (
        f"SELECT {month} AS month, e.place_id, e.visitor_key, e.kind_id, e.quantity "  # noqa: S608 - constants
        f"FROM {source} AND e.visitor_key <> ''"
    )
    # Of these people, by the unique index of the tally.
    had = (
        f"SELECT v.month, v.place_id, v.visitor_key, v.kind_id, v.quantity FROM (SELECT DISTINCT {_PERSON} FROM ({more}) "  # noqa: S608
        "AS d) AS p JOIN journal_visitortally v "
        "ON v.month = p.month AND v.place_id = p.place_id AND v.visitor_key = p.visitor_key"
    )
    have = (
        f"SELECT {_PERSON}, kind_id FROM ({had} UNION ALL {more}) AS told "  # noqa: S608 - constants
        f"GROUP BY {_PERSON}, kind_id HAVING SUM(quantity) > 0"
    )
    before = _sets(vendor, f"{had} WHERE v.quantity > 0", people=-1)
    after = _sets(vendor, have, people=1)
    return _added_up(f"{before} UNION ALL {after}")


def _sets(vendor: str, rows: str, *, people: int) -> str:
    """Of rows of a person and a kind each: one row for each person."""
    return (
        f"SELECT month, place_id, {_KINDS[vendor]} AS kinds, {people} AS people FROM ({rows}) AS came "  # noqa: S608
        f"GROUP BY {_PERSON}"
    )


def _added_up(sets: str) -> str:
    return f"SELECT month, place_id, kinds, SUM(people) AS people FROM ({sets}) AS sets GROUP BY month, place_id, kinds"  # noqa: S608
