"""Drawings by matplotlib, written as SVG that is small and fit for a page: text stays text, no style sheet, no ids.

The words of a chart take the font of the page. Matplotlib's own SVG writer gives every element its whole style, so
a chart of forty units would weigh thirty kilobytes; here it weighs six.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from matplotlib.backend_bases import GraphicsContextBase
    from matplotlib.font_manager import FontProperties
    from matplotlib.path import Path
    from matplotlib.text import Text
    from matplotlib.transforms import Transform
    from matplotlib.typing import ColorType

Place = tuple[float, float]
FONT_SIZE = 8.5
INK = "#1b2430"
_ANCHORS = {"left": "", "center": "middle", "right": "end"}
_PAPER = {"facecolor": "#ffffff", "edgecolor": "none", "pad": 1}


@contextmanager
def fixed_settings() -> Iterator[None]:
    """Draw with fixed settings, whatever a user's own are; ``$`` in a name is a dollar, not a formula."""
    import matplotlib

    now = matplotlib.rcParams
    with matplotlib.rc_context({key: value for key, value in _settings().items() if now[key] != value}):
        yield


@cache
def _settings() -> dict[str, Any]:
    from matplotlib import rcParamsDefault

    ours = {**rcParamsDefault, "text.parse_math": False, "font.size": FONT_SIZE}
    return {key: value for key, value in ours.items() if key != "backend"}  # the screen's: not needed, so not touched


class Plot:
    """A drawing with a field in it that has scales; what is drawn later lies on top.

    ``size`` and ``field`` (left, bottom, width, height) are points, 1/72 inch, from the lower left corner, as are all
    places; :meth:`x` and :meth:`y` turn values into places. There are no axes: they would cost most of the time.
    """

    def __init__(self, size: Place, field: tuple[float, float, float, float], xs: Place, ys: Place) -> None:
        from matplotlib.figure import Figure

        self.left, self.bottom, width, height = field
        self.right, self.top = self.left + width, self.bottom + height
        self._size, self._xs, self._ys = size, xs, ys
        self._figure = Figure(figsize=(size[0] / 72, size[1] / 72), dpi=72)
        self._figure.patch.set_visible(False)

    def x(self, value: float) -> float:
        """Return the place of ``value`` from the left edge of the drawing."""
        start, end = self._xs
        return self.left + (value - start) / (end - start) * (self.right - self.left)

    def y(self, value: float) -> float:
        """Return the place of ``value`` from the lower edge of the drawing."""
        start, end = self._ys
        return self.bottom + (value - start) / (end - start) * (self.top - self.bottom)

    def lines(
        self, lines: Iterable[Sequence[Place]], colour: str, width: float, dashes: Sequence[float] = ()
    ) -> None:
        """Draw lines of one look, each through its places; ``dashes`` and gaps are multiples of the width."""
        style = (0, dashes) if dashes else "-"
        self._add(lines, fill=False, edgecolor=colour, linewidth=width, linestyle=style, capstyle="butt")

    def discs(self, places: Iterable[Place], colour: str, size: float) -> None:
        """Draw discs of ``size`` across: lines without length but with round ends, the shortest way to say it."""
        self._add(((p, p) for p in places), fill=False, edgecolor=colour, linewidth=size, capstyle="round")

    def shapes(self, shapes: Iterable[Sequence[Place]], colour: str) -> None:
        """Fill the shapes with these corners."""
        self._add(shapes, facecolor=colour, linewidth=0)

    def words(
        self,
        place: Place,
        words: str,
        ha: Literal["left", "center", "right"],
        va: Literal["top", "center", "center_baseline", "bottom"],
        colour: str = INK,
        bold: bool = False,
        paper: bool = False,
    ) -> None:
        """Write ``words`` at ``place``, which is their left, center or right, their top, center or bottom.

        With ``paper`` lines end before the words.
        """
        from matplotlib.text import Text
        from matplotlib.transforms import IdentityTransform

        text = Text(*place, words, color=colour, ha=ha, va=va, weight="bold" if bold else "normal")
        text.set_transform(IdentityTransform())
        if paper:
            text.set_bbox(_PAPER)
        self._figure.add_artist(text)

    def _add(self, lines: Iterable[Sequence[Place]], **look: Any) -> None:
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path
        from matplotlib.transforms import IdentityTransform

        drawn = list(lines)
        codes = [Path.LINETO if number else Path.MOVETO for line in drawn for number in range(len(line))]
        if drawn:
            path = Path([place for line in drawn for place in line], codes)
            self._figure.add_artist(PathPatch(path, transform=IdentityTransform(), **look))

    def svg(self, widest: float) -> str:
        """Return the drawing as one line of SVG, at most ``widest`` rem wide on screen."""
        for order, artist in enumerate(self._figure.artists):
            artist.set_zorder(order)
        writer = _writer()(*self._size)
        self._figure.draw(writer)
        width, height = (f"{each:g}" for each in self._size)
        look = f"max-width:{widest:g}rem;font-size:{FONT_SIZE}px;fill:{INK}"
        opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" style="{look}">'
        return f"{opening}{writer.elements()}</svg>"


@cache
def _writer() -> Callable[[float, float], Any]:
    """Return the class of matplotlib's renderer that writes what a :class:`Plot` draws, and no more."""
    from matplotlib.backend_bases import RendererBase
    from matplotlib.colors import to_hex
    from matplotlib.textpath import text_to_path

    size_of = cache(text_to_path.get_text_width_height_descent)

    class Writer(RendererBase):
        def __init__(self, width: float, height: float) -> None:
            super().__init__()
            self.width, self.height = width, height
            self._drawn: list[tuple[str, str, str]] = []

        def get_canvas_width_height(self) -> tuple[float, float]:
            return self.width, self.height

        def get_text_width_height_descent(
            self, s: str, prop: FontProperties, ismath: bool | Literal["TeX"]
        ) -> tuple[float, float, float]:
            return size_of(s, prop, ismath)

        def draw_path(
            self,
            gc: GraphicsContextBase,
            path: Path,
            transform: Transform,
            rgbFace: ColorType | None = None,  # noqa: N803
        ) -> None:
            look = {"fill": "none" if rgbFace is None else to_hex(rgbFace)}
            if width := gc.get_linewidth():
                look |= {"stroke": to_hex(gc.get_rgb()), "stroke-width": f"{width:g}"}
                look["stroke-dasharray"] = " ".join(f"{each:g}" for each in gc.get_dashes()[1] or ())
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
                "text-anchor": _ANCHORS[mtext.get_ha()] if mtext else "",  # none: one line of several
                "fill": "" if colour == INK else colour,
                "font-weight": "700" if prop.get_weight() == "bold" else "",
            }
            left = mtext.get_position()[0] if mtext else x
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

    return Writer


def _attributes(look: dict[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in look.items() if value)


def _steps(path: Path, transform: Transform, height: float) -> str:
    """Return the straight lines of ``path`` as SVG tells them: from the top, in steps, in tenths of a point."""
    told, x, y, last = "", 0, 0, ""
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
        told += (" " if letter == last else letter) + " ".join(map(_number, numbers))
        last = letter
    return told.replace(" -", "-")


def _number(tenths: int) -> str:
    """Return tenths as the shortest number.

    >>> [_number(1038), _number(1040), _number(-4), _number(0)]
    ['103.8', '104', '-.4', '0']
    """
    return f"{tenths / 10:g}".replace("0.", ".", 1) if abs(tenths) < 10 else f"{tenths / 10:g}"
