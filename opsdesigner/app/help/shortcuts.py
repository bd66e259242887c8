"""The page of all keys, made from the table of actions."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QKeySequence

from opsdesigner.notation.kinds import ORG_CHART

from ..commands.actions import MENUS, Action

ROUND, CANVAS, CHART, MOUSE = "Round the window", "On the canvas", "On an org chart", "With the mouse"
PARKING = "In the parking lot"
ELSEWHERE = ("findNext", "findPrevious", "nextNote", "previousNote", "menus", "nextPane", "previousPane")  # in no menu
FOUR_WAYS = {
    "walk": "Walk along the flow; up and down choose a branch",
    "nudge": "Move what is selected",
    "inch": "Move it by a single point",
    "grow": "Make it narrower, wider, shorter, taller",
    "scroll": "Scroll",
}
BY_HAND = {  # keys and buttons that are no actions
    ROUND: (("Back to the drawing", "`Esc`"),),
    CANVAS: (
        ("Let go, put back what is being dragged, select nothing", "`Esc`"),
        ("In a preview: keep it, leave it; show the page as it is while it is held", "`Return`, `Esc`; `B`"),
        ("Move the page while it is held", "`Space` and drag"),
        ("In a name: end, break the line, take it back", "`Return`, `Shift+Return`, `Esc`"),
        ("In a name: end it and go on with the next step", "`Ctrl+Return`"),
        ("In the answer of a new branch: on to its step; from there another branch, back", "`Tab`, `Shift+Tab`"),
    ),
    CHART: (
        ("In a title: on to who holds the role, and back; names with commas between them", "`Tab`"),
        ("To the boss, the first report, along the level", "`Up`, `Down`, `Left`, `Right`"),
        ("Report to another, change places", "drag onto a box, beside a box"),
        ("Stay where it is let go", "`Alt` while dragging, drag to free paper"),
        ("Fold, unfold", "click the ring on the foot of a box"),
    ),
    PARKING: (
        ("To the step; say it otherwise", "`Return`; `F2`"),
        ("Make a problem an idea, or the other way round", "`I`"),
        ("Tie to the selected step; to no step", "`T`, or drag onto a step; `U`"),
        ("Take away", "`Delete`"),
    ),
    MOUSE: (
        ("Select; add to the selection or take from it", "click, `Shift` and click"),
        ("Select what lies in a frame", "drag over free paper"),
        ("Rename; on free paper, create", "double click"),
        ("Copy what is dragged", "`Ctrl` while dragging"),
        ("Keep the direction of a drag", "`Shift` while dragging"),
        ("Leave grid and guides out of it", "`Alt` while dragging"),
        ("Zoom at the pointer", "`Ctrl` and wheel"),
        ("Scroll; sideways", "wheel, `Shift` and wheel"),
        ("Move the page", "middle button and drag"),
        ("What can be done here", "right button"),
        ("Read what is said of a step; show it in the parking lot", "point at its pin; click it"),
        ("Keep a tool for more than one shape", "double click on it"),
    ),
}


def shortcuts_page(rows: Iterable[Action]) -> str:
    """Markdown: a table for each menu, then for what stands in none."""
    groups: dict[str, list[tuple[str, str]]] = {
        heading: [] for heading in (*MENUS, ROUND, CANVAS, CHART, PARKING, MOUSE)
    }
    ways: dict[str, list[str]] = {}
    for row in rows:
        family, _, way = row.id.partition("_")
        if way and family in FOUR_WAYS:
            if family not in ways:
                ways[family] = []
                groups[CANVAS].append((family, ""))
            ways[family].append(_keys(row))
        elif row.keys and row.page == ORG_CHART:
            groups[CHART].append((_words(row), _keys(row)))
        elif row.keys:
            heading = row.menu.split("/")[0] or (ROUND if row.id in ELSEWHERE else CANVAS)
            groups[heading].append((_words(row), _keys(row)))
    lines = ["# Shortcuts", "", "On a Mac, Ctrl is ⌘ and Alt is ⌥."]
    for heading, entries in groups.items():
        lines += ["", f"## {heading}", "", "| Does | Keys |", "| --- | --- |"]
        shown = [(FOUR_WAYS.get(words, words), keys or ", ".join(ways[words])) for words, keys in entries]
        lines += [f"| {words} | {keys} |" for words, keys in (*shown, *BY_HAND.get(heading, ()))]
    return "\n".join([*lines, ""])


def _words(row: Action) -> str:
    """What it is called where no menu stands round it: Export as PNG."""
    text = row.text.rstrip("…")
    return f"Export {text[0].lower()}{text[1:]}" if row.menu == "File/Export" else text


def _keys(row: Action) -> str:
    keys = [QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText) for key in row.keys]
    return ", ".join(f"`{key}`" for key in keys)
