"""Pages of their own: new ones, those of sub-processes, their names, their going."""

from __future__ import annotations

import pytest

from opsdesigner.edit import convert, draw, pages
from opsdesigner.edit.context import Refusal
from opsdesigner.model import Diagram, Link, Node, Shape
from opsdesigner.model.queries import edge_of, shape_of
from opsdesigner.notation.variants import VARIANTS
from tests.build import Sheet


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


def test_a_new_page_shows_a_process_of_its_name(sheet: Sheet) -> None:
    made = pages.add_page(sheet.model, "Returns")
    page = sheet.model.get(made, Diagram)
    assert page is not None and page.name == "Returns"
    assert sheet.model[page.root] == Node(page.root, "process", "Returns")
    assert sheet.model.undo_label == "New diagram"


def test_a_page_is_renamed_and_what_it_shows_keeps_its_name(sheet: Sheet) -> None:
    made = pages.add_page(sheet.model, "Returns")
    pages.rename_page(sheet.model, made, "Goods sent back")
    page = sheet.model.get(made, Diagram)
    assert page is not None and page.name == "Goods sent back"
    assert sheet.model.get(page.root, Node).name == "Returns"  # type: ignore[union-attr]
    before = sheet.model.undo_label
    pages.rename_page(sheet.model, made, "Goods sent back")
    pages.rename_page(sheet.model, "nowhere", "x")
    assert sheet.model.undo_label == before == "Rename diagram"


def test_the_last_page_stays(sheet: Sheet) -> None:
    assert not pages.can_remove_page(sheet.model, sheet.diagram)
    pages.remove_page(sheet.model, sheet.diagram)
    assert sheet.diagram in sheet.model and not sheet.model.can_undo


def test_an_empty_page_takes_its_process_along_and_steps_are_never_lost(sheet: Sheet) -> None:
    empty, full, second = (pages.add_page(sheet.model, name) for name in ("Empty", "Full", "Second"))
    roots = {made: sheet.model.get(made, Diagram).root for made in (empty, full, second)}  # type: ignore[union-attr]
    draw.place(sheet.model, full, VARIANTS["task"], 100, 100, name="A")
    with sheet.model.change("Another look at the same"):
        sheet.model.update(second, root=roots[empty])
    pages.remove_page(sheet.model, empty)
    assert empty not in sheet.model and roots[empty] in sheet.model, "another page shows it still"
    pages.remove_page(sheet.model, second)
    assert roots[empty] not in sheet.model
    pages.remove_page(sheet.model, full)
    assert full not in sheet.model and [node.name for node in sheet.model.all(Node) if node.kind == "task"] == ["A"]
    pages.remove_page(sheet.model, full)
    assert sheet.model.undo_label == "Remove diagram"
    sheet.model.undo()
    assert full in sheet.model and shape_of(sheet.model, sheet.node(sheet.named_on(full, "A")).id, full) is not None


def test_a_process_that_a_pool_stands_for_stays_with_it(sheet: Sheet) -> None:
    sheet.put("participant", 400, 300)
    other = pages.add_page(sheet.model, "Other")
    process = sheet.model.get(other, Diagram).root  # type: ignore[union-attr]
    pool = sheet.put("participant", 400, 900)
    with sheet.model.change("As a file may have it"):
        sheet.model.update(sheet.shape(pool).node, host=process)
    pages.remove_page(sheet.model, other)
    assert process in sheet.model


# sub-processes


def contents(sheet: Sheet, sub: str) -> list[str]:
    """Two steps in a sub-process and the flow between them, drawn nowhere; their ids."""
    home = sheet.node(sub).id
    with sheet.model.change("As a file may have it"):
        sheet.model.put(Node("in_a", "task", "Pick", home))
        sheet.model.put(Node("in_b", "endEvent", "Picked", home))
        sheet.model.put(Node("data", "dataObject", parent=home))
        sheet.model.put(Node("edge", "boundaryEvent", "late", home, "in_a"))
        sheet.model.put(Link("in_f", "sequenceFlow", "in_a", "in_b", parent=home))
    return ["in_a", "in_b"]


def test_a_closed_sub_process_gets_its_page_when_it_is_entered(sheet: Sheet) -> None:
    sub = sheet.put("subProcess", 100, 100, "Pick goods")
    inner = contents(sheet, sub)
    made = convert.plane_of(sheet.model, sub)
    page = sheet.model.get(made, Diagram)
    assert page is not None and (page.root, page.name) == (sheet.node(sub).id, "Pick goods")
    assert {shape.node for shape in sheet.model.referrers(made, Shape)} == set(inner)
    assert edge_of(sheet.model, "in_f", made) is not None
    assert convert.plane_of(sheet.model, sub) == made and convert.plane_of(sheet.model, sheet.node(sub).id) == made
    undone = sheet.model.undo_label
    assert undone == "Make page"
    with pytest.raises(Refusal, match="Only a sub-process"):
        convert.plane_of(sheet.model, sheet.step("A", 400, 100))


def test_contents_that_were_nowhere_are_drawn_when_it_is_opened_in_place(sheet: Sheet) -> None:
    sub = sheet.put("subProcess", 300, 300)
    contents(sheet, sub)
    convert.toggle_open(sheet.model, sub)
    place = shape_of(sheet.model, "in_a", sheet.diagram)
    assert place is not None and sheet.box(sub)[0] < place.x and place.y + place.height < sheet.box(sub)[3]
    assert edge_of(sheet.model, "in_f", sheet.diagram) is not None
    with pytest.raises(Refusal, match="is open; its steps are here"):
        convert.plane_of(sheet.model, sub)


def test_a_line_that_leaves_a_sub_process_loses_its_drawing_when_that_is_closed(sheet: Sheet) -> None:
    sub = sheet.put("subProcessOpen", 400, 300)
    step = sheet.step("In", 400, 300)
    note = sheet.put("textAnnotation", 900, 100, "Mind the gap")
    tie = sheet.flow(note, step)
    convert.toggle_open(sheet.model, sub)
    page = convert.plane_of(sheet.model, sub)
    assert sheet.shape(step).diagram == page and tie not in sheet.model
    assert {link.kind for link in sheet.model.all(Link)} == {"association"}, "only the drawing is gone"
    convert.toggle_open(sheet.model, sub)
    assert sheet.shape(step).diagram == sheet.diagram and page not in sheet.model
    link = next(iter(sheet.model.all(Link)))
    assert edge_of(sheet.model, link.id, sheet.diagram) is not None, "and comes back"


def test_what_stands_on_the_page_and_in_place_is_drawn_once_after_opening(sheet: Sheet) -> None:
    sub = sheet.put("subProcess", 300, 300)
    contents(sheet, sub)
    page = convert.plane_of(sheet.model, sub)
    with sheet.model.change("As a file may have it"):
        sheet.model.put(Shape("again", sheet.diagram, "in_a", 900, 900, 100, 80))
        sheet.model.put(Shape("again_b", sheet.diagram, "in_b", 1100, 900, 36, 36))
        drawn = edge_of(sheet.model, "in_f", page)
        assert drawn is not None
        sheet.model.put(type(drawn)("again_f", sheet.diagram, "in_f", ((1000, 918), (1100, 918))))
    convert.toggle_open(sheet.model, sub)
    assert page not in sheet.model
    assert [shape.id for shape in sheet.model.referrers("in_a", Shape)] == ["again"]
    assert [edge.id for edge in sheet.model.referrers("in_f", type(drawn))] == ["again_f"]


def test_in_a_large_frame_nothing_has_to_make_way(sheet: Sheet) -> None:
    """A sub-process drawn larger than open ones are keeps its size when it is opened."""
    sub = sheet.put("subProcess", 600, 400)
    with sheet.model.change("As a file may have it"):
        sheet.model.update(sub, x=300, y=200, width=600, height=400)
    convert.toggle_open(sheet.model, sub)
    assert sheet.box(sub) == (300, 200, 900, 600)
