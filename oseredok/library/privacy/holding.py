"""What this room holds about a reader, and letters: the base that sends them knows no readers. See `people.holders`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.dates import clock_time, date_words
from oseredok.base.mail import actions as mail
from oseredok.base.mail import registry as letters
from oseredok.base.mail.models import Letter
from oseredok.library.people.holders import Fact, Group, Holder
from oseredok.library.people.models import Reader
from oseredok.library.privacy.models import Consent, ErasureWarning, Look, SensitiveFlag, SubjectRequest


def moment_words(moment: datetime) -> str:
    """Return `14 жовтня 2026 року, 11:31` by the Kyiv clock."""
    return f"{date_words(clock.local_date(moment))}, {clock_time(clock.local(moment))}"


def _collect(reader: Reader) -> Iterable[Group]:
    yield Group("consents", _("Згоди"), records=tuple(_consent(one) for one in _consents(reader)))
    yield Group(
        "flags",
        _("Особливі групи, про які ви сказали"),
        records=tuple(
            (
                Fact("flag", _("Група"), one.get_flag_display(), one.flag),
                Fact("told_on", _("Сказано"), date_words(one.told_on), one.told_on.isoformat()),
            )
            for one in SensitiveFlag.objects.filter(reader=reader).order_by("flag")
        ),
    )
    yield Group("requests", _("Ваші запити про дані"), records=tuple(_request(one) for one in _requests(reader)))
    yield Group("looks", _("Хто переглядав дані"), records=tuple(_look(one) for one in _looks(reader)))
    warning = ErasureWarning.objects.filter(reader=reader).first()
    if warning is not None:
        yield Group(
            "erasure_warning",
            _("Попередження про стирання"),
            facts=(
                Fact("warned_on", _("Попередили"), date_words(warning.warned_on), warning.warned_on.isoformat()),
                Fact("erase_from", _("Зітремо з"), date_words(warning.erase_from), warning.erase_from.isoformat()),
            ),
        )


def _consents(reader: Reader) -> Iterable[Consent]:
    return reader.consents.select_related("text")


def _requests(reader: Reader) -> Iterable[SubjectRequest]:
    return reader.subject_requests.all()


def _looks(reader: Reader) -> Iterable[Look]:
    return reader.looks.select_related("account")


def _consent(one: Consent) -> tuple[Fact, ...]:
    facts = [
        Fact("purpose", _("Мета"), one.text.get_purpose_display(), one.text.purpose),
        Fact("version", _("Редакція тексту"), str(one.text.version), one.text.version),
        Fact("given_at", _("Надано"), moment_words(one.given_at), one.given_at.isoformat()),
        Fact("channel", _("Як"), one.get_channel_display(), one.channel),
    ]
    if one.given_by:
        facts.append(Fact("given_by", _("Хто надав"), one.given_by, one.given_by))
    if one.withdrawn_at:
        facts.append(
            Fact("withdrawn_at", _("Відкликано"), moment_words(one.withdrawn_at), one.withdrawn_at.isoformat())
        )
    return tuple(facts)


def _request(one: SubjectRequest) -> tuple[Fact, ...]:
    facts = [
        Fact("kind", _("Про що"), one.get_kind_display(), one.kind),
        Fact("received_on", _("Отримано"), date_words(one.received_on), one.received_on.isoformat()),
        Fact("due_on", _("Відповісти до"), date_words(one.due_on), one.due_on.isoformat()),
    ]
    if one.contact:
        facts.append(Fact("contact", _("Куди відповісти"), one.contact, one.contact))
    if one.answered_on:
        facts.append(Fact("answered_on", _("Відповіли"), date_words(one.answered_on), one.answered_on.isoformat()))
        facts.append(Fact("outcome", _("Рішення"), one.get_outcome_display(), one.outcome))
    return tuple(facts)


def _look(one: Look) -> tuple[Fact, ...]:
    return (
        Fact("what", _("Що"), one.get_what_display(), one.what),
        Fact("who", _("Хто"), one.account.short_name, one.account.short_name),
        Fact("hour", _("Коли"), moment_words(one.hour), one.hour.isoformat()),
    )


def _erase_many(readers: Sequence[Reader], now: datetime) -> None:
    """Flags before the consents that they stand on. A request keeps its dates, and its name until it is answered."""
    mine = [reader.pk for reader in readers]
    SensitiveFlag.objects.filter(reader__in=mine).delete()
    Consent.objects.filter(reader__in=mine).delete()
    Look.objects.filter(reader__in=mine).delete()
    ErasureWarning.objects.filter(reader__in=mine).delete()
    requests = SubjectRequest.objects.filter(reader__in=mine)
    requests.filter(answered_on__isnull=False).update(from_name="", contact="", details="", answer="")
    requests.update(reader=None)


def _merge(kept: Reader, gone: Reader, now: datetime) -> None:
    """Move everything over; what both have stays once, a group only with a consent of the same kept record."""
    texts = list(kept.consents.filter(withdrawn_at__isnull=True).values_list("text_id", flat=True))
    doubled = gone.consents.filter(withdrawn_at__isnull=True, text__in=texts)
    for consent in doubled:
        same = kept.consents.get(text_id=consent.text_id, withdrawn_at__isnull=True)
        SensitiveFlag.objects.filter(consent=consent).update(consent=same)
    doubled.delete()
    gone.consents.update(reader=kept)
    flags = list(SensitiveFlag.objects.filter(reader=kept).values_list("flag", flat=True))
    SensitiveFlag.objects.filter(reader=gone, flag__in=flags).delete()
    SensitiveFlag.objects.filter(reader=gone).update(reader=kept)
    for look in gone.looks.all():
        if not kept.looks.filter(account_id=look.account_id, what=look.what, hour=look.hour).exists():
            Look.objects.filter(pk=look.pk).update(reader=kept)
    gone.looks.all().delete()
    gone.subject_requests.update(reader=kept)
    ErasureWarning.objects.filter(reader__in=[kept, gone]).delete()  # somebody was just here: the term begins anew


def _letters_of(reader: Reader) -> Q:
    """Letters about the reader, and those to an address that no other reader has."""
    mine = Q(about_app="people", about_id=str(reader.public_id))
    email = reader.email.strip().lower()
    if not email:
        return mine
    others = Reader.objects.filter(email=email).exclude(pk=reader.pk)
    return mine if others.exists() else mine | Q(to=email)


def _collect_letters(reader: Reader) -> Iterable[Group]:
    found = Letter.objects.filter(_letters_of(reader)).defer("html")
    yield Group(
        "letters",
        _("Листи, які ми вам писали"),
        records=tuple(
            (
                Fact("created_at", _("Коли"), moment_words(one.created_at), one.created_at.isoformat()),
                Fact("kind", _("Який"), _kind_words(one), one.template),
                Fact("to", _("Куди"), one.to, one.to),
                Fact("subject", _("Тема"), one.subject, one.subject),
                Fact("state", _("Стан"), one.get_state_display(), one.state),
                # A key by which one signs in is not repeated on paper.
                Fact("text", _("Текст"), "" if letters.is_secret(one.template) else one.text),
            )
            for one in found
        ),
    )


def _kind_words(one: Letter) -> str:
    title = letters.title(one.template)
    # By its term the row lost what it said; that it was written is still held.
    return _("{title}, адресу й текст уже стерто").format(title=title) if one.is_forgotten else title


def _erase_letters(readers: Sequence[Reader], now: datetime) -> None:
    ids = [reader.pk for reader in readers]
    mine = {reader.email.strip().lower() for reader in readers} - {""}
    shared = Reader.objects.filter(email__in=mine).exclude(pk__in=ids).values_list("email", flat=True)
    # Each by its own index: asked for either, a database reads every letter.
    mail.forget_letters(found=Q(to__in=mine.difference(shared)), now=now)
    about = [str(reader.public_id) for reader in readers]
    mail.forget_letters(found=Q(about_app="people", about_id__in=about), now=now)


HOLDER = Holder(
    code="privacy",
    order=90,
    collect=_collect,
    erase=lambda reader, now: _erase_many([reader], now),
    erase_many=_erase_many,
    merge=_merge,
    models=(
        "privacy.Consent",
        "privacy.SensitiveFlag",
        "privacy.Look",
        "privacy.Erasure",
        "privacy.ErasureWarning",
        "privacy.SubjectRequest",
    ),
)
LETTERS = Holder(
    code="mail",
    order=80,
    collect=_collect_letters,
    erase=lambda reader, now: _erase_letters([reader], now),
    erase_many=_erase_letters,
)
