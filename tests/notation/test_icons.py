"""Every icon: one grid, one weight, no colour of its own, nothing but paths."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"
FOLDER = Path(__file__).parents[2] / "resources" / "icons"
LOGOS = ("opsdesigner", "opsdesigner-app")
ICONS = sorted(FOLDER.glob("*.svg"))
INHERITED = {
    "fill": "none",
    "stroke": "currentColor",
    "stroke-width": "1.75",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
}


@pytest.mark.parametrize("path", [icon for icon in ICONS if icon.stem not in LOGOS], ids=lambda path: path.stem)
def test_icon_is_plain_paths_in_the_text_colour(path: Path) -> None:
    root = etree.fromstring(path.read_bytes())
    assert root.tag == SVG + "svg"
    assert dict(root.attrib) == {"viewBox": "0 0 24 24", **INHERITED}
    assert len(root)
    for piece in root:
        assert piece.tag == SVG + "path"
        assert set(piece.attrib) <= {"d", "stroke-width", "fill"}
        assert piece.get("d")
        assert piece.get("fill", "currentColor") == "currentColor"


@pytest.mark.parametrize("name", LOGOS)
def test_logo_is_plain_shapes(name: str) -> None:
    root = etree.fromstring((FOLDER / f"{name}.svg").read_bytes())
    assert root.get("viewBox", "").startswith("0 0 ")
    assert {piece.tag for piece in root.iter()} <= {SVG + tag for tag in ("svg", "g", "path", "rect", "circle")}
    assert not any(
        "href" in key or key.startswith("on") or key == "style" for piece in root.iter() for key in piece.attrib
    )


def test_no_two_icons_are_the_same_drawing() -> None:
    twins = {("risk", "warn")}  # the lens and the finding say the same word
    seen: dict[bytes, str] = {}
    for icon in ICONS:
        first = seen.setdefault(icon.read_bytes().strip(), icon.stem)
        assert first == icon.stem or (first, icon.stem) in twins
