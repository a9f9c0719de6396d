"""The sheet on paper, as a workbook and as an open table: one and the same numbers everywhere."""
