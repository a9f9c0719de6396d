"""«Якість каталогу»: what is missing in records or looks wrong, counted by named checks, each with the list of its records.

A check (`checks.CHECKS`) is a name, a sentence of what to do, which records it concerns, and how flaws are found: by one
question to the database (`asking`) or by looking at each record as it is read once for all of them (`looking`). The
worker counts (`counting`); what was found stays with its day until it is counted again.
"""
