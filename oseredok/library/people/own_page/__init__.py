"""How readers come in to their own page: a code by letter, or the card and a PIN."""
