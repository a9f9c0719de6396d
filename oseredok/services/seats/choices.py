"""The words of the hall that residents read: kinds of seats, what they have, what for, whom they are kept for, states."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    PC = "pc", _("комп’ютер")
    LAPTOP = "laptop", _("ноутбук бібліотеки")
    OWN_LAPTOP = "own_laptop", _("стіл для свого ноутбука")
    QUIET = "quiet", _("тихий стіл")
    GROUP = "group", _("стіл для гурту")
    ROOM = "room", _("кімната для зустрічей")


class Purpose(models.TextChoices):
    """What a seat is for this time; codes of the themes `seat_purpose`, by which sessions are counted."""

    STUDY = "study", _("навчання")
    WORK = "work", _("робота")
    ESERVICE = "eservice", _("е-послуги, документи")
    CALL = "call", _("зв’язок із рідними, зустріч онлайн")
    LEISURE = "leisure", _("читання, відпочинок")
    CLUB = "club", _("гурток, зустріч")
    OTHER = "other", _("інше")


class KeptFor(models.TextChoices):
    """Whom a seat waits for until the day comes (`HallRules.kept_hours`); then it is anybody's."""

    NOBODY = "", _("для всіх")
    WHEELCHAIR = "wheelchair", _("людині на кріслі колісному")
    ESERVICE = "eservice", _("тим, кому треба оформити документи")
    STUDY = "study", _("тим, хто вчиться")
    SENIOR = "senior", _("людям від 60 років")


FEATURES = {
    "wheelchair": _("підходить для крісла колісного"),
    "backup_power": _("розетка від резервного живлення"),
    "large_monitor": _("великий екран"),
    "headphones": _("навушники"),
    "screen_reader": _("програма, що читає з екрана"),
}


class Thing(models.TextChoices):
    """What is drawn on a plan besides seats."""

    DOOR = "door", _("двері")
    WINDOW = "window", _("вікно")
    DESK = "desk", _("стійка")
    SHELF = "shelf", _("полиці")
    PRINTER = "printer", _("принтер")
    WALL = "wall", _("перегородка")


class State(models.TextChoices):
    OFFERED = "offered", _("запропоновано з черги")
    BOOKED = "booked", _("заброньовано")
    SEATED = "seated", _("за місцем")
    ENDED = "ended", _("завершено")
    CANCELLED = "cancelled", _("скасовано")
    NO_SHOW = "no_show", _("не прийшли")
    LAPSED = "lapsed", _("пропозицію не прийняли")
    FREED = "freed", _("звільнено: зачинено або несправність")


LIVE = (State.OFFERED, State.BOOKED, State.SEATED)
HOLDING = (*LIVE, State.ENDED)
"""States in which a hold keeps its seat: what is over keeps the time that it took."""
