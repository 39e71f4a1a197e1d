"""A page to draw on: text, boxes and lines in pixels from its lower left corner, by matplotlib."""

from __future__ import annotations

import io
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from typing import Any, Literal, TypeAlias

from wagamachi_cli.output.font import check_characters, drawable, font_file, quiet_matplotlib
from wagamachi_cli.text import NEVER_FIRST

DPI = 150
_PACKING = 3  # of 9: how closely a PNG is packed
LETTERS = 0.8  # the height of text as a share of its line's
# Left, lower, right, upper edge.
Box: TypeAlias = "tuple[float, float, float, float]"
_WORD = re.compile(r"[!-~]+ ?|.")


class Pen:
    """Draws on one page of ``size`` pixels at 150 dpi; a context manager, since it sets matplotlib up.

    ``texts`` is everything that will be written: OutputError for a character that the font lacks.
    Nothing can be drawn before ``start``.
    """

    def __init__(self, size: tuple[int, int], texts: Iterable[str]) -> None:
        self.width, self.height = size
        self.scale = 1.0
        self._taken: list[Box] = []
        self._font = font_file()
        check_characters(map(drawable, texts), self._font)
        self._fonts: dict[float, Any] = {}
        self._widths: dict[tuple[str, float], float] = {}
        self._setting = ExitStack()

    def __enter__(self) -> Pen:
        quiet_matplotlib()
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self._setting.enter_context(matplotlib.rc_context())
        matplotlib.rcdefaults()  # no one's matplotlibrc makes our pictures different
        matplotlib.rcParams.update(
            {
                "text.parse_math": False,
                "text.hinting": "none",  # with it a page takes a fifth longer and looks no better
                "svg.hashsalt": "wagamachi",
                "svg.fonttype": "path",
                "hatch.linewidth": 2.0,
            }
        )
        self._figure = Figure(figsize=(self.width / DPI, self.height / DPI), dpi=DPI, facecolor="white")
        canvas: Any = FigureCanvasAgg(self._figure)  # its methods have no types
        self._canvas, self._renderer = canvas, canvas.get_renderer()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._setting.close()

    def start(self, scale: float) -> None:
        """Begin with an empty page, on which all text is ``scale`` times as large as asked for."""
        self.scale = scale
        self._widths.clear()
        self._fonts.clear()
        self._taken.clear()
        self._figure.clear()
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, self.width)
        self._axes.set_ylim(0, self.height)

    def line_height(self, points: float) -> float:
        """How many pixels high a line of text of ``points`` is, with the air above and below it."""
        return points * self.scale * DPI / 72 * 1.3

    def take(self, box: Box) -> None:
        """Keep ``box`` free of what asks ``free``; what ``text`` writes is kept so by itself."""
        self._taken.append(box)

    def free(self, box: Box) -> bool:
        """Whether ``box`` touches nothing that is taken."""
        left, low, right, high = box
        return not any(
            left < other[2] and other[0] < right and low < other[3] and other[1] < high
            for other in self._taken
        )

    def measure(self, text: str, points: float) -> float:
        """How many pixels wide ``text`` is."""
        key = (text, points)
        if key not in self._widths:
            self._widths[key] = self._renderer.get_text_width_height_descent(
                drawable(text), self._properties(points), False
            )[0]
        return self._widths[key]

    def wrap(self, text: str, points: float, width: float) -> list[str]:
        """``text`` in lines of at most ``width`` pixels: broken between words, or anywhere in Japanese."""
        rest = list(self._pieces(drawable(text), points, width))
        lines: list[str] = []
        while rest:
            fit = self._fitting(rest, points, width)
            while fit < len(rest) and rest[fit] in NEVER_FIRST:
                fit += 1
            lines.append("".join(rest[:fit]).rstrip())
            rest = rest[fit:]
        if len(lines) > 1 and not lines[-1]:
            lines.pop()
        return lines or [""]

    def _fitting(self, pieces: Sequence[str], points: float, width: float) -> int:
        """How many of the pieces fit in a line, at least one.

        To measure is what takes the time of a drawing, and a long text takes long: the place is found by
        doubling and then by halving.
        """

        def too_wide(count: int) -> bool:
            return self.measure("".join(pieces[:count]).rstrip(), points) > width

        most = 16
        while not too_wide(most):
            if most >= len(pieces):
                return len(pieces)
            most *= 2
        return max(1, bisect_left(range(min(most, len(pieces))), True, lo=1, key=too_wide) - 1)

    def _pieces(self, text: str, points: float, width: float) -> Iterable[str]:
        """What must stay together; a word that is too long for a line falls into characters."""
        for piece in _WORD.findall(text):
            if len(piece) == 1 or self.measure(piece, points) <= width:
                yield piece
            else:
                yield from piece

    def text(
        self,
        x: float,
        y: float,
        text: str,
        points: float,
        colour: str = "black",
        across: Literal["left", "center", "right"] = "left",
        up: Literal["bottom", "baseline", "center", "center_baseline", "top"] = "top",
        upright: bool = False,
        halo: str = "",
        pill: str = "",
        bold: bool = False,
    ) -> None:
        """Write ``text`` at (x, y); ``upright`` turns it by 90°.

        ``halo`` is the colour of a rim that keeps it readable on lines, ``pill`` of a box around it;
        ``bold`` thickens the strokes, since the font has one weight only.
        """
        self._taken.append(self._box(x, y, text, points, across, up, upright))
        drawn = self._axes.text(
            x,
            y,
            drawable(text),
            fontproperties=self._properties(points),
            color=colour,
            ha=across,
            va=up,
            rotation=90 if upright else 0,
            zorder=5,
        )
        if halo or bold:
            from matplotlib.patheffects import withStroke

            rims = [(6.0, halo)] * bool(halo) + [(0.9, colour)] * bold
            drawn.set_path_effects([withStroke(linewidth=thick, foreground=rim) for thick, rim in rims])
        if pill:
            drawn.set_bbox({"boxstyle": "round,pad=0.22", "facecolor": pill, "edgecolor": "none"})
            drawn.set_zorder(6)

    def _box(self, x: float, y: float, text: str, points: float, across: str, up: str, upright: bool) -> Box:
        """What ``text`` covers."""
        wide, tall = self.measure(text, points), self.line_height(points) * LETTERS
        if upright:
            wide, tall = tall, wide
        left = x - wide * {"left": 0, "center": 0.5, "right": 1}[across]
        low = y - tall * {"bottom": 0, "baseline": 0.2, "top": 1}.get(up, 0.5)
        return left, low, left + wide, low + tall

    def box(
        self, x: float, y: float, width: float, up: float, fill: str, rim: str = "white", hatch: str = ""
    ) -> None:
        """Draw a rectangle from its lower left corner; ``hatch`` lines over it have the rim's colour."""
        from matplotlib.patches import Rectangle

        self._axes.add_patch(
            Rectangle((x, y), width, up, facecolor=fill, edgecolor=rim, linewidth=1.5, hatch=hatch, zorder=2)
        )

    def line(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        thickness: float,
        dots: bool = False,
        over: bool = False,
    ) -> None:
        """Draw a line through ``points``, with ``dots`` on them; ``over`` the boxes or behind them."""
        from matplotlib.lines import Line2D

        self._axes.add_line(
            Line2D(
                [x for x, _y in points],
                [y for _x, y in points],
                color=colour,
                linewidth=thickness,
                marker="o" if dots else "",
                markersize=10,
                markerfacecolor="white",
                markeredgewidth=3,
                zorder=4 if over else 1,
            )
        )

    def save(self, kind: str, title: str) -> bytes:
        """The page as the bytes of a ``png`` or ``svg``: always the same for the same drawing."""
        out = io.BytesIO()
        if kind == "png":
            from PIL import Image

            self._canvas.draw()
            page = Image.frombuffer("RGBA", (self.width, self.height), self._canvas.buffer_rgba())
            # Nothing shines through. Packed more closely it would take half as long again for a hundredth.
            page.convert("RGB").save(out, "PNG", dpi=(DPI, DPI), compress_level=_PACKING)
        else:
            told = {"Date": None, "Creator": None, "Title": drawable(title)}
            self._figure.savefig(out, format="svg", metadata=told)
        return out.getvalue()

    def _properties(self, points: float) -> Any:
        if points not in self._fonts:
            from matplotlib.font_manager import FontProperties

            self._fonts[points] = FontProperties(fname=self._font, size=points * self.scale)
        return self._fonts[points]
