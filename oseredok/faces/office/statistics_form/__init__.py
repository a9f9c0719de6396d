"""«Дані для 6-НК» in the office: the year's table of libraries, the sheet, the editor of the form."""
