"""Which address on the network a request came from."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

ONE_SUBSCRIBER = 64
"""Bits of an IPv6 address that a provider gives to one line: whoever sits behind it chooses the rest at will."""


def address_of(request: HttpRequest) -> str:
    """Return the address; behind our own proxy, the one that the proxy saw: anything before it can be made up."""
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))


def line_of(request: HttpRequest) -> str:
    """Return by what limits count: the IPv4 address, the /64 network of an IPv6 one, the text of what is neither."""
    told = address_of(request)
    try:
        found = ipaddress.ip_address(told)
    except ValueError:
        return told
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((int(found), ONE_SUBSCRIBER), strict=False))
