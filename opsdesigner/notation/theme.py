"""Every colour and measure of the look, as plain values: no other file spells a colour."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

FAMILIES = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "Liberation Sans", "sans-serif")
STEP_LABEL = (13, 16)  # text size and line pitch, px at 100 %
OUTER_LABEL = (12, 15)
OUTER_WIDTH = 112  # of labels outside their shape
GRID = 8  # canvas rhythm


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours: the program's own, and the document's pair of ink and paper."""

    name: str
    dark: bool
    paper: str
    chrome: str
    raised: str
    sunken: str
    line: str
    line2: str
    control: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_tint: str
    on_accent: str
    red: str
    red_tint: str
    amber: str
    amber_tint: str
    green: str
    green_tint: str
    blue: str
    blue_tint: str
    guide: str
    ink: str
    ink2: str
    canvas: str  # the document's paper
    dimming: float  # share of paper mixed into what is dimmed


LIGHT = Theme(
    "light",
    False,
    paper="#FFFFFF",
    chrome="#F6F7F8",
    raised="#FFFFFF",
    sunken="#ECEEF1",
    line="#DFE2E7",
    line2="#C6CBD3",
    control="#868D98",
    text="#15181D",
    text2="#4C535E",
    text3="#5E6672",
    accent="#2B59E8",
    accent_tint="#E8EEFE",
    on_accent="#FFFFFF",
    red="#C8321F",
    red_tint="#FCEAE7",
    amber="#945800",
    amber_tint="#FDF1DC",
    green="#167342",
    green_tint="#E3F4EA",
    blue="#1F6FB2",
    blue_tint="#E4F0FA",
    guide="#E0218A",
    ink="#23272E",
    ink2="#5B6370",
    canvas="#FFFFFF",
    dimming=0.60,
)
DARK = Theme(
    "dark",
    True,
    paper="#16181C",
    chrome="#1D2025",
    raised="#272B31",
    sunken="#121418",
    line="#30353D",
    line2="#474E59",
    control="#6E7682",
    text="#E9EBEE",
    text2="#AEB5BF",
    text3="#8D95A1",
    accent="#86A3FF",
    accent_tint="#26335C",
    on_accent="#0B0D10",
    red="#FF7B68",
    red_tint="#43211D",
    amber="#E9A23B",
    amber_tint="#3D2E14",
    green="#55C08A",
    green_tint="#17362A",
    blue="#6BB3F0",
    blue_tint="#173248",
    guide="#FF5CB0",
    ink="#D7DBE1",
    ink2="#98A0AC",
    canvas="#16181C",
    dimming=0.56,
)
CONTRAST_DARK = Theme(
    "contrast-dark",
    True,
    paper="#000000",
    chrome="#000000",
    raised="#000000",
    sunken="#000000",
    line="#FFFFFF",
    line2="#FFFFFF",
    control="#FFFFFF",
    text="#FFFFFF",
    text2="#FFFFFF",
    text3="#FFFFFF",
    accent="#FFE100",
    accent_tint="#3A3300",
    on_accent="#000000",
    red="#FF8A7A",
    red_tint="#3A0E08",
    amber="#FFC24D",
    amber_tint="#3A2900",
    green="#5CE69C",
    green_tint="#06351D",
    blue="#6BB3F0",
    blue_tint="#0A2236",
    guide="#FF5CB0",
    ink="#FFFFFF",
    ink2="#FFFFFF",
    canvas="#000000",
    dimming=0.40,
)
CONTRAST_LIGHT = replace(
    LIGHT,
    name="contrast-light",
    chrome="#FFFFFF",
    sunken="#FFFFFF",
    line="#000000",
    line2="#000000",
    control="#000000",
    text="#000000",
    text2="#000000",
    text3="#000000",
    accent="#0037C8",
    accent_tint="#E0E8FF",
    ink="#000000",
    ink2="#000000",
    dimming=0.40,
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK)}

ROLE_COLOURS = (
    "#338FF5",
    "#00A37A",
    "#7A52B8",
    "#8F7A52",
    "#C21F7A",
    "#8F9900",
    "#29707A",
    "#F55C70",
    "#8F8FB8",
    "#52701F",
    "#8F5C5C",
    "#7A9999",
)  # sky jade violet tan magenta olive petrol coral lavender moss rosewood mist: given in this order

COUNT_FILLS = ("#F3F6FE", "#DCE5FD", "#B9CBFB", "#8FABF7", "#5F85F0")  # of a matrix of counts, few to many; any theme
COUNT_INK = "#0B0D10"


def on_white(theme: Theme) -> Theme:
    """The same program colours with the document on white paper (View > White paper, exports, print)."""
    return replace(theme, ink=LIGHT.ink, ink2=LIGHT.ink2, canvas=LIGHT.canvas, dimming=LIGHT.dimming)


def rgb(colour: str) -> tuple[int, int, int]:
    """The parts of "#rrggbb" or "#rgb". Raises ValueError for anything else."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) != 6 or not colour.startswith("#"):
        raise ValueError(f"not a colour: {colour!r}")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


@lru_cache(4096)
def mixed(colour: str, ground: str, share: float) -> str:
    """A share (0 to 1) of a colour over a ground."""
    parts = (round(a * share + b * (1 - share)) for a, b in zip(rgb(colour), rgb(ground), strict=True))
    return "#{:02X}{:02X}{:02X}".format(*parts)


def tint(colour: str, theme: Theme, share: float = 0.14) -> str:
    """A role's fill: 14 % lane header, 16 % lit, 6 % lit lane; 8 points more on dark paper (3 for a lit lane)."""
    more = (0.03 if share < 0.1 else 0.08) if theme.dark and theme.canvas != LIGHT.canvas else 0.0
    return mixed(colour, theme.canvas, share + more)


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, after WCAG 2."""
    parts = [value / 255 for value in rgb(colour)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, after WCAG 2."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def legible_on(ground: str) -> str:
    """Black or white, whichever reads better on a stored colour."""
    return max(("#0B0D10", "#FFFFFF"), key=lambda ink: contrast(ink, ground))
