"""What stands on the card: kind and name, a few words of its documentation, the telling facts, the way to all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from opsdesigner.edit import convert
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.draw import rename
from opsdesigner.model import Id, Link, Model, Node, Value
from opsdesigner.model.queries import process_of, subject, title
from opsdesigner.notation.kinds import KINDS

from ..commands.actions import key_of
from ..controls import row_line
from ..icons import fixed_pixmap, icon
from ..outline.tree_view import ICONS
from ..style import Style, px
from ..words import one_line, tip, tr
from .card_place import ALL
from .editors import NEW, ChoiceEditor, Editor, LineEditor, LinesEditor, editor_for, references
from .inspector_rows import Row, kind_label, value_of
from .reading import Reading
from .telling import EventFact, Fact, Said, facts

if TYPE_CHECKING:
    from ..window import MainWindow
    from .card import Card

NAME_WIDTH, ROW, EXCERPT, MOST_WITH_WORDS = 112, 32, 104, 3
UNNAMED = ("dataInputAssociation", "dataOutputAssociation", "association")


class CardRows(QWidget):
    """Keeps its rows as long as the next selection needs the same ones; then only their values change."""

    most = ALL  # facts that are shown: the last ones are left out where the card would cover what it is about

    def __init__(self, card: Card, window: MainWindow) -> None:
        super().__init__(card)
        self._card, self._window = card, window
        self._model, self._shape = Model(), ""
        self._facts: list[Fact] = []
        self._built: object = None
        self._shows: list[Callable[[Fact], None]] = []
        self.fields: list[Editor] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 8)
        column.setSpacing(0)
        column.addLayout(self._head())
        self.name = self._name()
        column.addWidget(self.name)
        self.words = QLabel(self)
        self.words.setObjectName("second")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setContentsMargins(0, 0, 0, 8)
        column.addWidget(self.words)
        self._body = QWidget(self)
        column.addWidget(self._body)
        self._column = column
        column.addWidget(row_line(self))
        column.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.setContentsMargins(0, 0, 0, 0)
        self._picture, self.kind, close = QLabel(self), QLabel(self), QToolButton(self)
        self.kind.setObjectName("kindLine")
        self.kind.setTextFormat(Qt.TextFormat.PlainText)
        close.setIcon(icon("x"))
        close.setIconSize(QSize(14, 14))
        close.setFixedSize(24, 24)
        close.setAccessibleName(tr("Close the card"))
        close.setToolTip(tip(tr("Close the card"), "Esc"))
        close.clicked.connect(self._card.leave)
        row.addWidget(self._picture)
        row.addWidget(self.kind, 1)
        row.addWidget(close)
        return row

    def _name(self) -> LinesEditor:
        name = LinesEditor(self, least=1, most=3, enter=True)
        name.setObjectName("titleEdit")
        name.setAccessibleName(tr("Name"))
        name.document().setDocumentMargin(0)
        name.meant.connect(lambda text: self._act(lambda: self._rename(str(text))))
        return name

    def _foot(self) -> QHBoxLayout:
        action = self._window.actions_by_id["inspector"]
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(8)
        self.all = QPushButton(tr("All properties"), self)
        self.all.setObjectName("footLink")
        self.all.setCursor(Qt.CursorShape.PointingHandCursor)
        self.all.clicked.connect(action.trigger)
        key = QLabel(key_of(action), self)
        key.setObjectName("keyChip")
        row.addWidget(self.all)
        row.addStretch(1)
        row.addWidget(key)
        return row

    @property
    def folded(self) -> bool:
        return self.most < ALL

    def told(self) -> int:
        return len(self._facts)

    # showing

    def show_facts(self, model: Model, shape: Id) -> None:
        """The facts of a shape or edge; fields that stand there and fit are used again."""
        thing = subject(model, shape)
        if thing is None:
            return
        self._model, self._shape = model, shape
        words = _excerpt(thing.props.text("documentation"))
        told = [*facts(model, shape), *self._window.what_if.facts(thing)]
        self._facts = told[: min(self.most, MOST_WITH_WORDS if words else ALL)]
        self._show_head(thing)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        wanted = [(type(fact), _key(fact)) for fact in self._facts]
        if wanted != self._built:
            self._built = wanted
            self._build()
        for fact, show in zip(self._facts, self._shows, strict=True):
            show(fact)
        self._column.activate()

    def settled(self, wide: int) -> int:
        """Takes this width and the height that goes with it, and returns the height."""
        for _ in range(2):  # a name that breaks into lines knows how many once it has its width
            self._column.invalidate()
            high = self.heightForWidth(wide)  # negative where nothing breaks into lines
            self.resize(wide, high if high >= 0 else self.sizeHint().height())
            self._column.activate()
        return self.height()

    def _show_head(self, thing: Node | Link) -> None:
        family = KINDS[thing.kind].family if thing.kind in KINDS else "flow"
        name = ICONS.get(family, "connect" if family == "flow" else "note" if family == "note" else "group")
        self._picture.setPixmap(fixed_pixmap(name, Style.here().theme.text2, px(16), self.devicePixelRatioF()))
        where = title(self._model, process_of(self._model, thing.id)) if isinstance(thing, Node) else ""
        kind = kind_label(thing)
        self.kind.setText(one_line(f"{kind}, {where}" if where and where != title(self._model, thing.id) else kind, 42))
        self.name.setVisible(thing.kind not in UNNAMED)
        self.name.show_value(title(self._model, thing.id))
        self.name.setPlaceholderText(tr("Name"))

    def _build(self) -> None:
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._shows, self.fields = [], []
        for at, fact in enumerate(self._facts):
            column.addWidget(row_line(body))
            line = QHBoxLayout()
            line.setContentsMargins(0, 3, 0, 3)
            line.setSpacing(8)
            name = QLabel(_label(fact), body)
            name.setObjectName("rowName")
            name.setFixedWidth(px(NAME_WIDTH))
            name.setTextFormat(Qt.TextFormat.PlainText)
            name.setWordWrap(True)
            field, show = self._field(body, at, fact)
            field.setMinimumHeight(px(ROW - 6))
            name.setBuddy(field)
            line.addWidget(name)
            line.addWidget(field, 1)
            column.addLayout(line)
            self._shows.append(show)
        self._column.replaceWidget(self._body, body)
        self._body.hide()
        self._body.deleteLater()
        self._body = body
        body.setVisible(bool(self._facts))
        self._order()

    def _field(self, body: QWidget, at: int, fact: Fact) -> tuple[QWidget, Callable[[Fact], None]]:
        if isinstance(fact, Said):
            said = Reading(body)
            return said, said.show_fact
        field = (
            self._event_field(body, fact) if isinstance(fact, EventFact) else editor_for(fact.what, self._model, body)
        )
        field.setAccessibleName(_label(fact))
        field.meant.connect(lambda value: self._meant(at, value))
        self.fields.append(field)
        return field, lambda now: self._show_value(field, now)

    def _event_field(self, body: QWidget, fact: EventFact) -> Editor:
        field: Editor = ChoiceEditor(body) if fact.refers else LineEditor(body)
        field.setObjectName(f"field.{fact.name}{fact.at}")
        return field

    def _show_value(self, field: Editor, fact: Fact) -> None:
        refers = fact.refers if isinstance(fact, EventFact) else fact.what.refers if isinstance(fact, Row) else ""
        if refers and isinstance(field, ChoiceEditor):
            field.offer(references(self._model, refers))
        field.show_value(self._value(fact))

    def _value(self, fact: Fact) -> Value:
        if isinstance(fact, Row):
            now = value_of(self._model, fact)
            return now if isinstance(now, str | int | float | bool) else ""
        thing = subject(self._model, self._shape)
        bags = thing.props.bags("events") if isinstance(thing, Node) else ()
        return bags[fact.at].text(fact.name) if isinstance(fact, EventFact) and fact.at < len(bags) else ""

    def _order(self) -> None:
        """Tab goes from the name down to the foot."""
        before: QWidget = self.name
        for field in (*self.fields, self.all):
            QWidget.setTabOrder(before, field)
            before = field

    def dress(self) -> None:
        self._built = None  # the size of words may be another
        self.show_facts(self._model, self._shape)

    def first(self) -> QWidget:
        return self.name if self.name.isVisibleTo(self) else (self.fields[0] if self.fields else self.all)

    # acting

    def finish(self) -> None:
        """What is half typed is meant."""
        self.name.finish()
        for field in self.fields:
            if isinstance(field, LineEditor):
                field.editingFinished.emit()

    def _rename(self, text: str) -> None:
        if (thing := subject(self._model, self._shape)) is not None:
            rename(self._model, thing.id, text)

    def _meant(self, at: int, value: Value) -> None:
        fact = self._facts[at] if at < len(self._facts) else None
        if isinstance(fact, Row):
            if value == NEW:
                self._new_root(
                    fact.what.refers, lambda id: convert.set_property(self._model, fact.ids, fact.what.name, id)
                )
            else:
                self._act(lambda: convert.set_property(self._model, fact.ids, fact.what.name, value))
        elif isinstance(fact, EventFact):
            if value == NEW:
                self._new_root(fact.refers, lambda id: self._set_event(fact, id))
            else:
                self._act(lambda: self._set_event(fact, str(value)))

    def _set_event(self, fact: EventFact, text: str) -> None:
        thing = subject(self._model, self._shape)
        if isinstance(thing, Node):
            bags = list(thing.props.bags("events"))
            bags[fact.at] = bags[fact.at].having(**{fact.name: text or None})
            convert.set_events(self._model, (thing.id,), tuple(bags))

    def _new_root(self, kind: str, use: Callable[[str], object]) -> None:
        from ..dialogs import ask_text

        model, words = self._model, tr("New {}").format(tr(KINDS[kind].label).lower())

        def named(name: str) -> None:
            with model.change(words):
                use(convert.new_root(model, kind, name))

        ask_text(self._window, words, tr("Name"), "", lambda name: self._act(lambda: named(name)))
        self._card.offer()

    def _act(self, act: Callable[[], object]) -> None:
        """Does it; where it may not be, says why in the status bar and shows again what is."""
        try:
            act()
        except Refusal as refusal:
            self._window.status.show_hint(tr(str(refusal)))
            self._card.offer()


def _label(fact: Fact) -> str:
    return tr(fact.what.label) if isinstance(fact, Row) else fact.label


def _key(fact: Fact) -> object:
    return fact.what.name if isinstance(fact, Row) else (fact.label, fact[2] if isinstance(fact, EventFact) else "")


def _excerpt(text: str) -> str:
    return one_line(text, EXCERPT)
