"""The tools at the left edge: click arms one, a double click keeps it, dragging drops a shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QToolButton, QVBoxLayout, QWidget

from opsdesigner.canvas.view import VARIANT_MIME

from .actions import key_of
from .icons import icon
from .words import tip, tr

if TYPE_CHECKING:
    from .window import MainWindow

WIDTH, TARGET, PICTURE = 44, 32, 20


class Tool(NamedTuple):
    """One button: the tool it arms, its words and picture; `key` is the id of the action whose key it shows."""

    tool: str
    text: str
    icon: str
    key: str = ""


GROUPS: tuple[tuple[Tool, ...], ...] = (
    (
        Tool("select", "Select", "select", "select"),
        Tool("hand", "Move the page", "hand", "hand"),
        Tool("lasso", "Lasso", "lasso", "lasso"),
        Tool("space", "Make space", "space", "space"),
        Tool("connect", "Connect", "connect", "connect"),
    ),
    (
        Tool("place:startEvent", "Start", "event"),
        Tool("place:task", "Step", "task"),
        Tool("place:exclusiveGateway", "Decision", "gateway"),
        Tool("place:intermediateThrowEvent", "Event on the way", "eventmid"),
        Tool("place:endEvent", "End", "end"),
        Tool("place:subProcessOpen", "Sub-process", "sub-process-open"),
    ),
    (
        Tool("place:dataObjectReference", "Data object", "data"),
        Tool("place:dataStoreReference", "Data store", "store"),
        Tool("place:participant", "Pool", "pool"),
        Tool("place:group", "Group", "group"),
        Tool("place:textAnnotation", "Note", "note"),
    ),
)


class ToolButton(QToolButton):
    """Arms its tool."""

    def __init__(self, tool: Tool, palette: ToolPalette) -> None:
        super().__init__(palette)
        self.tool, self._palette = tool, palette
        self._pressed_at: QPoint | None = None
        self.setObjectName(f"tool.{tool.tool}")
        self.setIcon(icon(tool.icon))
        self.setIconSize(QSize(PICTURE, PICTURE))
        self.setFixedSize(TARGET, TARGET)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr(tool.text))
        self.clicked.connect(lambda: palette.arm(tool, False))

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


class ToolPalette(QScrollArea):
    """Made from the table above; scrolls where the window is low."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self.setAccessibleName(tr("Tools"))
        self.setFixedWidth(WIDTH)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._window = window
        self.buttons: list[ToolButton] = []
        self._fill()
        window.view.tool_changed.connect(lambda _: self.follow_tool())

    def _fill(self) -> None:
        inner = QWidget(self)
        inner.setObjectName("tools")
        column = QVBoxLayout(inner)
        column.setContentsMargins(6, 6, 5, 6)
        column.setSpacing(2)
        for group in GROUPS:
            if self.buttons:
                column.addSpacing(5)
                line = QFrame(inner)
                line.setObjectName("rule")
                line.setFixedSize(20, 1)
                column.addWidget(line, 0, Qt.AlignmentFlag.AlignHCenter)
                column.addSpacing(5)
            for tool in group:
                button = ToolButton(tool, self)
                action = self._window.actions_by_id.get(tool.key)
                button.setToolTip(tip(tr(tool.text), key_of(action) if action else ""))
                column.addWidget(button)
                self.buttons.append(button)
        column.addStretch(1)
        self.setWidget(inner)

    # arming

    def arm(self, tool: Tool, keep: bool) -> None:
        """Hands the tool to the canvas; a kept one stays after use."""
        view = self._window.view
        view.set_tool(tool.tool, keep)
        view.setFocus()
        self.follow_tool()

    def follow_tool(self) -> None:
        """Ticks the button of the tool in use."""
        view = self._window.view
        for button in self.buttons:
            button.setChecked(button.tool.tool == view.tool)
