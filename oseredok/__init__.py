"""Oseredok: a public library's citizens' electronic information centre and coworking space."""

__version__ = "0.1.0"
