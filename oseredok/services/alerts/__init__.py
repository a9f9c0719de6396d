"""Saved searches: somebody asks to be told what is new by a query, in a letter or on their own page."""
