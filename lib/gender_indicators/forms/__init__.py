"""What agencies fill in: a form's definition, and a filled one read into a table that remembers its cells.

- ``definition``: forms, their columns and the rules a filled one keeps (``params/forms.yaml``); no pandas
- ``reader``: :func:`~gender_indicators.forms.reader.read_form`, the story of reading one delivered file
- ``table``: the typed rows of a filled form, each with its place in the file
- ``rules``: every rule of reading, its severity, what is expected and who must do what
- ``faults``: what is wrong with a file, and the findings that say so
- ``delimited``, ``parquet``, ``workbook``: a CSV file, a Parquet file and a workbook as raw cells
- ``package``, ``plain``: the ZIP package and the XML below a workbook
- ``grid``: raw cells before they have a type, block by block
- ``layout``: which sheet, row and column hold what, and whether the file is the one that was asked for
- ``rows``: which rows are data; totals, notes, blank and ragged rows
- ``columns``: one column, read block by block into values of its type
- ``cells``: one raw cell into a value

``reader``, ``columns``, ``cells``, ``table`` and what is built on them need pandas and are therefore not imported
here.
"""

from gender_indicators.forms.definition import Column, Form, Forms, load_forms

__all__ = ["Column", "Form", "Forms", "load_forms"]
