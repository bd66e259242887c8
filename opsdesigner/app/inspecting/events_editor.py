"""What an event waits for or causes: definitions added, changed, removed, each with its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from opsdesigner.edit import convert
from opsdesigner.model import Id, Model, Node, Props, Value
from opsdesigner.model.queries import scope_of, title
from opsdesigner.notation.events import DEFINITIONS, NONE_AT
from opsdesigner.notation.kinds import ACTIVITIES, KINDS

from ..controls import NAME_WIDTH, cramped
from ..icons import icon
from ..style import px
from ..words import one_line, tip, tr
from .editors import NEW, ChoiceEditor, Editor, FlagEditor, LineEditor, references
from .inspector_rows import position_of

if TYPE_CHECKING:
    from .inspector import Inspector


class EventsEditor(QWidget):
    """One block per definition. Several events are edited together as long as they say the same."""

    def __init__(self, inspector: Inspector, model: Model, ids: tuple[Id, ...]) -> None:
        super().__init__()
        self._inspector, self._model, self._ids = inspector, model, ids
        self._fields: list[tuple[int, str, Editor]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 6, 0, 6)
        self._column.setSpacing(6)
        nodes = [node for id in ids if (node := model.get(id, Node))]
        kinds = [tuple(bag.text("kind") for bag in node.props.bags("events")) for node in nodes]
        self._alike = len(set(kinds)) == 1 and len({position_of(model, node) for node in nodes}) == 1
        if not self._alike:
            mixed = QLabel(tr("These events differ."))
            mixed.setObjectName("empty")
            self._line(tr("Event"), mixed)
            return
        self._position = position_of(model, nodes[0])
        self._build()

    @property
    def bags(self) -> tuple[Props, ...]:
        node = self._model.get(self._ids[0], Node)
        return node.props.bags("events") if node else ()

    def show_values(self) -> None:
        """The facts as the model has them now."""
        bags = self.bags
        for at, name, field in self._fields:
            if at < len(bags):
                refers = DEFINITIONS[bags[at].text("kind")].refers
                if name == "ref" and isinstance(field, ChoiceEditor):
                    field.offer(references(self._model, refers))
                value: Value = bags[at].text(name)
                field.show_value(value == "true" if isinstance(field, FlagEditor) else value)

    def _build(self) -> None:
        bags = self.bags
        for at in range(max(1, len(bags))):
            kind = bags[at].text("kind") if bags else ""
            self._kind_line(at, kind, len(bags) > 1)
            if kind in DEFINITIONS:
                self._facts(at, kind)
        if bags:
            add = QPushButton(tr("Add another"))
            add.setObjectName("small")
            add.setAccessibleName(tr("Add another definition"))
            add.clicked.connect(lambda: self._set((*self.bags, Props(kind=self._next_kind()))))
            row = QHBoxLayout()
            row.addSpacing(0 if cramped(add) else px(NAME_WIDTH) + 8)
            row.addWidget(add)
            row.addStretch(1)
            self._column.addLayout(row)

    def _offers(self) -> list[tuple[Value, str]]:
        rows: list[tuple[Value, str]] = [
            (row.kind, tr(row.label)) for row in DEFINITIONS.values() if self._position in row.positions
        ]
        return [("", tr("None")), *rows] if self._position in NONE_AT and len(self.bags) < 2 else rows

    def _next_kind(self) -> str:
        taken = {bag.text("kind") for bag in self.bags}
        kinds = [str(kind) for kind, _ in self._offers() if kind]
        return next((kind for kind in kinds if kind not in taken), kinds[0])

    def _kind_line(self, at: int, kind: str, several: bool) -> None:
        choice = ChoiceEditor()
        choice.setAccessibleName(tr("Event"))
        choice.setObjectName(f"field.event{at}")
        choice.offer(self._offers())
        choice.show_value(kind)
        choice.meant.connect(lambda value: self._change(at, str(value)))
        line = self._line(tr("Event") if at == 0 else "", choice)
        if several:
            drop = QToolButton()
            drop.setIcon(icon("x"))
            drop.setIconSize(QSize(16, 16))
            drop.setFixedSize(26, 26)
            drop.setToolTip(tip(tr("Remove")))
            drop.setAccessibleName(tr("Remove this definition"))
            drop.clicked.connect(lambda: self._set(self.bags[:at] + self.bags[at + 1 :]))
            line.addWidget(drop)

    def _facts(self, at: int, kind: str) -> None:
        row = DEFINITIONS[kind]
        if row.refers:
            choice = ChoiceEditor()
            choice.offer(references(self._model, row.refers))
            self._fact(at, "ref", tr(KINDS[row.refers].label), choice)
        for name, label in row.facts:
            plain = name.lstrip("@")
            field: Editor = LineEditor()
            if plain == "activityRef":
                field = ChoiceEditor()
                field.offer(self._steps())
            elif plain == "waitForCompletion":
                field = FlagEditor()
            self._fact(at, plain, tr(label), field)

    def _fact(self, at: int, name: str, label: str, field: Editor) -> None:
        field.setAccessibleName(label)
        field.setObjectName(f"field.{name}{at}")
        field.meant.connect(lambda value: self._fact_meant(at, name, value))
        self._fields.append((at, name, field))
        self._line(label, field)

    def _line(self, text: str, field: QWidget) -> QHBoxLayout:
        line, label = QHBoxLayout(), QLabel(text)
        line.setSpacing(8)
        label.setObjectName("rowName")
        label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        if not cramped(field):
            label.setFixedWidth(px(NAME_WIDTH))
            line.addWidget(label)
        elif text:
            self._column.addWidget(label)
        line.addWidget(field, 1)
        self._column.addLayout(line)
        return line

    def _steps(self) -> list[tuple[Value, str]]:
        scope = scope_of(self._model, self._ids[0])
        nodes = [node for node in self._model.referrers(scope, Node) if node.kind in ACTIVITIES] if scope else []
        return [("", tr("All")), *((node.id, one_line(title(self._model, node.id)) or node.id) for node in nodes)]

    # acting

    def _change(self, at: int, kind: str) -> None:
        bags = list(self.bags)
        made = Props(kind=kind) if kind else None
        if at < len(bags):
            bags[at : at + 1] = [made] if made else []
        elif made:
            bags.append(made)
        self._set(tuple(bags))

    def _fact_meant(self, at: int, name: str, value: Value) -> None:
        if value == NEW:
            self._new_root(at)
            return
        text = ("true" if value else "") if isinstance(value, bool) else str(value)
        bags = list(self.bags)
        bags[at] = bags[at].having(**{name: text or None})
        self._set(tuple(bags))

    def _new_root(self, at: int) -> None:
        from ..dialogs import ask_text

        refers = DEFINITIONS[self.bags[at].text("kind")].refers

        def named(name: str) -> None:
            with self._model.change(tr("New {}").format(tr(KINDS[refers].label).lower())):
                id = convert.new_root(self._model, refers, name)
                self._fact_meant(at, "ref", id)

        ask_text(self.window(), tr("New {}").format(tr(KINDS[refers].label).lower()), tr("Name"), "", named)
        self.show_values()

    def _set(self, bags: tuple[Props, ...]) -> None:
        self._inspector.act(lambda: convert.set_events(self._model, self._ids, bags))
