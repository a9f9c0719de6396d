"""One address asked politely: does it answer, has it moved, is it gone. No address inside the library's own network.

The name is resolved here, every address of it is checked, and the connection goes to the one that was checked: a name that
answers differently a moment later (DNS rebinding) leads nowhere else. Each step of a redirect is checked so too.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote, urljoin, urlsplit

from django.utils.translation import gettext as _

AGENT = "Oseredok-link-check/1.0 (library catalogue)"
SECONDS = 10
MOST_STEPS = 5
_SAFE = "%/:=&?~#+!$,;'@()*[]"
_PERMANENT = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
_REDIRECTS = (*_PERMANENT, HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT)
_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
_CLOSED = (
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS,
)

OK, MOVED, GONE, CLOSED, FAILING, UNASKED = "ok", "moved", "gone", "closed", "failing", "unasked"


@dataclass(frozen=True)
class Answer:
    """`outcome` is one of the words above; `note` says why, for people; `to` is where it has moved for good."""

    outcome: str
    status: int | None = None
    note: str = ""
    to: str = ""


class _Unasked(Exception):  # noqa: N818 - no error
    """The address must not be asked."""


def look(url: str, *, may_be_private: bool = False, seconds: float = SECONDS) -> Answer:
    """Ask an address by HEAD, and by GET where that is not answered well; never raises for what the network does."""
    asked, has_moved = url, True
    try:
        for _step in range(MOST_STEPS + 1):
            status, location = _ask(asked, may_be_private, seconds)
            if status in _REDIRECTS and location:
                has_moved = has_moved and status in _PERMANENT
                asked = urljoin(asked, location)
                continue
            return _answer(status, asked if has_moved and asked != url else "")
    except _Unasked as refusal:
        return Answer(UNASKED, note=str(refusal))
    except socket.gaierror:
        return Answer(GONE, note=_("такого сайту немає"))
    except ssl.SSLError:
        return Answer(FAILING, note=_("захищене з’єднання не вдалося"))
    except TimeoutError:
        return Answer(FAILING, note=_("сайт не відповів вчасно"))
    except (OSError, http.client.HTTPException, ValueError):
        return Answer(FAILING, note=_("з’єднатися не вдалося"))
    return Answer(FAILING, note=_("сайт водить по колу"))


def _answer(status: int, to: str) -> Answer:
    if status in _GONE:
        return Answer(GONE, status, _("сторінки немає ({status})").format(status=status))
    if status in _CLOSED:
        return Answer(CLOSED, status, _("сайт не пускає програм ({status})").format(status=status))
    if status >= HTTPStatus.BAD_REQUEST or status in _REDIRECTS:
        return Answer(FAILING, status, _("помилка сайту ({status})").format(status=status))
    return Answer(MOVED, status, _("переїхала"), to) if to else Answer(OK, status)


def _ask(url: str, may_be_private: bool, seconds: float) -> tuple[int, str]:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host:
        raise _Unasked(_("не вебадреса"))
    is_safe = parts.scheme == "https"
    port = parts.port or (443 if is_safe else 80)
    addresses = _resolved(host.encode("idna").decode("ascii"), port, may_be_private)
    path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    status, location = 0, ""
    for method in ("HEAD", "GET"):
        status, location = _once(method, path, host, port, addresses, is_safe, seconds)
        if status < HTTPStatus.BAD_REQUEST:
            break
    return status, location


def _once(
    method: str, path: str, host: str, port: int, addresses: list[str], is_safe: bool, seconds: float
) -> tuple[int, str]:
    """Ask once; of an answer only its head is read."""
    name = host.encode("idna").decode("ascii")
    line = http.client.HTTPConnection(name, port, timeout=seconds)
    try:
        plain = _connected(addresses, port, seconds)
        line.sock = plain
        if is_safe:
            line.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=name)
        shown = name if port == (443 if is_safe else 80) else f"{name}:{port}"
        line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for header, value in (("Host", shown), ("User-Agent", AGENT), ("Accept", "*/*"), ("Connection", "close")):
            line.putheader(header, value)
        line.endheaders()
        answer = line.getresponse()
        return answer.status, answer.getheader("Location") or ""
    finally:
        line.close()


def _connected(addresses: list[str], port: int, seconds: float) -> socket.socket:
    """Connect to the first address that lets: many networks know names with IPv6 and have none."""
    for address in addresses[:-1]:
        try:
            return socket.create_connection((address, port), timeout=seconds)
        except OSError:
            continue
    return socket.create_connection((addresses[-1], port), timeout=seconds)


def _resolved(host: str, port: int, may_be_private: bool) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    told = [str(one[4][0]) for one in found]
    if not may_be_private and not all(map(_is_public, told)):
        raise _Unasked(_("адреса внутрішньої мережі: таких не перевіряємо"))
    return list(dict.fromkeys(told))


def _is_public(told: str) -> bool:
    """Tell whether an address is one of the world's: no own network, no own computer, no address within another."""
    one = ipaddress.ip_address(told.partition("%")[0])
    if isinstance(one, ipaddress.IPv6Address):
        inner = one.ipv4_mapped or one.sixtofour or (one.teredo[1] if one.teredo else None)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
        if one in ipaddress.ip_network("64:ff9b::/96"):
            return False
    return one.is_global and not one.is_multicast
