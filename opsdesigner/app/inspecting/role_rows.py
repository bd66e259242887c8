"""What stands on the card of a role: who holds it, the steps it owns and where, who stands in for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from opsdesigner.canvas.menus.chooser import Entry
from opsdesigner.canvas.menus.chrome import face
from opsdesigner.edit import holding
from opsdesigner.model import Id, Model, Node
from opsdesigner.model.queries import subject
from opsdesigner.notation.kinds import GATEWAYS, RESOURCES
from opsdesigner.notation.organisation import code_of, deputies, holders
from opsdesigner.notation.theme import legible_on
from opsdesigner.notation.tracing import Owned, owned_list

from ..controls import row_line
from ..icons import fixed_pixmap, icon
from ..style import Style, px
from ..words import menu_text, one_line, tip, tr

if TYPE_CHECKING:
    from ..window import MainWindow
    from .card import Card

MOST, ROW, LETTERS = 4, 25, 28  # steps told by name; px of a row; letters of a step's name and of its process


class RoleRows(QWidget):
    """The card's contents while a role or unit is selected; steps go where they are clicked to."""

    def __init__(self, card: Card, window: MainWindow) -> None:
        super().__init__(card)
        self.setObjectName("roleRows")
        self._card, self._window = card, window
        self._model, self._role = Model(), ""
        self.chip, self.name, self.held = Chip(self), QLabel(self), QLabel(self)
        self.name.setObjectName("h2")
        self.held.setObjectName("second")
        for label in (self.name, self.held):
            label.setTextFormat(Qt.TextFormat.PlainText)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.chip)
        head.addWidget(self.name, 1)
        head.addWidget(self.held)
        self.folded = False
        self.open = QToolButton(self)
        self.open.setIcon(icon("chevu"))
        self.open.setFixedSize(px(24), px(24))
        self.open.setAccessibleName(tr("Show its steps"))
        self.open.setToolTip(tip(tr("Show its steps")))
        self.open.clicked.connect(card.unfold)
        self.open.hide()
        head.addWidget(self.open)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 10)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addSpacing(6)
        self._body = QWidget(self)
        self._column.addWidget(self._body)
        self.steps: list[QPushButton] = []
        self.deputy = QPushButton(self)
        self.deputy.hide()

    # showing

    def show_facts(self, model: Model, shape: Id) -> None:
        """The facts of the role that a box shows."""
        role = subject(model, shape)
        if not isinstance(role, Node):
            return
        self._model, self._role = model, role.id
        self.chip.show_code(code_of(model, role), self._window.links.colour_of(role.id))
        self.name.setText(one_line(role.name, 30) or tr("Role without a name"))
        names = [person.name for person in holders(model, role.id)]
        more = tr(" and {} more").format(len(names) - 2) if len(names) > 2 else ""
        self.held.setText(one_line(", ".join(names[:2]), 36) + more if names else tr("Nobody holds it"))
        self._build(owned_list(model, [role.id]), [each.name for each in deputies(model, role.id)], role)
        self._column.activate()

    def _build(self, owned: list[Owned], stand_ins: list[str], role: Node) -> None:
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        shown = owned if len(owned) <= MOST else owned[: MOST - 1]
        self.steps = []
        for each in shown:
            self.steps.append(self._step(body, each))
        if len(owned) > len(shown):
            more = self._link(body, tr("{} more steps").format(len(owned) - len(shown)), "allSteps")
            more.clicked.connect(lambda: self._window.links.list_steps(role.id))
            self.steps.append(more)
        for button in self.steps:
            column.addWidget(button)
        if not owned:
            none = QLabel(tr("Owns no step yet. Select steps and press O."), body)
            none.setObjectName("empty")
            none.setFixedHeight(px(ROW))
            column.addWidget(none)
        column.addSpacing(6)
        column.addWidget(row_line(body))
        column.addSpacing(4)
        column.addLayout(self._deputy_line(body, stand_ins, role))
        self._column.replaceWidget(self._body, body)
        self._body.hide()
        self._body.deleteLater()
        self._body = body
        body.setVisible(not self.folded)

    def fold(self, on: bool) -> None:
        """Only the header is shown, with a button that opens the rest."""
        self.folded = on
        self._body.setVisible(not on)
        self.open.setVisible(on)
        self._column.invalidate()

    def _step(self, body: QWidget, owned: Owned) -> QPushButton:
        """A row with the step's name and, at the right, that of its process."""
        button = self._link(body, "", "ownedStep")
        button.setAccessibleName(f"{owned.name}, {owned.process}")
        row = QHBoxLayout(button)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        node, theme = self._model.get(owned.step, Node), Style.here().theme
        picture, name, where = QLabel(button), QLabel(one_line(owned.name, LETTERS), button), QLabel(button)
        kind = "gateway" if node is not None and node.kind in GATEWAYS else "task"
        picture.setPixmap(fixed_pixmap(kind, theme.text2, px(16), self.devicePixelRatioF()))
        where.setText(one_line(owned.process, LETTERS))
        where.setObjectName("second")
        for label in (picture, name, where):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(picture)
        row.addWidget(name, 1)
        row.addWidget(where)
        button.clicked.connect(lambda: self._window.go_to(owned.step))
        return button

    def _link(self, body: QWidget, text: str, name: str) -> QPushButton:
        button = QPushButton(menu_text(text), body)
        button.setObjectName(name)
        button.setFlat(True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setFixedHeight(px(ROW))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return button

    def _deputy_line(self, body: QWidget, stand_ins: list[str], role: Node) -> QHBoxLayout:
        row, theme = QHBoxLayout(), Style.here().theme
        row.setSpacing(8)
        picture, words = QLabel(body), QLabel(body)
        words.setTextFormat(Qt.TextFormat.PlainText)
        name, colour = ("deputy", theme.green) if stand_ins else ("warn", theme.amber)
        picture.setPixmap(fixed_pixmap(name, colour, px(16), self.devicePixelRatioF()))
        who = one_line(role.name, 20) or tr("this role")
        said = tr("Stands in: {}").format(one_line(", ".join(stand_ins), 30))
        words.setText(said if stand_ins else tr("No deputy for {}").format(who))
        self.deputy = QPushButton(tr("Another one") if stand_ins else tr("Name one"), body)
        self.deputy.setObjectName("link")
        self.deputy.setCursor(Qt.CursorShape.PointingHandCursor)
        self.deputy.clicked.connect(self.choose_deputy)
        row.addWidget(picture)
        row.addWidget(words, 1)
        row.addWidget(self.deputy)
        return row

    def settled(self, wide: int) -> int:
        """Takes this width and the height that goes with it, and returns the height."""
        self._column.invalidate()
        self._column.activate()
        self.resize(wide, self.sizeHint().height())
        return self.height()

    # acting

    def choose_deputy(self) -> None:
        """Offers every role and person to stand in."""
        model, role, view = self._model, self._role, self._window.twin.org.view
        known = {each.id for each in deputies(model, role)}
        entries = [
            Entry(node.name, tr("Stands in"), self._stand_in(node.id), "person" if node.kind == "person" else "role")
            for node in model.all(Node)
            if node.kind in RESOURCES and node.kind != "unit" and node.id not in {role, *known} and node.name.strip()
        ]
        at = view.mapFrom(self._window, self.mapTo(self._window, self.deputy.pos()))
        view.pad.vanish()
        view.chooser.open(entries, tr("Who stands in?"), at)

    def _stand_in(self, deputy: Id) -> Callable[[], None]:
        model, role = self._model, self._role
        return lambda: holding.set_deputy(model, role, deputy)

    def finish(self) -> None:
        """Nothing is typed here."""

    def dress(self) -> None:
        self._window.links.stir()

    def first(self) -> QWidget:
        if self.folded:
            return self.open
        return self.steps[0] if self.steps else self.deputy


class Chip(QWidget):
    """A role's code on its colour."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._code, self._colour = "", "#000000"

    def show_code(self, code: str, colour: str) -> None:
        self._code, self._colour = code, colour
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(36), px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(QColor(self._colour))
            p.drawRoundedRect(self.rect(), self.height() / 2, self.height() / 2)
            p.setFont(face(12, 600))
            p.setPen(QColor(legible_on(self._colour)))
            p.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._code)
