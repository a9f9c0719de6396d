"""How staff come in: password, second step, sessions, limits, another system."""
