"""Verbs about readers' data of a library that closes: decided, sealed, handed over, erased."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from oseredok.base.backup import sealing
from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import counted, display_apostrophe, tidy
from oseredok.library.people import holders
from oseredok.library.people.models import Account
from oseredok.library.places import place_rules
from oseredok.library.places.models import Library
from oseredok.library.privacy import erasing
from oseredok.library.privacy.models import Erasure
from oseredok.management.closing import export, leftovers, persons, rules, sealed, stops
from oseredok.management.closing.models import Closing, DataDecision

Way = DataDecision.Way


@transaction.atomic
def decide(
    *,
    closing: Closing,
    way: str,
    ground: str,
    by: Account,
    now: datetime,
    move_to: Library | None = None,
    recipient: str = "",
    recipient_code: str = "",
) -> DataDecision:
    """Write down what becomes of readers' data, or decide anew while nothing of it is done.

    Raises:
        NotAllowed; Conflict (`closing_state`, `data_begun`).
        Invalid: `way_unknown`, `no_ground`, `no_recipient`, an impossible code, and as `rules.check_move_to`.
    """
    rules.check_decides(by=by)
    closing = _locked(closing)
    if way not in Way.values:
        raise Invalid(_("Виберіть, що робимо з даними читачів."), code="way_unknown", field="way")
    former = closing.data_decision
    rules.check_can_decide_data(closing=closing, former=former, way=way)
    ground = display_apostrophe(tidy(ground))[:300]
    if not ground:
        raise Invalid(_("Напишіть, на якій підставі."), code="no_ground", field="ground")
    decision = former or DataDecision(closing=closing)
    decision.way, decision.ground, decision.decided_at, decision.decided_by = Way(way), ground, now, by
    decision.move_to, decision.recipient, decision.recipient_code = None, "", ""
    if way == Way.MOVE:
        is_closing = move_to is not None and stops.is_closing(move_to)
        rules.check_move_to(place=closing.place, move_to=move_to, is_closing=is_closing)
        decision.move_to = move_to
    if way == Way.HAND_OVER:
        decision.recipient, decision.recipient_code = _recipient(recipient, recipient_code)
    _unseal(decision)  # sealed for somebody else, or not to be handed over any more
    decision.save()
    return decision


def seal_anew(*, closing: Closing, by: Account) -> str:
    """Make a key for the sealed file and return its passphrase: shown once, kept nowhere. What was sealed before goes.

    Raises:
        NotAllowed; Conflict (`not_handed_over`, `data_begun`, `closing_state`).
    """
    rules.check_decides(by=by)
    passphrase = sealed.new_passphrase()
    recipient, secret = sealing.new_key(passphrase)  # a second of work on purpose: outside the transaction
    with transaction.atomic():
        closing = _locked(closing)
        rules.check_can_export(closing=closing)
        decision = rules.check_can_seal(decision=closing.data_decision)
        _unseal(decision)
        decision.seal_recipient, decision.seal_secret = str(recipient), secret
        decision.save()
    return passphrase


def make_sealed(*, closing: Closing, now: datetime, tell: export.Tell = lambda doing, part: None) -> DataDecision:
    """Write the sealed file. Not in one transaction: it is long.

    Raises:
        Conflict (`no_key`, `key_changed`, and as `rules.check_can_seal`), BackupError.
    """
    decision = rules.check_can_seal(decision=closing.data_decision)
    if not decision.seal_recipient:
        raise Conflict(_("Спершу створіть пароль для файла."), code="no_key")
    key = decision.seal_recipient
    done = sealed.write(decision=decision, now=now, tell=tell)
    with transaction.atomic():
        decision = rules.check_can_seal(decision=_locked(closing).data_decision)
        if decision.seal_recipient != key:
            sealed.path_of(closing).unlink(missing_ok=True)
            raise Conflict(_("Поки файл писали, пароль змінено. Запечатайте знову."), code="key_changed")
        decision.sealed_at, decision.sealed_sha256 = now, done.sha256
        decision.sealed_size, decision.sealed_readers = done.size, done.readers
        decision.save()
    return decision


@transaction.atomic
def record_handing(*, closing: Closing, handed_on: date, handed_to: str, by: Account, now: datetime) -> DataDecision:
    """Note that the sealed file was handed over, when and who took it. The file stays as it is from now on.

    Raises:
        NotAllowed; Conflict (`not_sealed`, `sealed_early`, `not_handed_over`, `data_begun`, `closing_state`); Invalid (days, `no_taker`).
    """
    rules.check_decides(by=by)
    closing = _locked(closing)
    rules.check_can_export(closing=closing)
    today = clock.local_date(now)
    decision = rules.check_can_hand(closing=closing, decision=closing.data_decision, handed_on=handed_on, today=today)
    taker = display_apostrophe(tidy(handed_to))[:160]
    if not taker:
        raise Invalid(_("Напишіть, хто прийняв файл."), code="no_taker", field="handed_to")
    decision.handed_on, decision.handed_to = handed_on, taker
    decision.save()
    return decision


def erase(
    *, closing: Closing, by: Account, now: datetime, tell: export.Tell = lambda doing, part: None
) -> DataDecision:
    """Erase the readers by batches, each whole in its own transaction: what stopped half-way is taken up.

    Every count of the journal stays. Who has something unfinished waits, and the erasing says so.

    Raises:
        NotAllowed; Conflict: as `rules.check_can_erase`; (`unfinished`): not everybody could be erased.
    """
    rules.check_decides(by=by)
    with transaction.atomic():
        closing = _locked(closing)
        decision = rules.check_can_erase(closing=closing, decision=closing.data_decision)
        decision.erasing_from = decision.erasing_from or now  # there is no way back from here
        decision.save()
    rows = persons.readers_of(closing.place)
    total, done, waiting = max(1, rows.count()), 0, 0
    for batch in persons.batches(rows):
        with transaction.atomic():
            # Who was joined or moved a moment ago is another's now.
            due = erasing.hold(ids=[reader.pk for reader in batch], due=rows)
            busy = holders.unfinished_ids(due, now)
            ready = [reader for reader in due if reader.pk not in busy]
            erasing.erase_readers(readers=ready, why=Erasure.Why.CLOSING, staff=by, now=now)
            DataDecision.objects.filter(pk=decision.pk).update(erased=F("erased") + len(ready))
        done, waiting = done + len(batch), waiting + len(busy)
        tell(_("Стираємо дані читачів"), 0.95 * done / total)
    if waiting:
        readers = counted(waiting, _("читача"), _("читачів"), _("читачів"))
        raise Conflict(
            _("Не стерто {readers}: мають незавершене. Завершіть і стирайте далі.").format(readers=readers),
            code="unfinished",
        )
    leftovers.clear(closing.place, now)
    with transaction.atomic():
        decision = DataDecision.objects.select_for_update().get(pk=decision.pk)
        decision.erased_at = now
        decision.save()
    # What was handed over lies with the successor; here nobody has a ground for it any more.
    sealed.path_of(closing).unlink(missing_ok=True)
    return decision


def _recipient(name: str, code: str) -> tuple[str, str]:
    name = display_apostrophe(tidy(name))[:200]
    if not name:
        raise Invalid(_("Напишіть, кому передаєте."), code="no_recipient", field="recipient")
    code = code.strip()
    try:
        place_rules.check_registry_code(code)
    except Invalid as error:
        raise Invalid(error.message, code=error.code, field="recipient_code") from None
    return name, code


def _unseal(decision: DataDecision) -> None:
    """Forget the key and, once it is sure, the file that only that key opened."""
    decision.seal_recipient, decision.seal_secret = "", b""
    decision.sealed_at, decision.sealed_sha256 = None, ""
    decision.sealed_size = decision.sealed_readers = 0
    closing = decision.closing
    transaction.on_commit(lambda: sealed.path_of(closing).unlink(missing_ok=True))


def _locked(closing: Closing) -> Closing:
    return Closing.objects.select_for_update(of=("self",)).select_related("place").get(pk=closing.pk)
