"""Covers a library computer's desktop with Oseredok's kiosk page until a session starts, and again when it ends.

Imports nothing of Oseredok itself: it knows only the address and the words of the page (`state.Word`).
"""

__version__ = "0.1.0"
