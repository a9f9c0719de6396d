"""Two records of one person: suspected, made one, undone."""
