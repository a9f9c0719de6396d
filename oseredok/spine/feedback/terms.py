"""The term of keeping of what people wrote; the nightly run of `library.privacy` does it with all the others."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from oseredok.base.preferences.queries import value
from oseredok.library.privacy.retention import BATCH, OwnTerm, back
from oseredok.spine.feedback import comments
from oseredok.spine.feedback.models import Comment
from oseredok.spine.feedback.preferences import KEEP_COMMENTS


def old_comments(today: date) -> QuerySet[Comment]:
    """Comments that nobody reads on the site and whose term is over."""
    return comments.to_forget(back(today, months=value(KEEP_COMMENTS)))


COMMENTS = OwnTerm(
    "comments",
    _("Стерти слова відгуків, яких немає на сайті"),
    KEEP_COMMENTS,
    old_comments,
    erase=lambda today: comments.forget(old_comments(today), today=today, limit=BATCH),
)
