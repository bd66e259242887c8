"""The commands `check` and `answer`: lines, JSON, exit codes, and no Qt."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from opsdesigner import cli
from opsdesigner.analysis.questions import QUESTIONS
from opsdesigner.edit import assigning
from opsdesigner.edit.holding import seat
from opsdesigner.files.document import new_document, open_document, save
from opsdesigner.model import Link, Node, Shape

from .build import Sheet

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Check is of Sales, Pick of Stores, Send of nobody; Auditor does nothing."""
    sheet = Sheet()
    model = sheet.model
    check, pick, _ = sheet.chain("Check > Pick > Send")
    with model.change("Roles"):
        model.update(sheet.process, name="Orders")
        for name in ("Sales", "Stores", "Auditor"):
            model.put(Node(name, "role", name))
    assigning.assign(model, [check], "Sales")
    assigning.assign(model, [pick], "Stores")
    assigning.assign(model, [pick], "Sales", "I")
    seat(model, "Sales", "Anna Berg")
    path = tmp_path / "shop.bpmn"
    save(new_document(model.records.values()), path)
    return path


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    code = cli.run(cli.parse([str(word) for word in words]))
    return code, *capsys.readouterr()


def test_check(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["unowned-step: Nobody owns “Send”.", "idle-role: Auditor has a part in no step."]
    assert run(capsys, "check", shop) == (0, "\n".join(lines) + "\n", "")
    assert run(capsys, "check", shop, "--strict")[0] == 1
    code, out, _ = run(capsys, "check", shop, "--json")
    found = json.loads(out)
    assert code == 0 and [each["check"] for each in found] == ["unowned-step", "idle-role"]
    assert set(found[0]) == {"check", "severity", "elements", "text"} and len(found[0]["elements"]) == 1


def test_check_tells_how_a_page_is_drawn(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = (document := open_document(shop)).model
    first, second = list(model.all(Shape))[:2]
    with model.change("Another tool"):
        model.update(second.id, x=first.x + 20, y=first.y + 20)
    save(document, shop)
    code, out, _ = run(capsys, "check", shop, "--json", "--strict")
    drawn = [each for each in json.loads(out) if each["check"] == "geometry"]
    assert code == 1 and "“Check” and “Pick” stand on each other." in [each["text"] for each in drawn]
    told = next(each for each in drawn if "stand on each other" in each["text"])
    assert told["severity"] == "warn" and set(told["elements"]) == {first.node, second.node}


def test_owners(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "answer", shop, "owners")
    table = [line.split("\t") for line in out.splitlines()]
    assert (code, table[0]) == (0, ["process", "step", "owner", "unit"])
    assert table[1:] == [["Orders", "Check", "Sales", ""], ["Orders", "Pick", "Stores", ""], ["Orders", "Send", "", ""]]
    rows = json.loads(run(capsys, "answer", shop, "owners", "--json")[1])
    assert [row["ownerId"] for row in rows] == ["Sales", "Stores", ""]


def test_every_other_question(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def rows(*words: str) -> list[dict[str, object]]:
        return json.loads(run(capsys, "answer", shop, *words, "--json")[1])  # type: ignore[no-any-return]

    assert [(row["step"], row["R"], row["I"]) for row in rows("raci")][1] == ("Pick", ["Stores"], ["Sales"])
    assert [(row["from"], row["to"], row["after"], row["before"]) for row in rows("handoffs")] == [
        ("Sales", "Stores", "Check", "Pick")
    ]
    assert [row["step"] for row in rows("unowned")] == ["Send"]
    assert [row["role"] for row in rows("idle")] == ["Auditor"]
    assert rows("disagreements") == []
    (card,) = rows("role", "sales")
    assert card["holders"] == ["Anna Berg"] and [duty["step"] for duty in card["owns"]] == ["Check"]  # type: ignore[index,union-attr]
    text = run(capsys, "answer", shop, "role", "Sales")[1]
    assert "owns\tCheck\n" in text and "takesPart\tPick (I)\n" in text and "handsOn\tCheck → Pick\n" in text


def test_exceptions(shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, path = tmp_path / "x.txt", tmp_path / "x.bpmn"
    text.write_text("Pick\n! late: Tell customer\n! wrong: never, it is all counted\n! away: @Stores\nPack\n")
    run(capsys, "capture", text, path)
    pick, pack = json.loads(run(capsys, "answer", path, "exceptions", "--json")[1])
    assert (pick["step"], pick["answered"], pack["answered"]) == ("Pick", 3, 0)
    said = [pick[question] for question in ("late", "partial", "wrong", "away")]
    assert said == ["Tell customer", "", "does not happen: it is all counted", "Stores stands in"]


def test_disagreements(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = Sheet()
    step = sheet.step("Pick")
    node = sheet.shape(step).node
    with sheet.model.change("Lane"):
        for id in ("Sales", "Stores"):
            sheet.model.put(Node(id, "role", id))
        sheet.model.put(Node("lane", "lane", "Sales", parent=sheet.process, resource="Sales"))
        sheet.model.update(node, lane="lane")
        sheet.model.put(Link("r", "assignment", "Stores", node, "", node))
    path = tmp_path / "x.bpmn"
    save(new_document(sheet.model.records.values()), path)
    (row,) = json.loads(run(capsys, "answer", path, "disagreements", "--json")[1])
    assert (row["lane"], row["assigned"], row["step"]) == ("Sales", "Stores", "Pick")


def test_what_is_refused(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words, said in (
        (("role",), "name the role"),
        (("role", "Nobody"), "Nobody called “Nobody” is in this file."),
        (("owners", "Sales"), "takes nothing after it"),
    ):
        code, out, err = run(capsys, "answer", shop, *words)
        assert (code, out) == (2, "") and said in err and err.count("\n") == 1
    assert run(capsys, "check", shop.with_name("no.bpmn"))[0] == 2


def test_the_command_line_knows_every_question() -> None:
    assert set(cli.ASKED) == set(QUESTIONS)


def test_none_of_it_loads_qt(shop: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("Name;Title\nAnna;Seller\n", "utf-8")
    script = "import sys; sys.modules['PySide6'] = None\nfrom opsdesigner import cli\n"
    for words in (
        ["check", str(shop)],
        ["answer", str(shop), "owners", "--json"],
        ["convert", str(people), str(tmp_path / "org.bpmn")],
        ["convert", str(shop), str(tmp_path / "back.csv")],
    ):
        done = subprocess.run(
            [sys.executable, "-c", f"{script}sys.exit(cli.run(cli.parse({words!r})))"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert (done.returncode, done.stderr) == (0, ""), words


def test_from_standard_input(shop: Path) -> None:
    command = [sys.executable, "-m", "opsdesigner", "check", "-"]
    done = subprocess.run(command, cwd=ROOT, input=shop.read_bytes(), capture_output=True, timeout=60)
    assert done.returncode == 0 and b"Nobody owns" in done.stdout
