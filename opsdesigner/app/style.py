"""How the program looks: one palette and one style sheet from the look's tokens, following the system."""

from __future__ import annotations

import re
from dataclasses import asdict
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from opsdesigner.notation.theme import FAMILIES, LIGHT, THEMES, Theme, mixed, on_white

from .sheet import SHEET

BODY = 13  # px
TEXT_SIZES = (100, 125, 150, 175, 200)  # percent, for all words of the window
_LENGTH = re.compile(r"\b(font-size|(?:min-|max-)?(?:height|width)): (\d+)px")  # what grows with the words
CHOICES = ("system", "light", "dark", "contrast-light", "contrast-dark")
_ROLES: tuple[tuple[QPalette.ColorRole, str], ...] = (
    (QPalette.ColorRole.Window, "chrome"),
    (QPalette.ColorRole.Base, "paper"),
    (QPalette.ColorRole.AlternateBase, "chrome"),
    (QPalette.ColorRole.Button, "raised"),
    (QPalette.ColorRole.ToolTipBase, "raised"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.Highlight, "accent"),
    (QPalette.ColorRole.HighlightedText, "on_accent"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.LinkVisited, "accent"),
    (QPalette.ColorRole.Light, "raised"),
    (QPalette.ColorRole.Midlight, "sunken"),
    (QPalette.ColorRole.Mid, "line"),
    (QPalette.ColorRole.Dark, "line2"),
    (QPalette.ColorRole.Shadow, "line2"),
    (QPalette.ColorRole.BrightText, "red"),
)
_DIM = (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText)


def palette(theme: Theme) -> QPalette:
    """The colours of all standard widgets."""
    made = QPalette()
    for role, token in _ROLES:
        made.setColor(role, QColor(getattr(theme, token)))
    if hasattr(QPalette.ColorRole, "Accent"):
        made.setColor(QPalette.ColorRole.Accent, QColor(theme.accent))
    for role in _DIM:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(faded(theme)))
    made.setColor(QPalette.ColorRole.PlaceholderText, QColor(placeholder(theme)))
    return made


def faded(theme: Theme) -> str:
    """The ink of what cannot be done just now."""
    return mixed(theme.text, theme.chrome, 0.45)


def placeholder(theme: Theme) -> str:
    """The ink of words that only say what may be typed: never that of typed ones."""
    return theme.text3 if theme.text3 != theme.text else mixed(theme.text, theme.chrome, 0.7)


def sheet(theme: Theme, text_size: int = 100) -> str:
    """The style sheet with the theme's tokens filled in and its lengths grown with the text."""
    tokens = {name: value for name, value in asdict(theme).items() if isinstance(value, str)}
    edge = theme.line if theme.name.startswith("contrast") else "transparent"
    hover = mixed(theme.text, theme.chrome, 0.07)
    pressed = mixed(theme.text, theme.chrome, 0.13)
    filled = Template(SHEET).substitute(tokens, edge=edge, hover=hover, pressed=pressed, faded=faded(theme))
    return _LENGTH.sub(lambda found: f"{found[1]}: {grown(int(found[2]), text_size)}px", filled)


def grown(length: int, text_size: int) -> int:
    """A length at this size of text; a hairline stays one."""
    return length if length <= 2 else round(length * text_size / 100)


def px(length: int) -> int:
    """A length in px as it is with the text in use."""
    return grown(length, Style.here().text_size)


def body_font(text_size: int = 100) -> QFont:
    """The first family of the look that this computer has, at the body size."""
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(grown(BODY, text_size))
    return font


def system_theme() -> Theme:
    """What the system asks for, light where it does not say."""
    hints = QGuiApplication.styleHints()
    dark = hints.colorScheme() == Qt.ColorScheme.Dark
    contrast = False
    if hasattr(hints, "accessibility"):
        wish = hints.accessibility().contrastPreference()
        contrast = getattr(wish, "name", "") == "HighContrast"
    return THEMES[("contrast-" if contrast else "") + ("dark" if dark else "light")]


def system_still() -> bool:
    """Whether the system asks that nothing moves by itself, where Qt can tell (from 6.12 on)."""
    hints = QGuiApplication.styleHints()
    wish = getattr(hints.accessibility(), "motionPreference", None) if hasattr(hints, "accessibility") else None
    return getattr(wish() if wish is not None else None, "name", "") == "ReducedMotion"


class Style(QObject):
    """The look in use; views listen to `changed`."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.choice, self.white_paper, self.text_size = "system", False, 100
        self._applied: tuple[Theme, int] | None = None
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        if hasattr(hints, "accessibility"):
            hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)

    @staticmethod
    def here() -> Style:
        """The one style of this program, made at the first call."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        return app.findChild(Style) or Style(app)

    @property
    def theme(self) -> Theme:
        """The program's colours."""
        return system_theme() if self.choice == "system" else THEMES.get(self.choice, LIGHT)

    @property
    def paper(self) -> Theme:
        """The same for a canvas: on white paper where that was asked for."""
        return on_white(self.theme) if self.white_paper else self.theme

    def choose(self, choice: str, white_paper: bool) -> None:
        self.choice = choice if choice in CHOICES else "system"
        self.white_paper = white_paper
        self.apply()

    def write_at(self, text_size: int) -> None:
        """Sets all words of the window in this size, in percent."""
        self.text_size = min(max(text_size, TEXT_SIZES[0]), TEXT_SIZES[-1])
        self.apply()

    def apply(self) -> None:
        """Dresses the program; a second call with nothing new only tells the views."""
        app, wanted = QApplication.instance(), (self.theme, self.text_size)
        assert isinstance(app, QApplication)
        if wanted != self._applied:
            if self._applied is None:
                app.setStyle("Fusion")
            self._applied = wanted
            app.setFont(body_font(self.text_size))
            app.setPalette(palette(self.theme))
            app.setStyleSheet(sheet(*wanted))
        self.changed.emit()

    def _system_changed(self) -> None:
        if self.choice == "system":
            self.apply()
