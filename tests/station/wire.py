"""A network between the program and a server, which a test cuts and mends."""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit


class Wire:
    """Carries bytes between its own port of the loopback and a server's."""

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self._server = (parts.hostname or "", parts.port or 80)
        self._is_whole = True
        self._ends: set[socket.socket] = set()
        self._door = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._let_in, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def cut(self) -> None:
        """Break what is connected; whoever connects now is turned away."""
        self._is_whole = False
        for end in list(self._ends):
            _close(end)

    def mend(self) -> None:
        self._is_whole = True

    def close(self) -> None:
        self.cut()
        _close(self._door)

    def _let_in(self) -> None:
        with suppress(OSError):
            while True:
                visitor = self._door.accept()[0]
                if self._is_whole:
                    threading.Thread(target=self._carry, args=[visitor], daemon=True).start()
                else:
                    _close(visitor)

    def _carry(self, visitor: socket.socket) -> None:
        with suppress(OSError, ValueError), visitor, socket.create_connection(self._server) as server:
            pair = {visitor: server, server: visitor}
            self._ends |= set(pair)
            try:
                while self._is_whole:
                    for end in select.select(list(pair), [], [], 1)[0]:
                        carried = end.recv(65536)
                        if not carried:
                            return
                        pair[end].sendall(carried)
            finally:
                self._ends -= set(pair)


@contextmanager
def to(server: str) -> Iterator[Wire]:
    wire = Wire(server)
    try:
        yield wire
    finally:
        wire.close()


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
