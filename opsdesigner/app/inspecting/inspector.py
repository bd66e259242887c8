"""The inspector: what the selection is called, is, and says, all of it editable where it can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from opsdesigner.edit import convert
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.draw import rename
from opsdesigner.edit.pages import rename_page
from opsdesigner.model import Change, Id, Link, Model, Node, Value
from opsdesigner.model.queries import process_of, title
from opsdesigner.notation.kinds import KINDS, ORG_CHART

from ..controls import NAME_WIDTH, cramped, row_line
from ..focus import chain, stops
from ..icons import fixed_pixmap
from ..outline.tree_view import ICONS
from ..sides.crumbs import diagram_title
from ..style import Style, px
from ..words import one_line, tr
from .editors import NEW, ChoiceEditor, Editor, LinesEditor, editor_for, references
from .events_editor import EventsEditor
from .file_facts import FileFacts
from .inspector_rows import TECHNICAL, Row, kind_line, page_rows, rows_for, shape_rows, subjects, value_of
from .photo_editor import PhotoEditor
from .place_editor import PlaceEditor
from .seat_editor import people_rows, seat_fields
from .swatches import Swatches
from .type_editor import TypeEditor, has_type

if TYPE_CHECKING:
    from ..window import MainWindow

CALM, REST = 0, 80  # ms after a selection until it is shown: of few things, of many
FEW, MANY = 20, 500  # selected; above the second only their number and colour are shown
STACKED = ("lines", "colour")  # editors that need the whole width
NAMELESS = ("dataInputAssociation", "dataOutputAssociation", "reportsTo")


class Inspector(QScrollArea):
    """Follows selection and model; rebuilds its rows only when other rows are needed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("inspector")
        self.setAccessibleName(tr("Inspector"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._window = window
        self._ids: tuple[Id, ...] = ()
        self._locked = False
        self._built: object = None
        self.fields: list[tuple[Row, Editor]] = []
        self._parts: list[Callable[[], None]] = []  # show the values again
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(CALM)
        self._soon.timeout.connect(self.update_now)

    # following

    def show_document(self) -> None:
        self._built = None
        self._soon.start(CALM)

    def selection_changed(self) -> None:
        self._soon.start(CALM if len(self._window.view.selection()) < FEW else REST)

    def follow(self, change: Change) -> None:
        self._soon.start(CALM)

    def showEvent(self, event: object) -> None:
        self._soon.start(CALM)

    def dress(self) -> None:
        self._built = None
        self._soon.start(CALM)

    def update_now(self) -> None:
        """Shows the selection as it is now, in the fields that stand there if they fit."""
        document = self._window.document
        if document is None or not self.isVisible():
            return
        model = document.model
        ids = tuple(sorted(id for id in self._window.view.selection() if id in model))
        rows = self._rows(model, ids)
        wanted = (
            id(model),
            ids,
            self._window.pane.diagram,
            [row.key for row in rows],
            self._shape_of_events(model, rows),
        )
        if wanted != self._built:
            left = self._leave_fields()
            same, self._built, self._ids = ids == self._ids, wanted, ids
            self._build(model, rows)
            if left and same and (found := self.findChild(QWidget, left)) is not None:
                found.setFocus()
        for show in self._parts:
            show()
        for row, field in self.fields:
            if row.what.refers and isinstance(field, ChoiceEditor):
                field.offer(references(model, row.what.refers))
            field.show_value(value_of(model, row))

    def lock(self, on: bool) -> None:
        """All can only be read, or be changed again."""
        self._locked = on
        if (inner := self.widget()) is not None:
            inner.setEnabled(not on)

    def _rows(self, model: Model, ids: tuple[Id, ...]) -> list[Row]:
        if not ids:
            return page_rows(model, self._window.pane.diagram)
        if len(ids) > MANY:
            return []
        rows = [*rows_for(model, ids), *shape_rows(model, ids), *people_rows(model, ids)]
        return sorted(rows, key=lambda row: row.heading == TECHNICAL)

    def _shape_of_events(self, model: Model, rows: list[Row]) -> object:
        """Rows of events are rebuilt when other definitions stand there."""
        owners = [id for row in rows if row.what.editor == "events" for id in row.ids]
        nodes = [model.get(id, Node) for id in owners]
        return [[bag.text("kind") for bag in node.props.bags("events")] for node in nodes if node]

    def _leave_fields(self) -> str:
        """What is half typed is meant: it is committed before its field goes. Returns which had the keyboard."""
        for field in self.findChildren(LinesEditor):
            field.finish()
        focus = self._window.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return ""
        focus.clearFocus()
        return focus.objectName()

    # building

    def _build(self, model: Model, rows: list[Row]) -> None:
        self.fields, self._parts = [], []
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(16, 12, 14, 16)
        self._column.setSpacing(0)
        things = subjects(model, self._ids)
        if things:
            self._head(model, things)
            if len(self._ids) <= MANY and has_type(model, self._ids):
                self._type(model)
            self._seat(model, things)
        else:
            self._page_head(model)
        self._rows_of(model, [row for row in rows if row.heading != TECHNICAL])
        if things and self._window.view.page != ORG_CHART:  # the layout places boxes, roles have their colour
            self._drawing(model)
        self._rows_of(model, [row for row in rows if row.heading == TECHNICAL])
        facts = FileFacts(inner, self._window, [thing.id for thing in things])
        self._column.addWidget(facts)
        self._column.addStretch(1)
        old = self.takeWidget()
        self.setWidget(inner)
        inner.setEnabled(not self._locked)
        chain(self, *stops(inner))
        if old is not None:
            old.deleteLater()

    def _rows_of(self, model: Model, rows: list[Row]) -> None:
        """Rows one below the other, each heading once."""
        heading = ""
        for row in rows:
            if row.heading != heading:
                heading = row.heading
                self._heading(tr(heading))
            self._row(model, row)

    def _head(self, model: Model, things: list[Node | Link]) -> None:
        line = QHBoxLayout()
        line.setSpacing(6)
        first = things[0]
        family = KINDS[first.kind].family if first.kind in KINDS else "flow"
        picture, words = QLabel(), QLabel()
        theme = Style.here().theme
        name = ICONS.get(family, "connect" if family == "flow" else "note" if family == "note" else "group")
        picture.setPixmap(fixed_pixmap(name, theme.text2, px(16), self.devicePixelRatioF()))
        words.setObjectName("kindLine")
        words.setTextFormat(Qt.TextFormat.PlainText)
        where = title(model, process_of(model, first.id)) if isinstance(first, Node) else ""
        if isinstance(first, Link) and first.kind == "reportsTo":
            where = tr("{} to {}").format(title(model, first.source), title(model, first.target))
        kind = kind_line(model, things)
        words.setText(one_line(f"{kind}, {where}" if where and len(things) == 1 else kind, 60))
        words.setWordWrap(True)
        line.addWidget(picture)
        line.addWidget(words, 1)
        self._column.addLayout(line)
        if len(things) == 1 and first.kind not in NAMELESS:
            self._title(lambda: title(model, first.id), lambda text: rename(model, first.id, text))
        self._column.addSpacing(8)

    def _title(self, now: Callable[[], str], give: Callable[[str], object]) -> None:
        """The name, large, editable in place."""
        name = LinesEditor(least=1, most=4, enter=True)
        name.setObjectName("titleEdit")
        name.setAccessibleName(tr("Name"))
        name.setPlaceholderText(tr("Name"))
        name.meant.connect(lambda text: self.act(lambda: give(text)))

        def show() -> None:
            name.show_value(now())
            name.setPlaceholderText(tr("Name"))

        name.document().setDocumentMargin(0)  # its text stands in line with the others
        self._column.addSpacing(2)
        self._column.addWidget(name)
        self._parts.append(show)

    def _seat(self, model: Model, things: list[Node | Link]) -> None:
        """Who holds a role, to whom it reports, who does a step: what lies in lines rather than in facts."""
        above = ""
        for heading, label, field in seat_fields(self, model, things):
            if heading != above:
                self._heading(tr(above := heading))
            self._parts.append(field.show_now)
            self.add_field(label, field, stacked=cramped(field))

    def _type(self, model: Model) -> None:
        field = TypeEditor(self, model, self._ids)
        self._parts.append(field.show_type)
        self.add_field(tr("Type"), field, stacked=cramped(field))

    def _page_head(self, model: Model) -> None:
        label, diagram = QLabel(tr("Nothing selected: this diagram")), self._window.pane.diagram
        label.setObjectName("kindLine")
        self._column.addWidget(label)
        self._title(lambda: diagram_title(model, diagram), lambda text: rename_page(model, diagram, text))
        self._column.addSpacing(8)

    def _heading(self, text: str) -> None:
        label = QLabel(text)
        label.setObjectName("section")
        self._column.addSpacing(16)
        self._column.addWidget(label)
        self._column.addSpacing(4)

    def _line(self) -> None:
        self._column.addWidget(row_line())

    def _row(self, model: Model, row: Row) -> None:
        if row.what.editor == "events":
            self._line()
            events = EventsEditor(self, model, row.ids)
            self._parts.append(events.show_values)
            self._column.addWidget(events)
            return
        field = editor_for(row.what, model, self)
        field.meant.connect(lambda value, row=row: self._set(model, row, value))
        if isinstance(field, PhotoEditor):
            field.refused.connect(self._window.status.show_hint)
        self.fields.append((row, field))
        self.add_field(tr(row.what.label), field, stacked=row.what.editor in STACKED or cramped(field))

    def add_field(self, text: str, field: QWidget, stacked: bool = False) -> None:
        """A hairline, a name at the left and a field at the right, or below it."""
        self._line()
        label = QLabel(text)
        label.setObjectName("rowName")
        label.setWordWrap(True)
        label.setBuddy(field)
        box = QVBoxLayout() if stacked else QHBoxLayout()
        box.setContentsMargins(0, 6, 0, 6)
        box.setSpacing(6 if stacked else 8)
        if not stacked:
            label.setFixedWidth(px(NAME_WIDTH))
        box.addWidget(label)
        box.addWidget(field, 1)
        self._column.addLayout(box)

    def _drawing(self, model: Model) -> None:
        """Colours, place and size: what the drawing alone knows."""
        self._heading(tr("On the page"))
        swatches = Swatches(self, model, self._ids)
        self._parts.append(swatches.show_values)
        self.add_field(tr("Colour"), swatches, stacked=True)
        place = PlaceEditor(self, model, self._ids)
        self._parts.append(place.show_values)
        self._line()
        self._column.addWidget(place)

    # acting

    def _set(self, model: Model, row: Row, value: Value) -> None:
        if value == NEW:
            self._new_root(model, row)
            return
        self.act(lambda: convert.set_property(model, row.ids, row.what.name, value))

    def _new_root(self, model: Model, row: Row) -> None:
        from ..dialogs import ask_text

        what = tr(KINDS[row.what.refers].label)

        def named(name: str) -> None:
            self.act(lambda: convert.new_root(model, row.what.refers, name, row.ids))

        ask_text(self._window, tr("New {}").format(what.lower()), tr("Name"), "", named)
        self._soon.start(CALM)

    def act(self, act: Callable[[], object]) -> None:
        """Does it; where it may not be, says why in the status bar and shows again what is."""
        try:
            act()
        except Refusal as refusal:
            self._window.status.show_hint(tr(str(refusal)))
        self._soon.start(CALM)

    def ids(self) -> Iterable[Id]:
        return self._ids
