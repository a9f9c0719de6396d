"""Accounts of staff: made, corrected, given roles, closed."""
