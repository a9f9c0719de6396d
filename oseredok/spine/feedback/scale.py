"""The scale and the four outcomes, in the words by which people are asked: Ukrainian and English."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Score(models.IntegerChoices):
    """The scale. Words are the answer, faces beside them a decoration."""

    VERY_GOOD = 5, _("дуже добре")
    GOOD = 4, _("добре")
    SO_SO = 3, _("так собі")
    BAD = 2, _("погано")
    VERY_BAD = 1, _("дуже погано")


POSITIVE: tuple[Score, ...] = (Score.VERY_GOOD, Score.GOOD)
NEUTRAL: tuple[Score, ...] = (Score.SO_SO,)
CRITICAL: tuple[Score, ...] = (Score.BAD, Score.VERY_BAD)


class Outcome(models.TextChoices):
    """«Що стало краще»: the four outcomes."""

    KNOWLEDGE = "knowledge", _("дізналися нове")
    CONFIDENCE = "confidence", _("стали впевненіші")
    APPLICATION = "application", _("застосують")
    AWARENESS = "awareness", _("знають, із чим іще прийти")
