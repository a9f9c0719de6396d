"""A real SMTP server on loopback whose answers a test chooses."""

from __future__ import annotations

import email
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default as modern
from typing import Any

from aiosmtpd.controller import Controller
from django.test import override_settings


@dataclass
class Postbox:
    """What arrived, and the answers to give next; an empty list of answers means that all is well."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    to_recipient: list[str] = field(default_factory=list)
    to_data: list[str] = field(default_factory=list)
    to_sender: list[str] = field(default_factory=list)

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        if self.to_sender:
            return self.to_sender.pop(0)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        if self.to_recipient:
            return self.to_recipient.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.to_data:
            return self.to_data.pop(0)
        message = email.message_from_bytes(envelope.content, policy=modern)
        assert isinstance(message, EmailMessage)
        self.letters.append(message)
        return "250 Accepted"


@contextmanager
def smtp_server() -> Iterator[Postbox]:
    """Run the server and point the settings at it."""
    postbox = Postbox()
    controller = Controller(postbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    postbox.port = controller.port
    try:
        with mail_settings(controller.port):
            yield postbox
    finally:
        controller.stop()


@contextmanager
def mail_settings(port: int) -> Iterator[None]:
    with override_settings(
        EMAIL_CONFIGURED=True,
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        EMAIL_HOST_USER="",
        EMAIL_HOST_PASSWORD="",
        EMAIL_USE_TLS=False,
        EMAIL_USE_SSL=False,
        EMAIL_TIMEOUT=5,
        DEFAULT_FROM_EMAIL="Осередок <library@tykhohory.example>",
    ):
        yield


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
