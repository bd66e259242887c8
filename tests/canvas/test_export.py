"""Pictures as files: what is written, what it is called, what is refused."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QColor, QImage

from opsdesigner import places
from opsdesigner.canvas.drawing.display import Display
from opsdesigner.canvas.drawing.extent import scene as scene_of
from opsdesigner.canvas.drawing.painting import named
from opsdesigner.canvas.output import export as exporting
from opsdesigner.canvas.output.export import clipboard_formats, export, pages, safe_name, write
from opsdesigner.canvas.output.images import LARGEST_PAGE, LONGEST, MOST, Page, affordable, image, pdf
from opsdesigner.canvas.output.making import Wish
from opsdesigner.canvas.theme import WHITE
from opsdesigner.files.errors import Refused
from opsdesigner.model import Bounds, Diagram, Edge, Link, Model, Node, Shape
from opsdesigner.notation.variants import VARIANTS

from .scene import one, records, scene

pytestmark = pytest.mark.usefixtures("qapp")
ROOT = Path(__file__).resolve().parents[2]
SAMPLE = places.samples() / "order-fulfilment.bpmn"
BARE = b"""<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
<process id="p" name="Bare"><startEvent id="s" name="Go"/><task id="t" name="Do it"/>
<sequenceFlow id="f" sourceRef="s" targetRef="t"/></process></definitions>"""


def two_pages() -> Model:
    """A process and its sub-process, each with a page of its own."""
    more = [
        Node("q", "subProcess", "Pack: by/hand", "p"),
        Node("w", "task", "Wrap it", "q"),
        Diagram("e", "q"),
        Shape("w_di", "e", "w", 0, 0, 100, 80),
    ]
    return Model([*records(), *more])


def text_of(data: bytes, folder: Path) -> list[str]:
    """The words of each page of a PDF."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    (folder / "x.pdf").write_bytes(data)
    done = subprocess.run(["pdftotext", "-raw", folder / "x.pdf", "-"], capture_output=True, text=True, check=True)
    return [" ".join(page.split()) for page in done.stdout.split("\f")[:-1]]


# files


@pytest.mark.parametrize("ending", [".svg", ".png", ".pdf"])
def test_a_sample_becomes_a_picture(tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"order{ending}"
    assert export(str(SAMPLE), str(target)) == [str(target)]
    head = {".svg": b"<?xml", ".png": b"\x89PNG", ".pdf": b"%PDF"}[ending]
    assert target.read_bytes().startswith(head)
    assert os.listdir(tmp_path) == [target.name]


def test_every_diagram_in_a_file_of_its_own(tmp_path: Path) -> None:
    outcome = write(two_pages(), tmp_path / "out.svg", ["d", "e"])
    assert [path.name for path in outcome.files] == ["out-1-Bright-Bikes.svg", "out-2-Pack-by-hand.svg"]
    assert "Wrap it" in outcome.files[1].read_text()


@pytest.mark.parametrize(("kind", "head"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_standard_output_gets_the_picture_and_nothing_else(kind: str, head: bytes) -> None:
    words = [sys.executable, "-m", "opsdesigner", "export", "-", "-o", "-", "--as", kind]
    done = subprocess.run(words, input=SAMPLE.read_bytes(), capture_output=True, cwd=ROOT, check=True)
    assert done.stdout.startswith(head)
    assert b"standard input" not in done.stdout.split(b"\n")[-1]
    assert done.stderr == b""


def test_standard_output_takes_one_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe:
        buffer = io.BytesIO()

    monkeypatch.setattr(exporting, "_opened", lambda source: SimpleNamespace(model=two_pages()))
    monkeypatch.setattr("sys.stdout", Pipe())
    with pytest.raises(Refused, match="takes one picture, not 2"):
        export("two.bpmn", "-", "all")
    assert Pipe.buffer.getvalue() == b""
    assert export("two.bpmn", "-", "all", kind="pdf") == []
    assert b"/Count 2" in Pipe.buffer.getvalue()


def test_one_of_one_is_numbered_when_all_are_asked_for(tmp_path: Path) -> None:
    source = places.resources() / "templates" / "simple-process.bpmn"
    assert export(str(source), str(tmp_path / "o.svg"), "all") == [str(tmp_path / "o-1-Simple-process.svg")]


def test_a_pdf_has_a_page_for_each(tmp_path: Path) -> None:
    model = two_pages()
    write(model, tmp_path / "out.pdf", pages(model))
    read = text_of((tmp_path / "out.pdf").read_bytes(), tmp_path)
    assert len(read) == 2
    for node in model.all(Node):
        if node.name and node.kind not in ("dataObject", "lane", "participant", "subProcess"):
            assert any(all(word in page for word in node.name.split()) for page in read), node.name
    assert "Wrap it" in read[1]


def test_a_page_is_as_large_as_its_picture(tmp_path: Path) -> None:
    if not shutil.which("pdfinfo"):
        pytest.skip("pdfinfo is not installed")
    shown = scene_of(Display(one(VARIANTS["task"], ""), "d"))
    (tmp_path / "x.pdf").write_bytes(pdf([Page(shown)], "Ünïcode"))
    told = subprocess.run(["pdfinfo", tmp_path / "x.pdf"], capture_output=True, text=True, check=True).stdout
    assert "102 x 87 pts" in told  # (100 + 36) and (80 + 36) units at 3/4 point
    assert "Ünïcode" in told


def test_a_huge_page_is_made_smaller() -> None:
    shapes = [Shape("far", "d", "n", 900_000, 0, 100, 80)]
    shown = scene_of(Display(Model([*one(VARIANTS["task"]).records.values(), *shapes]), "d"))
    assert shown.box[2] - shown.box[0] > LARGEST_PAGE
    assert pdf([Page(shown)]).startswith(b"%PDF")


def test_a_file_without_diagrams_is_placed(tmp_path: Path) -> None:
    (tmp_path / "bare.bpmn").write_bytes(BARE)
    export(str(tmp_path / "bare.bpmn"), str(tmp_path / "bare.svg"))
    assert "Do it" in (tmp_path / "bare.svg").read_text()


def test_the_diagram_asked_for_by_its_id_or_by_what_it_shows(tmp_path: Path) -> None:
    root = next(exporting.open_document(SAMPLE).model.all(Diagram))
    for wish in (root.id, root.root):
        assert export(str(SAMPLE), str(tmp_path / "x.svg"), wish)


@pytest.mark.parametrize(
    ("target", "diagram", "scale", "said"),
    [
        ("x.gif", "", 1.0, "must end in one of .svg, .png, .pdf"),
        ("x.svg", "nowhere", 1.0, "has no diagram nowhere; it has"),
        ("x.png", "", 0.01, "out of range; take one from 0.05 to 8"),
        ("x.png", "", 9.0, "out of range"),
        ("x.png", "", float("nan"), "out of range"),
        ("no/x.svg", "", 1.0, "is not there"),
    ],
)
def test_refused(tmp_path: Path, target: str, diagram: str, scale: float, said: str) -> None:
    with pytest.raises(Refused) as refused:
        export(str(SAMPLE), str(tmp_path / target), diagram, scale)
    assert said in str(refused.value)
    assert os.listdir(tmp_path) == []


def test_nothing_to_draw(tmp_path: Path) -> None:
    (tmp_path / "e.bpmn").write_bytes(BARE[: BARE.index(b"<process")] + b"</definitions>")
    with pytest.raises(Refused, match="nothing that could be drawn"):
        export(str(tmp_path / "e.bpmn"), str(tmp_path / "e.svg"))


def test_the_old_picture_stands_where_the_new_one_cannot_be_written(tmp_path: Path) -> None:
    target = tmp_path / "x.svg"
    target.mkdir()
    with pytest.raises(OSError):
        export(str(SAMPLE), str(target))
    assert os.listdir(tmp_path) == ["x.svg"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Order to cash", "Order-to-cash"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\\b:c*d?", "a-b-c-d"),
        ("con", "con-"),
        ("…", ""),
        ("Prüfung 1.2", "Prüfung-1.2"),
        ("x" * 300, "x" * 60),
        ("訂" * 60, "訂" * 40),
    ],
)
def test_safe_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert len(safe_name(name).encode()) <= 120


# pixels


def test_a_png_is_as_large_as_asked(tmp_path: Path) -> None:
    for scale in (1.0, 2.0):
        write(one(VARIANTS["task"], ""), tmp_path / "x.png", ["d"], Wish(scale))
        made = QImage(str(tmp_path / "x.png"))
        assert (made.width(), made.height()) == (136 * scale, 116 * scale)
        assert made.dotsPerMeterX() == pytest.approx(96 * scale / 0.0254, abs=1)


def test_a_png_is_white_or_clear() -> None:
    shown = scene_of(Display(one(VARIANTS["task"], ""), "d"))
    assert image(shown, 1.0).pixelColor(2, 2) == QColor("white")
    assert image(shown, 1.0, background=False).pixelColor(2, 2).alpha() == 0
    assert image(shown, 1.0, background=False).pixelColor(68, 58) == QColor("white")  # the step's own paper


@pytest.mark.parametrize("box", [(0, 0, 50_000, 100), (0, 0, 40_000, 40_000), (0, 0, 9_000, 8_000)])
def test_images_are_capped(box: tuple[float, float, float, float]) -> None:
    scale = affordable(box, 8.0)
    assert box[2] * scale <= LONGEST and box[3] * scale <= LONGEST
    assert box[2] * box[3] * scale**2 <= MOST
    assert affordable((0, 0, 100, 100), 2.0) == 2.0


def test_a_lowered_scale_is_told(tmp_path: Path) -> None:
    far = [*one(VARIANTS["task"]).records.values(), Shape("far", "d", "n", 20_000, 0, 100, 80)]
    outcome = write(Model(far), tmp_path / "x.png", ["d"], Wish(1.0))
    assert QImage(str(tmp_path / "x.png")).width() <= LONGEST
    assert outcome.notes == ["x.png: drawn at 0.41, as at 1 it would be too large."]


@pytest.mark.parametrize("scale", [0.1, 0.5])
def test_small_pictures_keep_round_bends(scale: float) -> None:
    """Haste is for the screen: a line is the same whatever the scale."""
    shown = scene_of(Display(scene(), "d"))
    bent = next(edge for edge in shown.edges if edge.id == "f3_di")
    image(shown, scale)
    assert bent.drawn is not None and bent.drawn[0] == scale


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_every_variant_becomes_pixels_and_a_page(variant) -> None:  # type: ignore[no-untyped-def]
    shown = scene_of(Display(one(variant), "d"))
    made = image(shown, 1.0)
    dark = sum(made.pixelColor(x, y).lightness() < 128 for x in range(0, made.width(), 2) for y in range(made.height()))
    assert dark > 20
    assert len(pdf([Page(shown)])) > 2000


def test_names_of_every_script_are_text_in_a_pdf(tmp_path: Path) -> None:
    names = ("Prüfen", "Проверка", "a <b> & c")
    for name in names:
        assert name in text_of(pdf([Page(scene_of(Display(one(VARIANTS["task"], name), "d")))]), tmp_path)[0]


def test_names_on_paper_have_halos_where_a_line_runs_through_them() -> None:
    def haloed(model: Model) -> list[str]:
        shown = scene_of(Display(model, "d"))
        names = named(shown.shapes, shown.edges, 1.0, WHITE)
        return [label.rows[0].words for _, _, label, _ in names if label.crossed]

    assert "Order arrives" not in haloed(scene())
    model = scene()
    with model.change("Cross"):
        model.update("start_di", label=Bounds(80, 218, 80, 14))
        model.set_props("start_di", labelPlaced=True)
        model.update("f1_di", points=((0.0, 226.0), (300.0, 226.0)))
    assert "Order arrives" in haloed(model)


def test_thousands_of_halos_stay_small() -> None:
    """Outlines of letters made a PDF of 40 MB of 10,000 shapes."""
    step, line = Node("n", "startEvent", "A name of some length"), Link("f", "association", "n", "n")
    model = Model([Node("p", "process"), step, line, Diagram("d", "p")])
    with model.change("Fill"):
        for i in range(400):
            model.put(Shape(f"s{i}", "d", "n", i % 20 * 200.0, i // 20 * 100.0, 36, 36))
            model.put(
                Edge(
                    f"e{i}",
                    "d",
                    "f",
                    ((i % 20 * 200.0, i // 20 * 100.0 + 50), (i % 20 * 200.0 + 90, i // 20 * 100.0 + 50)),
                )
            )
    assert len(pdf([Page(scene_of(Display(model, "d")))])) < 150_000


def test_the_clipboard_has_svg_png_and_names() -> None:
    formats = clipboard_formats(Display(scene(), "d"), {"a_di", "g_di", "f2_di"})
    assert set(formats) == {"image/svg+xml", "image/png", "text/plain"}
    assert formats["text/plain"].decode().split("\n") == ["Check order", "In stock?"]
    made = QImage.fromData(formats["image/png"])
    assert made.width() > 2 * 230
    assert b"Pick goods" not in formats["image/svg+xml"]


# the command


def test_the_command(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    command = [sys.executable, "-m", "opsdesigner", "export"]

    def run(*words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [*command, *words], cwd=ROOT, env=env, input=SAMPLE.read_bytes(), capture_output=True, timeout=60
        )

    done = run("-", "-o", str(tmp_path / "x.png"), "--scale", "0.25")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().split() == [str(tmp_path / "x.png")]
    assert not QImage(str(tmp_path / "x.png")).isNull()
    done = run(str(SAMPLE), "-o", str(tmp_path / "x.pdf"), "--diagram", "nowhere")
    assert done.returncode == 2 and b"has no diagram nowhere" in done.stderr
