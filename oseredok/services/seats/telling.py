"""What a tile of the hall says, in words. The public screen says the same without codes and names."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core.dates import day_and_month
from oseredok.base.core.text import NBSP, lower_first
from oseredok.services.seats.board import Board, Tile, counted_by_kind
from oseredok.services.seats.models import Hold, Kind, State
from oseredok.services.seats.rules import time_words

ICONS = {
    Kind.PC: "monitor",
    Kind.LAPTOP: "laptop",
    Kind.OWN_LAPTOP: "plug",
    Kind.QUIET: "armchair",
    Kind.GROUP: "users-round",
    Kind.ROOM: "door-open",
}
GROUPS = {
    Kind.PC: gettext_lazy("Комп’ютери"),
    Kind.LAPTOP: gettext_lazy("Ноутбуки"),
    Kind.OWN_LAPTOP: gettext_lazy("Столи для свого ноутбука"),
    Kind.QUIET: gettext_lazy("Тихі столи"),
    Kind.GROUP: gettext_lazy("Столи для гурту"),
    Kind.ROOM: gettext_lazy("Кімнати"),
}
LOOKS = {
    "free": "seat--free",
    "ending": "seat--ending",
    "waiting": "seat--waiting",
    "broken": "seat--broken",
    "not_back": "seat--waiting",
    "shut": "seat--off",
}


@dataclass(frozen=True)
class Told:
    """A tile ready to be read: `head` in large letters as pairs of a number or word and its small unit."""

    tile: Tile
    head: list[tuple[str, str]]
    sentence: str
    is_shut: bool
    """The doors are shut by an alarm or a power cut: nobody is seated now."""

    @property
    def icon(self) -> str:
        return "accessibility" if self.tile.seat.wheelchair else ICONS[Kind(self.tile.seat.kind)]

    @property
    def look(self) -> str:
        return LOOKS.get(self.tile.state, "")

    @property
    def has_bar(self) -> bool:
        return self.tile.state in ("busy", "ending", "paused")


@dataclass(frozen=True)
class Group:
    """Seats of one kind under their heading."""

    kind: Kind
    tiles: list[Told]
    note: str

    @property
    def title(self) -> str:
        return str(GROUPS[self.kind])

    @property
    def size(self) -> int:
        """How many columns the group takes on a wide screen, from one to six."""
        return min(len(self.tiles), 6)


def groups(board: Board, *, public: bool = False) -> list[Group]:
    """Return the board in words."""
    return [
        Group(kind, [tell(tile, board, public=public) for tile in tiles], _note(board, kind, tiles))
        for kind, tiles in board.groups
    ]


def tell(tile: Tile, board: Board, *, public: bool = False) -> Told:
    """Return one tile in words. `public` leaves codes, names and reasons of waiting out."""
    is_shut = board.closure is not None
    sentences = [_sentence(tile, board, public=public, is_shut=is_shut)]
    if tile.seat.wheelchair:
        sentences.append(_("Підходить для крісла колісного"))
    return Told(tile, _head(tile), ". ".join(filter(None, sentences)), is_shut)


def who(hold: Hold) -> str:
    """Name a hold on the staff's board: its label, a club's title, or that there was no booking."""
    if hold.series is not None:
        return hold.series.title
    return _("без броні") if hold.way == Hold.Way.WALK_IN else hold.label


def length_parts(minutes: int) -> list[tuple[str, str]]:
    """Return `1 год 10`, `35 хв` as numbers with their units; what follows hours is minutes without saying it."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return [(str(rest), _("хв"))]
    return [(str(whole), _("год")), (f"{rest:02d}", "")] if rest else [(str(whole), _("год"))]


def _head(tile: Tile) -> list[tuple[str, str]]:
    if tile.state in ("busy", "ending", "paused"):
        return length_parts(tile.left)
    word = {
        "waiting": _("Чекаємо"),
        "broken": _("Не працює"),
        "not_back": _("Не повернули"),
    }.get(tile.state) or (_("Вільна") if tile.seat.kind == Kind.ROOM else _("Вільний"))
    return [(word, "")]


def _sentence(tile: Tile, board: Board, *, public: bool, is_shut: bool) -> str:
    until = time_words(tile.until) if tile.until else ""
    name = "" if public or tile.hold is None else who(tile.hold)
    match tile.state:
        case "free":
            return _following(tile, public=public) or _until_closing(board)
        case "busy":
            return _joined(_("до %(time)s") % {"time": until}, name)
        case "ending":
            return _joined(_("закінчується о %(time)s") % {"time": until}, name)
        case "paused":
            return _joined(_("на паузі"), name)
        case "waiting":
            return _waiting(tile, name=name, until=until, is_shut=is_shut)
        case "broken":
            return _fault(tile)
        case "not_back":
            return _("час минув, пристрій іще в людини")
        case _:
            return _following(tile, public=public) or ("" if is_shut else _("бібліотека зараз не працює"))


def _waiting(tile: Tile, *, name: str, until: str, is_shut: bool) -> str:
    hold = tile.hold
    if hold is None or not name:
        return _("заброньовано, чекаємо на людину")
    if hold.state == State.OFFERED:
        return _("запропоновано з черги, відповідь до %(time)s") % {"time": until}
    if is_shut or not until:
        return _("бронь %(name)s, відлік зупинено") % {"name": name}
    return _("бронь %(name)s з %(start)s. О %(time)s місце звільниться") % {
        "name": name,
        "start": time_words(hold.starts_at),
        "time": until,
    }


def _fault(tile: Tile) -> str:
    if tile.fault is None:
        return ""
    said = lower_first(tile.fault.reason)
    if tile.fault.expected_on is None:
        return said
    return _("%(reason)s. Запрацює %(day)s") % {"reason": said, "day": day_and_month(tile.fault.expected_on)}


def _following(tile: Tile, *, public: bool) -> str:
    following = tile.following
    if following is None:
        return ""
    start = time_words(following.starts_at)
    if public:
        return _("заброньовано з %(time)s") % {"time": start}
    if following.series is not None:
        return _("о %(time)s %(club)s") % {"time": start, "club": lower_first(following.series.title)}
    return _("бронь %(name)s о %(time)s") % {"name": who(following), "time": start}


def _until_closing(board: Board) -> str:
    return _("до %(time)s") % {"time": time_words(board.closes_at)} if board.closes_at else ""


def _note(board: Board, kind: Kind, tiles: list[Tile]) -> str:
    if board.closure is not None:
        return _("на паузі")
    free, every = counted_by_kind(tiles)
    if every > 1:
        return _("%(free)s з %(all)s вільні") % {"free": free, "all": every}
    capacity = tiles[0].seat.capacity
    if kind == Kind.ROOM:
        return _("до %(people)s людей") % {"people": capacity}
    return _("1 вільний") if free else ""


def _joined(first: str, second: str) -> str:
    return f"{first}, {second.replace(' ', NBSP) if len(second) < 12 else second}" if second else first
