"""Why a copy cannot be made or taken back: each a sentence for the person at the keyboard."""

from __future__ import annotations

import errno

from django.utils.translation import gettext as _

from oseredok.base.core.errors import DomainError
from oseredok.base.core.text import number

MEGABYTE = 1024 * 1024


class BackupError(DomainError):
    """A copy cannot be made, read or restored. What was there before is as it was."""

    default_code = "backup"


def damaged(what: str) -> BackupError:
    sentence = _("Копію пошкоджено ({what}). Візьміть іншу копію: цій вірити не можна.").format(what=what)
    return BackupError(sentence, code="damaged")


def cut_off() -> BackupError:
    return BackupError(
        _("Файл обірваний: у ньому є лише початок копії. Скопіюйте його ще раз або візьміть іншу копію."),
        code="cut-off",
    )


def foreign() -> BackupError:
    return BackupError(_("Це не резервна копія Осередку. Її файл називається oseredok-…zip."), code="foreign")


def newer(version: str) -> BackupError:
    sentence = _(
        "Копію зробила новіша версія Осередку ({version}) або пробна, з-перед першого випуску. Спершу оновіть програму, "
        "тоді відновлюйте; пробну копію відкриє лише та програма, що її зробила."
    )
    return BackupError(sentence.format(version=version), code="newer")


def no_space(*, needed: int, free: int, where: object) -> BackupError:
    sentence = _("Бракує місця: потрібно {needed} МБ, а на диску з {where} вільно {free} МБ.").format(
        needed=number(-(-needed // MEGABYTE)), free=number(free // MEGABYTE), where=where
    )
    return BackupError(sentence, code="no-space")


def of_the_system(error: OSError) -> BackupError:
    """Return the sentence for what a disk threw."""
    if error.errno == errno.ENOSPC:
        return BackupError(_("На диску скінчилося місце. Звільніть його і спробуйте ще раз."), code="no-space")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return BackupError(
            _("У {where} не можна писати: дозвольте запис або вкажіть іншу теку.").format(where=error.filename),
            code="not-writable",
        )
    sentence = _("Диск відповів помилкою: {reason}.").format(reason=error.strerror or error)
    return BackupError(sentence, code="disk")
