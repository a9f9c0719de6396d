"""What a restore must not bring back: keeping the list of it (`ledger`), and doing it again in a restored centre."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext as _

from oseredok.base.backup import ledger, registry, targets
from oseredok.base.backup.ledger import NONE, Contents, Ledger, Word
from oseredok.base.backup.models import Target
from oseredok.base.backup.problems import BackupError
from oseredok.base.backup.registry import Decision
from oseredok.base.core.clock import local
from oseredok.base.core.dates import clock_time

log = logging.getLogger("oseredok.backup")
_sent: dict[tuple[str, str], str] = {}


# --- While the centre works ---------------------------------------------------------------------------
def keep(*, now: datetime) -> int:
    """Bring the list up to date and to every place where copies lie; return how many lines were missing.

    Raises:
        OSError: the data folder cannot be written.
    """
    here = ledger.own()
    missing = _missing(here, here.read(), now=now)
    here.append(missing)
    here.say_known(now)
    for place in targets.others():
        try:
            _send(place, here.path)
        except targets.Absent:
            continue
        except (BackupError, OSError) as error:
            log.warning("Список стертих не записано (%s): %s", place.target, error)
    return len(missing)


def _missing(here: Ledger, contents: Contents, *, now: datetime) -> list[tuple[str, str, Word]]:
    """Return what the database knows and the list does not."""
    found = []
    for kind in registry.lasting():
        for one in kind.decided():
            key = one.key or here.key(kind.code, one.subject)
            said = contents.words.get((kind.code, key))
            if said is None or said.word == NONE:
                found.append((kind.code, key, Word(one.word, one.at)))
        if kind.may_end:
            keys = (here.key(kind.code, subject) for subject in kind.open())
            ended = [key for key in keys if contents.words.get((kind.code, key), Word(NONE, now)).word != NONE]
            found += [(kind.code, key, Word(NONE, now)) for key in ended]
    return found


def _send(place: targets.Place, path: Path) -> None:
    """Put the list beside the copies. What has been sent is not sent again, except to a stick, which may be another one."""
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    where = (str(place.target), place.words)
    if _sent.get(where) == digest and (place.target == Target.S3 or path.name in place.names()):
        return
    with TemporaryDirectory(dir=path.parent, prefix=".list-") as folder:
        still = Path(folder) / path.name  # of one moment: somebody may be erased while it is written
        still.write_bytes(content)
        place.put(still, sha256=digest)
    _sent[where] = digest


# --- When a copy is taken back ------------------------------------------------------------------------
def known_about(*, secret: str, source: Path, has_centre: bool, now: datetime) -> Contents:
    """Return what is known about the centre of a copy: the lists here and beside the copy, and the present centre itself."""
    found = Contents()
    for folder in {targets.own().path, source.absolute().parent}:
        found.add(Ledger(folder, secret=secret).read())
    if has_centre and secret == settings.SECRET_KEY:
        try:
            missing = _missing(ledger.own(), found, now=now)
        except DatabaseError:  # of an older version, or broken: the lists are all there is
            return found
        found.add(Contents(now, {(code, key): said for code, key, said in missing}))
    return found


def repeat(*, contents: Contents, secret: str, made_at: datetime, now: datetime) -> list[str]:
    """Make again, in the restored centre, what was decided after its copy; return what to tell people.

    Raises:
        DatabaseError: the decisions do not fit the copy; nothing is restored then.
    """
    told: list[str] = []
    with _key_of_the_copy(secret), ledger.unheard():
        here = Ledger(targets.own().path, secret=secret)
        for kind in registry.lasting():
            again = []
            for subject in kind.open():
                said = contents.words.get((kind.code, here.key(kind.code, subject)))
                if said is not None and said.word != NONE:
                    again.append(Decision(subject, said.word, said.at))
            told += kind.repeat(again, now) if again else []
    if contents.known is None or contents.known < made_at.replace(microsecond=0):
        return [*told, _unknown(secret, made_at)]
    told = told or [_("Після копії нікого не стирали, нікому не закривали доступу.")]
    return [*told, _("Про стирання й звільнення відомо до {moment}.").format(moment=_moment(contents.known))]


def write_after(*, contents: Contents, secret: str, now: datetime) -> None:
    """Begin the list of the restored centre with what was known; the files and the key have taken their place."""
    here = Ledger(targets.own().path, secret=secret)
    held = here.read().words
    here.append((code, key, said) for (code, key), said in contents.words.items() if held.get((code, key)) != said)
    if contents.known is not None:
        here.say_known(contents.known)


@contextmanager
def _key_of_the_copy(secret: str) -> Iterator[None]:
    """Rooms that hash do it with the centre's own key."""
    before = settings.SECRET_KEY
    settings.SECRET_KEY = secret
    try:
        yield
    finally:
        settings.SECRET_KEY = before


def _unknown(secret: str, made_at: datetime) -> str:
    return _(
        "Кого стерли чи звільнили після копії, тобто після {moment}, тут невідомо: вони знову є в осередку. "
        "Якщо на старому комп’ютері чи флешці є новіший файл {name}, покладіть його поруч із копією і відновіть ще раз."
    ).format(moment=_moment(made_at), name=ledger.name_for(secret))


def _moment(moment: datetime) -> str:
    return f"{local(moment):%d.%m.%Y} {clock_time(local(moment))}"
