"""Drawings by matplotlib, written as SVG that is small and fit for a page: text stays text, no style sheet, no ids.

The words of a chart take the font of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Literal

Place = tuple[float, float]
FONT_SIZE = 8.5
INK = "#1b2430"
_PAPER = {"facecolor": "#ffffff", "edgecolor": "none", "pad": 1}


@contextmanager
def fixed_settings() -> Iterator[None]:
    """Draw with fixed settings, whatever a user's own are; ``$`` in a name is a dollar, not a formula."""
    import matplotlib

    now = matplotlib.rcParams
    with matplotlib.rc_context({key: value for key, value in _settings().items() if now[key] != value}):
        yield


@cache
def _settings() -> dict[Any, Any]:
    from matplotlib import rcParamsDefault

    ours: dict[Any, Any] = {**rcParamsDefault, "text.parse_math": False, "font.size": FONT_SIZE}
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
        """Draw discs of ``size`` across: lines of a tenth of a point with round ends, the shortest way to say it.

        Without any length a disc that stands alone would be lost on paper: what has no extent is not drawn there.
        """
        lines = (((x, y), (x + 0.1, y)) for x, y in places)
        self._add(lines, fill=False, edgecolor=colour, linewidth=size, capstyle="round")

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
        from gender_indicators.report.charts.renderer import Renderer

        for order, artist in enumerate(self._figure.artists):
            artist.set_zorder(order)
        renderer = Renderer(*self._size, INK)
        self._figure.draw(renderer)
        width, height = (f"{each:g}" for each in self._size)
        look = f"max-width:{widest:g}rem;font-size:{FONT_SIZE}px;fill:{INK}"
        opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" style="{look}">'
        return f"{opening}{renderer.elements()}</svg>"
