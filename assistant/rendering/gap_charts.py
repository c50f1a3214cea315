"""The report's chart as a picture, drawn with a Chinese font of the machine; without one there is no picture."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from ..labels import SEVERITY

CHINESE_FONTS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei", "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei", "Droid Sans Fallback", "SimSun", "Heiti SC", "Arial Unicode MS",
)  # fmt: skip
COLOURS = ("#b9382f", "#d99a2b", "#6c8ebf")
"""High, medium, low."""


def chinese_font() -> Path | None:
    """A font with Chinese characters on this machine, or none."""
    from matplotlib.font_manager import fontManager

    known = {entry.name: entry.fname for entry in fontManager.ttflist}
    return next((Path(known[name]) for name in CHINESE_FONTS if name in known), None)


def bars_png(rows: Sequence[tuple[str, int, int, int]]) -> bytes | None:
    """Gaps of each process by severity as stacked bars, the heaviest on top; None without a Chinese font."""
    path = chinese_font()
    if path is None or not rows:
        return None
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

    font = FontProperties(fname=str(path), size=10)
    figure = Figure(figsize=(7.2, 0.55 + 0.34 * len(rows)), dpi=170)
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    names = [row[0][:18] for row in reversed(rows)]
    places = range(len(names))
    left: list[int] = [0] * len(names)
    for n, severity in enumerate(("high", "medium", "low")):
        counts = [row[1:][n] for row in reversed(rows)]
        axes.barh(places, counts, left=left, color=COLOURS[n], height=0.62, label=SEVERITY[severity])
        left = [a + b for a, b in zip(left, counts, strict=True)]
    for place, total in enumerate(left):
        axes.text(total + 0.08, place, str(total), va="center", fontsize=9, color="#5d6b75")
    axes.set_yticks(places, names, fontproperties=font)
    axes.set_xticks([])
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.legend(prop=font, frameon=False, loc="lower right")
    figure.tight_layout()
    buffer = BytesIO()
    figure.savefig(buffer, format="png")
    return buffer.getvalue()
