"""Text as Typst source: quoted so that no character of it is markup or code.

``display`` and ``publish`` both write Typst; this module depends on neither.
"""

from __future__ import annotations

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def typst_string(text: str) -> str:
    """Return ``text`` as a Typst string literal, for code: arguments, ``alt``, ``caption``.

    >>> print(typst_string('Tỷ lệ "nữ" #eval'))
    "Tỷ lệ \\"nữ\\" #eval"
    """
    return '"' + "".join(_escaped(character) for character in text) + '"'


def typst_text(text: str) -> str:
    """Return markup that shows ``text`` as it is, for content: between square brackets or in a paragraph.

    A string literal cannot start a list, a heading or a formula, and the semicolon ends it, so that
    text following it (``.len()``, ``[...]``) is not taken for code either.

    >>> print(typst_text("*a* _b_ $x$ @c"))
    #"*a* _b_ $x$ @c";
    """
    return f"#{typst_string(text)};"


def typst_svg(svg: str, alt: str, width: str = "100%") -> str:
    """Return code (no leading ``#``) for a picture in SVG that ``alt`` describes, ``width`` a Typst length.

    >>> print(typst_svg("<svg/>", "Hai cột"))
    image(bytes("<svg/>"), format: "svg", alt: "Hai cột", width: 100%)
    """
    return f'image(bytes({typst_string(svg)}), format: "svg", alt: {typst_string(alt)}, width: {width})'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    return f"\\u{{{ord(character):x}}}" if ord(character) < 32 or ord(character) == 127 else character
