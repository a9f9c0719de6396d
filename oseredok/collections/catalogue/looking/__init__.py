"""A record as staff look at it: found by any of its numbers or the beginning of its title, as it came, on a printed card, on labels."""
