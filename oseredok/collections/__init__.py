"""What is kept and found: the catalogue."""
