"""One theme's colours, pens and fonts as Qt values, each made once."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPen

from opsdesigner.notation.theme import DARK, FAMILIES, LIGHT, Theme, contrast, legible_on, mixed, tint

from .threads import per_thread

NO_PEN, NO_BRUSH = QPen(Qt.PenStyle.NoPen), QBrush(Qt.BrushStyle.NoBrush)
NORMAL, MEDIUM, BOLD = QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold
BLOCK = 0.62  # share of a role's colour in a shape too small to have an outline


class Colours:
    """A theme as the painters use it; one object per theme, so that it can be part of a key."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        strong = theme.name.startswith("contrast")
        self.paper, self.ink, self.ink2 = theme.canvas, theme.ink, theme.ink2
        white = theme.canvas == LIGHT.canvas
        own = theme if white != theme.dark else LIGHT  # white paper in a dark window
        self.chrome, self.amber, self.amber_tint, self.red = own.chrome, own.amber, own.amber_tint, own.red
        self.frame = theme.ink2 if strong else mixed(theme.ink2, theme.canvas, 0.75)
        self.faint = mixed(theme.ink2, theme.canvas, 0.7 if strong else 0.45)
        self.block = mixed(theme.ink2, theme.canvas, 0.5)
        half = mixed(theme.ink, theme.canvas, 0.7 if strong else 0.5)  # reporting lines
        self._names = {
            "ink": self.ink,
            "ink2": self.ink2,
            "faint": self.faint,
            "frame": self.frame,
            "half": half,
            "amber": self.amber,
        }
        self.veil = colour(theme.canvas, round(255 * theme.dimming))

    def line(self, name: str) -> str:
        """The colour of a line named in a drawing."""
        return self._names.get(name, self.ink)

    def tint(self, role: str, share: float = 0.14) -> str:
        """A role's fill."""
        return tint(role, self.theme, share)

    def pale(self, role: str, outlined: bool) -> str:
        """A step's fill where it shows its colour by nothing else."""
        if outlined:
            return tint(role, self.theme, 0.24) if role else self.paper
        return mixed(role, self.paper, BLOCK) if role else self.block


@lru_cache(16)
def colours(theme: Theme) -> Colours:
    return Colours(theme)


@lru_cache(4096)
def stored(text: str) -> str:
    """A colour as a file spells it, as "#rrggbb"; "" where it is none."""
    found = QColor(text.strip())
    return found.name() if found.isValid() else ""


@lru_cache(1024)
def words_on(fill: str) -> str:
    """Black or white for a name on a stored colour."""
    return legible_on(fill)


@lru_cache(1024)
def hard_to_see(role: str) -> bool:
    """Whether a role's colour, chosen by hand, is too near to white or to dark paper: its spine gets an edge."""
    return bool(role) and min(contrast(role, LIGHT.canvas), contrast(role, DARK.canvas)) < 3


@per_thread()
def font(pixels: int = 13, weight: QFont.Weight = NORMAL) -> QFont:
    """The document's font; unhinted, so that a name wraps alike at every zoom."""
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPixelSize(pixels)
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@lru_cache(4096)
def colour(name: str, alpha: int = 255) -> QColor:
    made = QColor(name)
    made.setAlpha(alpha)
    return made


@lru_cache(4096)
def brush(name: str) -> QBrush:
    return QBrush(colour(name))


@lru_cache(4096)
def pen(width: float, name: str, dash: str = "") -> QPen:
    """A pen `width` units wide, rounded where lines meet; dashes are in units too."""
    made = QPen(colour(name), width)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    made.setCapStyle(Qt.PenCapStyle.FlatCap if dash else Qt.PenCapStyle.RoundCap)
    if dash:
        made.setDashPattern([max(0.05, float(part) / width) for part in dash.split()])
    return made


@lru_cache(512)
def hairline(name: str) -> QPen:
    """One device pixel wide at every zoom."""
    made = QPen(colour(name), 0)
    made.setCosmetic(True)
    return made


@lru_cache(512)
def afar(dash: str, name: str, scale: float) -> QPen:
    """About one device pixel wide, dashes as long as they can still be told apart."""
    longest = max(map(float, dash.split()))
    stretch = max(1.0, 4.5 / (longest * scale))
    return pen(1.02 / scale, name, " ".join(str(float(part) * stretch) for part in dash.split()))


def snapped(width: float, scale: float, whole: bool = False) -> tuple[float, float]:
    """A line's width on whole and half device pixels, never under one, and its shift to lie on them; in units."""
    wide = max(1.0, round(width * scale) if whole else round(width * scale * 2) / 2)
    return wide / scale, 0.5 / scale if int(wide) % 2 else 0.0


WHITE = colours(LIGHT)
