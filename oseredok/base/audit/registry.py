"""What the log of changes keeps. Each room registers its models in `AppConfig.ready()`.

    audit.register(Audited(model=Library, called=_("бібліотеку"), place=lambda library: library.pk))
    audit.register(Audited(model=Reader, called=_("картку читача"), names_only=True, name=lambda reader: "",
                           about=lambda reader: f"people.reader:{reader.pk}"))

A change is seen when it goes through `save()` or `delete()`, never through `QuerySet.update()` and `bulk_*`: where those
are needed, tell it with `actions.note`. Only concrete fields of the model itself are kept; `exclude` leaves fields out,
`masked` keeps that they changed but not their values. A reader's record is always `names_only`, its `name` impersonal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from auditlog.registry import auditlog
from django.db.models import Model
from django.utils.functional import Promise

# Whatever the model, these never get in, not even that they changed; a password only that it did.
NEVER = frozenset({"last_login", "name_key", "changed_at", "changed_by"})
SECRET = frozenset(
    {"password", "pin", "pin_hash", "secret", "secret_key", "token", "key", "totp_secret", "session_key"}
)


@dataclass(frozen=True, kw_only=True)
class Audited:
    """One kind of thing. `called` answers «змінила кого? що?»; `name` says which one, by default the thing's own text."""

    model: type[Model]
    called: str | Promise
    name: Callable[[Any], str] | None = None
    place: Callable[[Any], int | None] | None = None
    about: Callable[[Any], str] | None = None
    exclude: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()
    names_only: bool = False
    absent_by_default: bool = False
    """A row keeps only what differs from a default: its coming and going is told as a change."""
    told_by_actions: bool = False
    """Nothing is seen by itself, only what `actions.note` tells: of tables that an import fills by hundreds of thousands."""

    @property
    def code(self) -> str:
        return self.model._meta.label_lower

    @property
    def title(self) -> str:
        return str(self.model._meta.verbose_name)

    def name_of(self, instance: Model) -> str:
        return (self.name(instance) if self.name else str(instance))[:200]

    @property
    def fields(self) -> list[str]:
        names = [field.name for field in self.model._meta.concrete_fields if not field.primary_key]
        return [name for name in names if name not in NEVER and name not in self.exclude]

    @property
    def hidden(self) -> list[str]:
        """Fields whose values are never kept."""
        return [name for name in self.fields if self.names_only or name in self.masked or name in SECRET]


_audited: dict[type[Model], Audited] = {}


def register(audited: Audited) -> None:
    """Let a kind of thing into the log. Registering the same model again replaces the former."""
    former = _audited.get(audited.model)
    if former is not None and not former.told_by_actions:
        auditlog.unregister(audited.model)
    _audited[audited.model] = audited
    if audited.told_by_actions:
        return
    auditlog.register(
        audited.model,
        include_fields=audited.fields,
        mask_fields=audited.hidden,
        mask_callable="oseredok.base.audit.registry.nothing",
    )


def nothing(_value: str) -> str:
    """What is kept in the place of a value that must not be kept."""
    return ""


def known(model: type[Model]) -> Audited | None:
    """Return how a model is audited; None when it is not."""
    return _audited.get(model)


def kinds() -> list[Audited]:
    """Return everything audited, by title."""
    return sorted(_audited.values(), key=lambda audited: audited.title)
