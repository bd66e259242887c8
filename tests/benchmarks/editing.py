"""Editing: press, drag, rubber band, names, deletion and undo, in milliseconds an input."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from opsdesigner.model import Shape

from .bench import Bench, each_size

Key = Qt.Key
MOVES = 60
MANY, LOTS = 200, 1000


def main() -> dict[str, object]:
    return each_size("editing")


def measure(bench: Bench) -> dict[str, object]:
    bench.open()
    bench.look(1.0)
    click(bench)
    drag(bench, "drag 1", bench.in_view()[:1])
    name(bench)
    bench.look(0.6)
    some = bench.in_view()[:MANY]
    if len(some) > 20:
        drag(bench, f"drag {MANY}", some, len(some))
    bench.look(None)
    bench.view.zoom_at(bench.view.zoom * 0.85, bench.middle)  # clear of the rim, where the page would move by itself
    band(bench)
    bench.look(None)
    delete(bench)
    return dict(bench.meter.figures())


def click(bench: Bench) -> None:
    """One step after the other is selected."""
    for id in bench.in_view()[:8] * 4:
        if bench.view.selection() == {id}:
            continue
        with bench.painting("click selects"):
            bench.press(bench.spot(id))
            bench.release(bench.spot(id))
        assert bench.view.selection() == {id}
        bench.settle(0.02)


def drag(bench: Bench, title: str, ids: list[str], count: int = 1) -> None:
    """Taken by the middle one, moved in a circle, let go elsewhere; then taken back."""
    view, model = bench.view, bench.view.model
    for _ in range(3):
        view.select(frozenset(ids) if len(ids) > 1 else frozenset())
        bench.settle(0.3)
        before = {id: model[id] for id in ids}
        start = bench.spot(ids[0])
        with bench.meter.step(f"{title}: press"):
            bench.press(start)
            bench.app.processEvents()
        spots = [start + QPointF(6.0 + at, 5.0 + (at * 7) % 45) for at in range(MOVES)]
        for at, spot in enumerate(spots):
            with bench.painting(f"{title}: moves" if at else f"{title}: first move"):
                bench.move(spot)
        with bench.painting(f"{title}: drop"):
            bench.release(spots[-1])
        moved = [id for id in ids if _place(model[id]) != _place(before[id])]
        assert len(moved) == len(ids), f"{title}: {len(moved)} of {len(ids)} moved"
        bench.settle(0.3)
        with bench.painting(f"{title}: undo"):
            bench.command("undo")
        assert all(model[id] == before[id] for id in ids)
    view.select(frozenset())


def _place(record: object) -> tuple[float, float]:
    assert isinstance(record, Shape)
    return record.x, record.y


def name(bench: Bench) -> None:
    """A name opened by key, typed, committed."""
    view = bench.view
    for turn in range(3):
        id = bench.in_view()[turn]
        view.select({id})
        view.setFocus()
        bench.settle(0.2)
        with bench.meter.step("name: open"):
            bench.key(Key.Key_F2)
            bench.app.processEvents()
        assert view.editing()
        for letter in "Check the order":
            with bench.meter.step("name: key"):
                bench.key(Key.Key_A, letter)
                bench.app.processEvents()
        with bench.painting("name: commit"):
            bench.key(Key.Key_Return, "\r")
        assert view.name_of(id) == "Check the order"


def band(bench: Bench) -> None:
    """Round everything, corner to corner; where the corner is taken by a shape, from outside it."""
    view = bench.view
    view.select(frozenset())
    bench.settle()
    box = view.display.bounds
    start = view.to_view(box[0], box[1]) - QPointF(20, 20)
    end = view.to_view(box[2], box[3]) + QPointF(20, 20)
    with bench.meter.step("rubber band: press"):
        bench.press(start)
        bench.app.processEvents()
    for at in range(1, MOVES + 1):
        with bench.painting("rubber band: moves"):
            bench.move(start + (end - start) * (at / MOVES))
    with bench.painting("rubber band: release"):
        bench.release(end)
    missed = set(view.display.shapes) - view.selection()
    assert not missed, f"{len(missed)} of {len(view.display.shapes)} not in the band: {sorted(missed)[:5]}"
    bench.settle()
    with bench.painting("select nothing"):
        bench.key(Key.Key_Escape)
    assert not view.selection()


def delete(bench: Bench) -> None:
    """A thousand steps, back and again; a tenth of them where there are fewer."""
    view, model = bench.view, bench.view.model
    shapes = [id for id, shape in view.display.shapes.items() if shape.kind.family == "step"]
    ids = frozenset(shapes[: min(LOTS, max(10, len(shapes) // 4))])
    title = f"{len(ids)}"
    for _ in range(3):
        before = dict(model.records)
        view.select(ids)
        view.setFocus()
        bench.settle(0.3)
        with bench.painting(f"delete {title}"):
            bench.key(Key.Key_Delete, "\x7f")
        after = dict(model.records)
        assert not ids & after.keys()
        bench.settle(0.3)
        with bench.painting(f"undo of {title}"):
            bench.key(Key.Key_Z, "", Qt.KeyboardModifier.ControlModifier)
        assert model.records == before
        bench.settle(0.3)
        with bench.painting(f"redo of {title}"):
            bench.key(Key.Key_Y, "", Qt.KeyboardModifier.ControlModifier)
        assert model.records == after
        bench.settle(0.3)
        bench.command("undo")
        assert model.records == before
