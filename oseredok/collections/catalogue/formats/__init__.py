"""Files of records: cut into raw records (`pieces`), each parsed on its own, so that a damaged one harms no other."""
