"""Blank forms: one workbook per agency and form, made from the definitions that read the filled ones.

- ``folder``: the blank forms of a year, each in the folder of the agency that sends it
- ``blank``: what one blank form is made from: form, year, agency, units, expected rows
- ``units``, ``rows``: which administrative units the form may name; which rows are written already
- ``workbook``: the workbook: the form's own sheet and the sheets around it
- ``table``: the columns of the form's sheet: their looks, what may be entered, their totals
- ``validation``: what a cell accepts and what it says when it is entered
- ``checks``: the rules of the form in words and as formulas
- ``guide``, ``example``, ``lists``: the sheets "Hướng dẫn", "Ví dụ" and "Danh mục"
- ``looks``: fonts, borders, colours

XlsxWriter writes text as text and keeps the bytes the same from run to run.
"""
