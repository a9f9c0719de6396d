"""Two records of one book: suspected, compared, made one, parted again, or said to be different books.

The record that goes keeps its row and its source: its page leads to the one that stays, harvesters are told that it is
deleted, and its copies stand at the other, marked by `Copy.came_with`. A file that brings it again goes on telling of those
copies, and of nothing else.
"""
