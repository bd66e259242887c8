"""What diagrams are called, where a record is drawn, and the way down to the sub-process in view."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from opsdesigner.canvas.drawing.extent import page_name
from opsdesigner.model import Diagram, Edge, Id, Link, Model, Node, Shape
from opsdesigner.model.queries import pool_of, shape_of

from ..style import px
from ..words import menu_text, tr

TAB_HEIGHT = 32


def diagram_title(model: Model, id: Id) -> str:
    """The name a tab shows: that of its pictures, else its number; "" where there is no such diagram."""
    if model.get(id, Diagram) is None:
        return ""
    number = [each.id for each in model.all(Diagram)].index(id) + 1
    return page_name(model, id) or tr("Diagram {}").format(number)


def above(model: Model, id: Id) -> Id:
    """The diagram on which the sub-process stands whose own plane this is; "" for a top one."""
    diagram = model.get(id, Diagram)
    root = model.get(diagram.root, Node) if diagram else None
    if root is None or root.kind in ("process", "collaboration"):
        return ""
    shapes = (shape_of(model, root.id, each.id) for each in model.all(Diagram) if each.id != id)
    return next((shape.diagram for shape in shapes if shape), "")


def on_diagram(model: Model, id: Id, first: Id) -> Id:
    """The shape or edge that shows a record, on the diagram in view if it is there, else on any."""
    record = model.records.get(id)
    if isinstance(record, Shape | Edge):
        return id
    if isinstance(record, Node):
        if record.kind == "process" and (pool := pool_of(model, id)):
            return on_diagram(model, pool, first)
        shown = sorted(model.referrers(id, Shape), key=lambda shape: shape.diagram != first)
        return shown[0].id if shown else ""
    if isinstance(record, Link):
        drawn = sorted(model.referrers(id, Edge), key=lambda edge: edge.diagram != first)
        return drawn[0].id if drawn else ""
    return ""


class Crumbs(QWidget):
    """The way from the top diagram down to the sub-process in view."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("crumbs")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.dress()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 1)
        self._row.setSpacing(2)
        self.hide()

    def dress(self) -> None:
        self.setFixedHeight(px(TAB_HEIGHT))

    def show_for(self, model: Model, diagram: Id) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        path = [diagram]
        while (outer := above(model, path[0])) and outer not in path:
            path.insert(0, outer)
        self.setVisible(len(path) > 1)
        if len(path) < 2:
            return
        for id in path[:-1]:
            button = QPushButton(menu_text(diagram_title(model, id)), self)
            button.setObjectName("link")
            button.clicked.connect(lambda _=False, id=id: self.wanted.emit(id))
            self._row.addWidget(button)
            mark = QLabel("›", self)
            mark.setObjectName("second")
            self._row.addWidget(mark)
        here = QLabel(diagram_title(model, path[-1]), self)
        here.setTextFormat(Qt.TextFormat.PlainText)
        here.setObjectName("h3")
        self._row.addWidget(here)
        self._row.addStretch(1)
