"""Exhibitions on the site: records that a librarian has chosen and put in order, with a word about each."""
