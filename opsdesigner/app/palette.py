"""The tools at the left edge: click arms one, a double click keeps it, dragging drops a shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QDrag, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QToolButton, QVBoxLayout, QWidget

from opsdesigner.canvas.view import VARIANT_MIME
from opsdesigner.notation.kinds import ORG_CHART

from .commands.actions import key_of
from .icons import icon
from .style import Style, px
from .words import tip, tr

if TYPE_CHECKING:
    from .window import MainWindow

PROCESS = ""  # the kind of a process diagram
WIDTH, WIDE, TARGET, PICTURE = 44, 220, 32, 20  # px


class Tool(NamedTuple):
    """One button: the tool it arms, its words and picture; `key` is the id of the action whose key it shows."""

    tool: str
    text: str
    icon: str
    key: str = ""
    page: str | None = None  # the kind of diagram it is for; None for all


GROUPS: tuple[tuple[Tool, ...], ...] = (
    (
        Tool("select", "Select", "select", "select"),
        Tool("hand", "Move the page", "hand", "hand"),
        Tool("lasso", "Lasso", "lasso", "lasso"),
        Tool("space", "Make space", "space", "space", PROCESS),
        Tool("connect", "Connect", "connect", "connect"),
    ),
    (
        Tool("place:startEvent", "Start", "event", page=PROCESS),
        Tool("place:task", "Step", "task", page=PROCESS),
        Tool("place:exclusiveGateway", "Decision", "gateway", page=PROCESS),
        Tool("place:intermediateThrowEvent", "Event on the way", "eventmid", page=PROCESS),
        Tool("place:endEvent", "End", "end", page=PROCESS),
        Tool("place:subProcessOpen", "Sub-process", "sub-process-open", page=PROCESS),
    ),
    (
        Tool("place:dataObjectReference", "Data object", "data", page=PROCESS),
        Tool("place:dataStoreReference", "Data store", "store", page=PROCESS),
        Tool("place:participant", "Pool", "pool", page=PROCESS),
        Tool("place:group", "Group", "group", page=PROCESS),
        Tool("place:textAnnotation", "Note", "note", page=PROCESS),
    ),
    (
        Tool("place:role", "Role", "role", page=ORG_CHART),
        Tool("place:vacancy", "Vacancy", "vacant", page=ORG_CHART),
        Tool("place:assistant", "Assistant", "person", page=ORG_CHART),
        Tool("place:unit", "Unit", "unit", page=ORG_CHART),
    ),
    (
        Tool("place:supplier", "Supplier", "truck", page=ORG_CHART),
        Tool("place:customer", "Customer", "customer", page=ORG_CHART),
        Tool("place:software", "Software", "software", page=ORG_CHART),
    ),
)


class ToolButton(QToolButton):
    """Arms its tool."""

    def __init__(self, tool: Tool, palette: ToolPalette, key: str) -> None:
        super().__init__(palette)
        self.tool, self._palette, self._key = tool, palette, key
        self._pressed_at: QPoint | None = None
        self.setObjectName(f"tool.{tool.tool}")
        self.setIcon(icon(tool.icon))
        self.setIconSize(QSize(PICTURE, PICTURE))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr(tool.text))
        self.setToolTip(tip(tr(tool.text), key))
        self.clicked.connect(lambda: palette.arm(tool, False))

    def show_name(self, on: bool) -> None:
        """Its picture alone, or with its name and key."""
        styles = Qt.ToolButtonStyle
        self.setToolButtonStyle(styles.ToolButtonTextBesideIcon if on else styles.ToolButtonIconOnly)
        self.setText(f"  {tr(self.tool.text)}")
        self.setFixedSize(px(WIDE) - WIDTH + TARGET if on else TARGET, max(TARGET, px(TARGET)) if on else TARGET)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._key and self.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon:
            with QPainter(self) as p:
                font = p.font()
                font.setPixelSize(px(11))
                p.setFont(font)
                p.setPen(QColor(Style.here().theme.text3))
                middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
                p.drawText(self.rect().adjusted(0, 0, -10, 0), middle | right, self._key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        start = self._pressed_at
        far = start is not None and (event.position().toPoint() - start).manhattanLength()
        if self.tool.tool.startswith("place:") and far and far >= QApplication.startDragDistance():
            self._pressed_at = None
            self.setDown(False)
            self._drag()
            return
        super().mouseMoveEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._palette.arm(self.tool, True)

    def _drag(self) -> None:
        drag = QDrag(self)
        data = QMimeData()
        data.setData(VARIANT_MIME, self.tool.tool.removeprefix("place:").encode())
        drag.setMimeData(data)
        drag.setPixmap(self.icon().pixmap(QSize(PICTURE, PICTURE), self.devicePixelRatioF()))
        drag.exec(Qt.DropAction.CopyAction)


def _pages(tool: Tool) -> frozenset[str]:
    return frozenset((PROCESS, ORG_CHART) if tool.page is None else (tool.page,))


class ToolPalette(QScrollArea):
    """Made from the table above; scrolls where the window is low."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self.setAccessibleName(tr("Tools"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._window = window
        self.buttons: list[ToolButton] = []
        self._parts: list[tuple[QWidget, frozenset[str]]] = []  # what stands there, on which kinds of diagram
        self._rules: list[QFrame] = []
        self._fill()
        self.dress()
        for view in window.twin.views:
            view.tool_changed.connect(lambda _: self.follow_tool())
        window.twin.active_changed.connect(self.follow_tool)

    def dress(self) -> None:
        """Narrow with pictures, or wide with names and keys, as was chosen."""
        on = self._window.settings.flag("view/toolNames")
        self.setFixedWidth(px(WIDE) if on else WIDTH)
        for button in self.buttons:
            button.show_name(on)
        for line in self._rules:
            line.setFixedSize(px(WIDE) - WIDTH + TARGET if on else 20, 1)

    def _fill(self) -> None:
        inner = QWidget(self)
        inner.setObjectName("tools")
        column = QVBoxLayout(inner)
        column.setContentsMargins(6, 6, 5, 6)
        column.setSpacing(2)
        for group in GROUPS:
            pages = frozenset(page for tool in group for page in _pages(tool))
            part = QWidget(inner)
            rows = QVBoxLayout(part)
            rows.setContentsMargins(0, 0, 0, 0)
            rows.setSpacing(2)
            if self.buttons:
                self._rule(part, rows)
            for tool in group:
                action = self._window.actions_by_id.get(tool.key)
                button = ToolButton(tool, self, key_of(action) if action else "")
                rows.addWidget(button)
                self.buttons.append(button)
                self._parts.append((button, _pages(tool)))
            column.addWidget(part)
            self._parts.append((part, pages))
        column.addStretch(1)
        self.setWidget(inner)

    def _rule(self, part: QWidget, rows: QVBoxLayout) -> None:
        rows.addSpacing(5)
        line = QFrame(part)
        line.setObjectName("rule")
        self._rules.append(line)
        rows.addWidget(line, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addSpacing(5)

    def follow_page(self) -> None:
        """Shows the tools for the kind of diagram in view."""
        kind = self._window.view.page
        for part, pages in self._parts:
            part.setVisible(kind in pages)

    # arming

    def arm(self, tool: Tool, keep: bool) -> None:
        """Hands the tool to the canvas; a kept one stays after use."""
        view = self._window.view
        view.set_tool(tool.tool, keep)
        view.setFocus()
        self.follow_tool()

    def follow_tool(self) -> None:
        """Ticks the button of the tool in use, among those for the diagram in use."""
        self.follow_page()
        view = self._window.view
        for button in self.buttons:
            button.setChecked(button.tool.tool == view.tool)
