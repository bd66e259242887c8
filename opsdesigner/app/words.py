"""Words on the screen: translation, and text that stays plain wherever it came from."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication

CONTEXT = "OpsDesigner"
NARROW = "\u202f"  # between a number and its unit
LINE = 80  # letters of a tooltip in one line


def tr(text: str, n: int = -1) -> str:
    """The text in the user's language; %n becomes the number."""
    return QCoreApplication.translate(CONTEXT, text, "", n)


def one_line(text: str, longest: int = 60) -> str:
    """A name as it fits a tab, a menu or a status bar."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[: longest - 1].rstrip() + "…"


def tip(text: str, key: str = "") -> str:
    """A tooltip that shows its text as it is, never as markup; screen readers say it too, so it is plain where it can.

    What looks like markup is escaped, and what is long is set so that it breaks into lines.
    """
    shown = f"{text} ({key})" if key else text
    if "<" not in shown and len(shown) <= LINE:
        return shown
    return f"<p style='white-space:pre-wrap'>{escape(shown)}</p>"


def menu_text(text: str, longest: int = 60) -> str:
    """A name as a menu or tab shows it: an ampersand is no shortcut mark."""
    return one_line(text, longest).replace("&", "&&")
