"""A renderer for matplotlib that writes small SVG: what a ``Plot`` draws, no more.

Matplotlib's own gives every element its whole style and its font, and draws a point by a reference to a definition.
"""

from __future__ import annotations

from functools import cache
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_hex
from matplotlib.textpath import text_to_path

if TYPE_CHECKING:
    from matplotlib.backend_bases import GraphicsContextBase
    from matplotlib.font_manager import FontProperties
    from matplotlib.path import Path
    from matplotlib.text import Text
    from matplotlib.transforms import Transform
    from matplotlib.typing import ColorType

_ANCHORS = {"left": "", "center": "middle", "right": "end"}
_size = cache(text_to_path.get_text_width_height_descent)  # years and areas are measured once, not in every chart


class Renderer(RendererBase):
    """Writes straight lines, flat shapes and upright words; text in ``ink`` and lines with flat ends need no word."""

    def __init__(self, width: float, height: float, ink: str) -> None:
        super().__init__()
        self.width, self.height, self._ink = width, height, ink
        self._drawn: list[tuple[str, str, str]] = []

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self.width, self.height

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: bool | Literal["TeX"]
    ) -> tuple[float, float, float]:
        return _size(s, prop, ismath)

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: ColorType | None = None,  # noqa: N803
    ) -> None:
        look = {"fill": "none" if rgbFace is None else to_hex(rgbFace)}
        dashes: Any = gc.get_dashes()[1] or ()
        if width := gc.get_linewidth():
            look |= {"stroke": to_hex(gc.get_rgb()), "stroke-width": f"{width:g}"}
            look["stroke-dasharray"] = " ".join(f"{each:g}" for each in dashes)
            look["stroke-linecap"] = gc.get_capstyle().replace("butt", "")
        self._drawn.append((_attributes(look), f'<path d="{_steps(path, transform, self.height)}"', "/>"))

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: bool | Literal["TeX"] = False,
        mtext: Text | None = None,
    ) -> None:
        colour = to_hex(gc.get_rgb())
        look = {
            "text-anchor": _ANCHORS[mtext.get_horizontalalignment() if mtext else "left"],
            "fill": "" if colour == self._ink else colour,
            "font-weight": "700" if prop.get_weight() == "bold" else "",
        }
        left = mtext.get_position()[0] if mtext else x  # without mtext: a line of several
        place = f'x="{_number(round(left * 10))}" y="{_number(round(y * 10))}"'
        self._drawn.append((_attributes(look), f"<text {place}", f">{escape(s, quote=False)}</text>"))

    def elements(self) -> str:
        """Return all that was drawn; neighbours of one look share a group that tells it."""
        parts = []
        for look, group in groupby(self._drawn, lambda drawn: drawn[0]):
            alike = [(opening, rest) for _, opening, rest in group]
            if look and len(alike) > 1:
                parts += [f"<g{look}>", *(opening + rest for opening, rest in alike), "</g>"]
            else:
                parts += [f"{opening}{look}{rest}" for opening, rest in alike]
        return "".join(parts)


def _attributes(look: dict[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in look.items() if value)


def _steps(path: Path, transform: Transform, height: float) -> str:
    """Return the straight lines of ``path`` as SVG tells them: from the top, in steps, in tenths of a point."""
    drawn, x, y, last = "", 0, 0, ""
    for (*_, right, up), code in path.iter_segments(transform, simplify=False):
        before, (x, y) = (x, y), (round(right * 10), round((height - up) * 10))
        if code == path.CLOSEPOLY:
            letter, numbers = "z", []
        elif code == path.MOVETO:
            letter, numbers = "M", [x, y]
        elif y == before[1]:
            letter, numbers = "h", [x - before[0]]
        elif x == before[0]:
            letter, numbers = "v", [y - before[1]]
        else:
            letter, numbers = "l", [x - before[0], y - before[1]]
        drawn += (" " if letter == last else letter) + " ".join(map(_number, numbers))
        last = letter
    return drawn.replace(" -", "-")


def _number(tenths: int) -> str:
    """Return tenths as the shortest number.

    >>> [_number(1038), _number(1040), _number(-4), _number(0)]
    ['103.8', '104', '-.4', '0']
    """
    return f"{tenths / 10:g}".replace("0.", ".", 1) if abs(tenths) < 10 else f"{tenths / 10:g}"
