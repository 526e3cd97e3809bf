"""What an outsider learns from a publication: the reading half of the attack on its confidential figures.

``statements`` (what is read), ``names`` (the words a reader knows), ``text``, ``document`` and ``charts`` (how words,
tables and drawings are read), one module per kind of file (``pages``, ``notebooks``, ``pdfs``, ``records``,
``workbooks``, ``plain``), ``reader`` (a file, a folder).

Only published files are read: nothing here imports a figure, a page or a chart of this library.
"""

from gender_indicators.editions.attack.names import Names
from gender_indicators.editions.attack.reader import read_file, read_publication
from gender_indicators.editions.attack.statements import Hidden, Part, Reading, Statement

__all__ = ["Hidden", "Names", "Part", "Reading", "Statement", "read_file", "read_publication"]
