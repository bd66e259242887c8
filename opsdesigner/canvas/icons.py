"""Icons drawn from the SVGs of the resources in any colour, sharp at every size and scaling."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap

from opsdesigner.places import resources

FADED = 110  # opacity, of 255, where a button is disabled
_pixmaps: dict[tuple[str, str, int, int], QPixmap] = {}
_icons: dict[tuple[str, str], QIcon] = {}


@lru_cache(256)
def _source(name: str) -> str:
    path = resources() / "icons" / f"{name}.svg"
    return path.read_text("utf-8") if path.is_file() else ""


def svg(name: str, colour: str) -> bytes:
    """The drawing of an icon in a colour ("#rrggbb"); empty where there is none of that name."""
    return _source(name).replace("currentColor", colour).encode()


class _Engine(QIconEngine):
    """Renders one SVG in one colour; disabled icons are fainter."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name, self._colour = name, colour
        self._clones: list[QIconEngine] = []  # Qt keeps no Python reference of what `clone` returns

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        picture = self._picture(rect.size() * ratio, mode)
        picture.setDevicePixelRatio(ratio)
        painter.drawPixmap(rect.topLeft(), picture)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self._picture(size, mode)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return self._picture(size * scale, mode)

    def clone(self) -> QIconEngine:
        made = _Engine(self._name, self._colour)
        self._clones.append(made)
        return made

    def _picture(self, size: QSize, mode: QIcon.Mode) -> QPixmap:
        colour = QColor(self._colour)
        if mode == QIcon.Mode.Disabled:
            colour.setAlpha(FADED)
        return QPixmap(pixmap(self._name, colour.name(QColor.NameFormat.HexArgb), size.width(), size.height()))


def pixmap(name: str, colour: str, width: int, height: int) -> QPixmap:
    """An icon as device pixels, drawn once per size and colour ("#rrggbb" or "#aarrggbb")."""
    key = (name, colour, width, height)
    if (known := _pixmaps.get(key)) is not None:
        return known
    picture = QPixmap(max(1, width), max(1, height))
    picture.fill(Qt.GlobalColor.transparent)
    ink = QColor(colour)
    if data := svg(name, ink.name()):
        from PySide6.QtSvg import QSvgRenderer

        renderer = QSvgRenderer(QByteArray(data))
        side = min(width, height)
        with QPainter(picture) as p:
            p.setOpacity(ink.alphaF())
            renderer.render(p, QRectF((width - side) / 2, (height - side) / 2, side, side))
    _pixmaps[key] = picture
    return picture


def icon(name: str, colour: str) -> QIcon:
    """The icon of a name in a colour; an empty one where the resources have no such drawing."""
    key = (name, colour)
    if key not in _icons:
        _icons[key] = QIcon(_Engine(name, colour)) if _source(name) else QIcon()
    return _icons[key]


def paint_icon(p: QPainter, name: str, colour: str, at: QPoint, side: int) -> None:
    """Paints an icon with its top left corner at a point, in window pixels."""
    ratio = p.device().devicePixelRatioF()
    picture = QPixmap(pixmap(name, colour, round(side * ratio), round(side * ratio)))
    picture.setDevicePixelRatio(ratio)
    p.drawPixmap(at, picture)


FAMILY_ICONS = {
    "step": "task",
    "start": "start",
    "event": "eventmid",
    "boundary": "boundary-event",
    "end": "end",
    "gateway": "gateway",
    "data": "data",
    "store": "store",
    "pool": "pool",
    "lane": "lane",
    "note": "note",
    "group": "group",
    "flow": "connect",
    "role": "role",
    "unit": "unit",
}
MARK_ICONS = {"message": "mail", "timer": "timer"}
KIND_ICONS = {  # by the id of a variant, else of its kind
    "userTask": "person",
    "manualTask": "hand",
    "serviceTask": "gear",
    "sendTask": "send",
    "receiveTask": "receive",
    "scriptTask": "code",
    "businessRuleTask": "table",
    "callActivity": "call",
    "subProcess": "sub-process",
    "subProcessOpen": "sub-process-open",
    "eventSubProcess": "event-sub-process",
    "eventSubProcessClosed": "event-sub-process",
    "transaction": "transaction",
    "adHocSubProcess": "ad-hoc",
    "exclusiveGateway": "gateway-exclusive",
    "parallelGateway": "gateway-parallel",
    "inclusiveGateway": "gateway-inclusive",
    "eventBasedGateway": "gateway-event",
    "complexGateway": "gateway-complex",
    "dataInput": "data-input",
    "dataOutput": "data-output",
    "closedPool": "pool-closed",
    "uprightPool": "pool-upright",
    "vacancy": "vacant",
    "assistant": "person",
    "supplier": "truck",
    "customer": "customer",
    "software": "software",
}


def variant_icon(family: str, mark: str = "", variant: str = "", kind: str = "") -> str:
    """The name of the icon that stands for a family in menus, or for one variant of it."""
    own = KIND_ICONS.get(variant) or KIND_ICONS.get(kind)
    return own or MARK_ICONS.get(mark, "") or FAMILY_ICONS.get(family, "task")
