"""Classes of books: УДК, lawful in Ukraine since 2017, and ББК, by which many shelves still stand; each as a short tree.

Names are our own words for what stands there, three levels deep at most: for choosing and for looking through, not a copy of
the tables. An index goes to the deepest class that it begins with.
"""
