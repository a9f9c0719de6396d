"""The password of a copy: the age format (age-encryption.org), by `pyrage`. No cipher of ours.

A fresh X25519 key is made for each copy. The copy is encrypted to it as a stream; the key itself is encrypted with the
password (age's scrypt). Both lie in the outer file, so that any age program opens it: docs/adr/0007.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import pyrage
from django.utils.translation import gettext as _

from oseredok.base.backup.problems import BackupError, damaged

SHORTEST = 10


def check_password(password: str) -> None:
    """Raise `BackupError` for a password that protects nothing."""
    if len(password) < SHORTEST:
        sentence = _("Пароль копій закороткий: потрібно щонайменше {least} знаків.").format(least=SHORTEST)
        raise BackupError(sentence, code="password-short", field="password")


def new_key(password: str) -> tuple[pyrage.x25519.Recipient, bytes]:
    """Return whom to encrypt to, and the key encrypted with the password."""
    identity = pyrage.x25519.Identity.generate()
    return identity.to_public(), pyrage.passphrase.encrypt(f"{identity}\n".encode(), password)


@contextmanager
def sealed(target: IO[bytes], recipient: pyrage.x25519.Recipient) -> Iterator[IO[bytes]]:
    """Yield a stream; what is written into it reaches `target` encrypted."""
    reading, writing = os.pipe()
    failures: list[BaseException] = []

    def encrypt() -> None:
        with os.fdopen(reading, "rb", buffering=1024 * 1024) as source:
            try:
                pyrage.encrypt_io(source, target, [recipient])
            except BaseException as error:
                failures.append(error)
                while source.read(1024 * 1024):  # whoever writes must not hang
                    pass

    thread = threading.Thread(target=encrypt, name="sealing", daemon=True)
    thread.start()
    stream = os.fdopen(writing, "wb", buffering=1024 * 1024)
    try:
        yield stream
    finally:
        stream.close()
        thread.join()
    if failures:
        raise failures[0]


def unseal(key: bytes, source: IO[bytes], target: Any, password: str) -> None:
    """Decrypt `source` into `target`. Raises `BackupError` (`wrong-password`, `damaged`)."""
    try:
        text = pyrage.passphrase.decrypt(key, password).decode("ascii")
        identity = pyrage.x25519.Identity.from_str(text.strip())
    except (pyrage.DecryptError, pyrage.IdentityError, UnicodeDecodeError) as error:
        raise BackupError(
            _("Пароль не підходить до цієї копії. Перевірте мову клавіатури й великі літери."), code="wrong-password"
        ) from error
    try:
        pyrage.decrypt_io(source, target, [identity])
    except pyrage.DecryptError as error:
        raise damaged(_("зашифрована частина")) from error
    except OSError as error:
        # What pyrage says of a changed byte behind the header; the disk's own errors have a number.
        if error.errno is not None:
            raise
        raise damaged(_("зашифрована частина")) from error
