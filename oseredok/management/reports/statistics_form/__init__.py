"""«Дані для 6-НК»: the annual form of the state as versioned data, filled from indicators and by hand (facts: 6nk)."""
