"""Who says which catalogues are asked, and which addresses may be asked at all."""

from __future__ import annotations

import re
import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid, NotAllowed
from oseredok.collections.catalogue.copying.models import Target
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Role

KEEPERS = (Role.ADMINISTRATOR, Role.DIRECTOR)
_Z3950 = re.compile(r"([A-Za-z0-9](?:[A-Za-z0-9.-]{0,200}[A-Za-z0-9])?):(\d{1,5})(?:/([A-Za-z0-9_.+-]{1,80}))?")
_INDEX = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")


def check_can_keep(duty: Duty) -> None:
    """Raise NotAllowed (`not-a-keeper`)."""
    if not duty.may(*KEEPERS):
        raise NotAllowed(_("Каталоги для запозичення називають адміністратор і директор."), code="not-a-keeper")


def host_of(protocol: str, address: str) -> str:
    """Return the host of a well-formed address. Raises Invalid (`address`)."""
    if protocol == Target.Protocol.Z3950:
        found = _Z3950.fullmatch(address)
        if found is None or not 0 < int(found.group(2)) < 65_536:
            sentence = _("Адреса Z39.50 має вигляд «z3950.example.org:210/books».")
            raise Invalid(sentence, code="address", field="address")
        return found.group(1)
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        parts, host = None, None
    if parts is None or parts.scheme not in ("http", "https") or not host or parts.username or parts.query:
        sentence = _("Адреса SRU починається з https:// і не має знака питання: «https://example.org/sru».")
        raise Invalid(sentence, code="address", field="address")
    return host


def check_address(duty: Duty, protocol: str, address: str) -> None:
    """Raise Invalid (`address`, `address-inside`): only an administrator may send the server into its own network."""
    host = host_of(protocol, address)
    if not duty.may(Role.ADMINISTRATOR) and _is_inside(host):
        sentence = _("Це адреса внутрішньої мережі. Такий каталог може додати лише адміністратор.")
        raise Invalid(sentence, code="address-inside", field="address")


def check_index(told: str, field: str) -> None:
    """Raise Invalid (`index`) for what cannot stand in a query as a name."""
    if not _INDEX.fullmatch(told):
        raise Invalid(_("Латинські літери, цифри, крапка: «bath.isbn»."), code="index", field=field)


def _is_inside(host: str) -> bool:
    try:
        found = {str(row[4][0]) for row in socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP)}
    except (OSError, UnicodeError):
        return host == "localhost" or host.endswith((".local", ".internal", ".localhost"))
    return any(not ip_address(one.partition("%")[0]).is_global for one in found)
