"""The card: numbers, drawing on paper and in the phone, another one for a lost one."""
