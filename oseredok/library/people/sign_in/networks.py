"""Addresses of computers, shortened: enough to tell the library from elsewhere, too little to follow a person."""

from __future__ import annotations

import ipaddress

_KEPT_BITS = {4: 24, 6: 48}


def shortened(address: str | None) -> str:
    """Return `192.0.2.x` or `2001:db8:1::x`; empty for what is not an address."""
    try:
        found = ipaddress.ip_address((address or "").strip())
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    network = ipaddress.ip_network(f"{found}/{_KEPT_BITS[found.version]}", strict=False).network_address
    if found.version == 4:
        return f"{str(network).rpartition('.')[0]}.x"
    return f"{network}x"
