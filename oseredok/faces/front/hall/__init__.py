"""The screen of a hall that visitors see: free seats without codes, names and buttons."""
