"""What has changed in a room, told to whoever follows: search keeps its index by it. Followers register in
`AppConfig.ready()`.

    changes.register("search", outbox.changed)
    changes.tell("page", page.pk)               # in the action that changed it, inside its transaction
    changes.tell("service")                     # anything of this kind may have changed

A follower is called inside the transaction of the verb: the change and what follows from it are there together or not
at all. What is told is a kind of thing and its ids, never its words.
"""

from __future__ import annotations

from typing import Protocol


class Follower(Protocol):
    def __call__(self, kind: str, /, *keys: object) -> None: ...


_followers: dict[str, Follower] = {}


def register(code: str, follower: Follower) -> None:
    """Hear of every change from now on. Registering the same code again replaces the former."""
    _followers[code] = follower


def tell(kind: str, *keys: object) -> None:
    """Tell that things of a kind were made, changed or taken away; without keys, any of them may have been."""
    for follower in _followers.values():
        follower(kind, *keys)
