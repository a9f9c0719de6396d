"""What ends a command with a sentence instead of a traceback."""

from __future__ import annotations


class StationError(Exception):
    """A sentence for the person who set this computer up."""
