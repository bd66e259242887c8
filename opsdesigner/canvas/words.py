"""The canvas's words in the user's language."""

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """The text translated; texts from tables go through here as well."""
    return QCoreApplication.translate("Canvas", text)
