"""What agencies fill in: the definition of a form, and the table a filled one becomes.

- ``definition``: forms, their columns and the rules a filled one keeps (``params/forms.yaml``); no pandas
- ``identity``: the hidden sheet by which a renamed file is known again
- ``rules``: every rule of reading a file, its severity, what is expected and who must do what
- ``faults``: what is wrong with a file, and the findings that say so
- ``table``: the typed rows of a filled form, each with its place in the file
- ``dating``: the day a row stands for

How a delivered file becomes a table: ``intake``. ``table`` and ``dating`` need pandas and are therefore not imported
here.
"""

from gender_indicators.forms.definition import Column, Form, Forms, load_forms

__all__ = ["Column", "Form", "Forms", "load_forms"]
