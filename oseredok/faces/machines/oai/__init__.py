"""OAI-PMH 2.0: the catalogue harvested by union catalogues, with deletions that are told for ever."""
