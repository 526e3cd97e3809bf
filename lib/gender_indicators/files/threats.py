"""What an Excel workbook may not bring along: macros, links to other files, files inside it.

None of it would ever be run or followed here. It is refused because the office opens the same file in Excel, and
because a value that comes from another file cannot be checked.
"""

from __future__ import annotations

import re

from gender_indicators.files.markup import walk
from gender_indicators.files.package import Package
from gender_indicators.findings import Fault, Place, Refusal

# Parts by their names, and relations and content by the last word of their types.
_FOLDERS = {
    "file.macro": ("vbaproject", "xl/macrosheets/", "xl/dialogsheets/", "customui/"),
    "file.external_link": ("xl/externallinks/", "xl/connections", "xl/querytables/"),
    "file.embedded": ("xl/embeddings/", "xl/activex/", "xl/webextensions/"),
}
_TYPES = {
    "file.macro": {"vbaproject", "xlmacrosheet", "xlintlmacrosheet", "dialogsheet", "wordvbadata"},
    "file.external_link": {"externallink", "externallinkpath", "connections", "querytable", "externaldata"},
    "file.embedded": {"oleobject", "package", "control", "activexcontrolbinary", "webextension"},
}
_STRING = re.compile(r'"[^"]*"')
_DDE = re.compile(r"\|[^!]*!|^\s*(?:of:)?=?\s*DDE\s*\(", re.IGNORECASE)


def refuse_threats(package: Package, place: Place) -> None:
    """Raise :class:`Refusal` when the package of an Excel workbook holds anything of the above."""
    for name in package.names:
        for rule, folders in _FOLDERS.items():
            if any(folder in name.lower() for folder in folders):
                raise Refusal(Fault(_links(rule, package, name), place, _last(name)))
    for name in package.packed():
        raise Refusal(Fault("file.embedded", place, _last(name)))
    for name in package.names:
        if name.lower().endswith(".rels"):
            _refuse_relations(package.read(name), place)


def is_dde(formula: str) -> bool:
    """Whether a formula asks another program for its value.

    >>> is_dde("cmd|'/C calc'!A0"), is_dde("SUM(A1:A9)"), is_dde('"a|b!"&A1')
    (True, False, False)
    """
    return bool(_DDE.search(_STRING.sub("", formula)))


def _refuse_relations(xml: bytes, place: Place) -> None:
    def relation(name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship":
            return
        kind = _last(attributes.get("Type", "")).lower()
        for rule, kinds in _TYPES.items():
            if kind in kinds:
                raise Refusal(Fault(rule, place, kind))
        if attributes.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
            raise Refusal(Fault("file.external_link", place, kind))

    walk(xml, place, relation)


def _links(rule: str, package: Package, name: str) -> str:
    """The rule a part breaks: a link to another file may be one to another program."""
    if rule == "file.external_link" and b"ddeLink" in package.read(name):
        return "file.dde"
    return rule


def _last(path: str) -> str:
    """The last part of a path or type, short enough to be shown."""
    return path.rstrip("/").rpartition("/")[2][:60]
