"""Short ways to say something in tests: real actions, whole defaults."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from oseredok.base.core.periods import Period
from oseredok.library.places.models import Library
from oseredok.spine.feedback import actions, paper
from oseredok.spine.feedback.letters import follow_up_token
from oseredok.spine.feedback.models import Comment, FollowUp, PaperBatch, Point, Rating
from oseredok.spine.feedback.points import make
from tests.world import DAY, World

OCTOBER = Period.month(DAY.year, DAY.month)


def rate(world: World, score: int, **more: Any) -> Rating:
    """Rate the central library on the tablet."""
    told: dict[str, Any] = {"place": world.central, "via": "tile", "key": uuid4().hex, "now": world.now}
    return actions.rate(score=score, **(told | more)).rating


def slips(world: World, scores: dict[int, int], **more: Any) -> PaperBatch:
    """Type in slips of the day."""
    told: dict[str, Any] = {
        "place": world.central, "day": DAY, "staff": world.consultant, "key": uuid4().hex, "now": world.now,
    }  # fmt: skip
    return paper.enter(scores=scores, **(told | more))


def comment(world: World, text: str = "Дякую, усе пояснили.", **more: Any) -> Comment:
    """Leave a comment at the central library."""
    told: dict[str, Any] = {"place": world.central, "via": "desk", "key": uuid4().hex, "now": world.now}
    before = set(Comment.objects.values_list("pk", flat=True))
    actions.tell_more(comment=text, **(told | more))
    return Comment.objects.exclude(pk__in=before).get()


def point(world: World, way: str = "tile", place: Library | None = None, **more: Any) -> Point:
    """Make a tablet or a printed code."""
    told: dict[str, Any] = {"kind": None, "label": "", "staff": world.head, "key": uuid4().hex, "now": world.now}
    return make(way=way, place=place or world.central, **(told | more))


def later_token(world: World) -> str:
    """What stands in the address of the second question."""
    row = FollowUp(pk=1, email="olena@example.com", place=world.central, asked_on=DAY, send_on=DAY + timedelta(weeks=4))
    return follow_up_token(row)
