"""Settings of OpenID Connect out of four words of the environment. Read by `oseredok.settings`: no Django here."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlsplit


def provider_id(issuer: str) -> str:
    """Return the name under which links are kept: another issuer must not inherit the marks of the former one."""
    return f"oidc-{hashlib.sha256(issuer.encode()).hexdigest()[:12]}"


def openid_providers(issuer: str, client_id: str, secret: str, name: str) -> dict[str, Any]:
    """Return `SOCIALACCOUNT_PROVIDERS`: nothing until an issuer and a client are named."""
    if not (issuer and client_id):
        return {}
    app = {
        "provider_id": provider_id(issuer),
        "name": name or urlsplit(issuer).hostname or issuer,
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def openid_origins(issuer: str) -> list[str]:
    """Return the origin of the issuer for the page's policy."""
    parts = urlsplit(issuer)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.scheme and parts.netloc else []
