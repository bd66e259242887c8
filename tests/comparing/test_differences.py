"""What differs between two documents: nothing but what was done, in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from opsdesigner import cli
from opsdesigner.comparing import differences
from opsdesigner.edit import arrange, convert, draw
from opsdesigner.edit.assigning import assign
from opsdesigner.edit.remove import remove
from opsdesigner.files import bpmn
from opsdesigner.model import Link, Model, Node, Shape
from opsdesigner.notation.variants import VARIANTS

from ..files.restyle import STYLES, restyled

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "samples").glob("*.bpmn"))
ORDER = next(path for path in SAMPLES if path.stem == "order-fulfilment")


def read(data: bytes) -> Model:
    return Model(bpmn.read(data).records.values())


def opened() -> Model:
    return read(ORDER.read_bytes())


def drawn(model: Model, name: str) -> str:
    """The shape of what has this name."""
    return next(shape.id for node in model.all(Node) if node.name == name for shape in model.referrers(node.id, Shape))


def told(verb: Callable[[Model], object]) -> list[tuple[str, str]]:
    before, after = opened(), opened()
    verb(after)
    return [(each.kind, each.sentence) for each in differences(before, after) if each.kind != "layout"]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_rename_and_a_move_are_told_one_by_one_in_every_sample(path: Path) -> None:
    before, after = read(path.read_bytes()), read(path.read_bytes())
    assert differences(before, after) == []
    step = next(node for node in after.all(Node) if node.kind.endswith("ask") and node.name)
    shape = after.referrers(step.id, Shape)[0]
    draw.rename(after, shape.id, "Something else")
    (found,) = differences(before, after)[:1]
    assert (found.kind, found.ids, found.before, found.after) == ("renamed", (step.id,), step.name, "Something else")
    assert found.sentence.endswith("is now called “Something else”.") and " ".join(step.name.split()) in found.sentence


def test_an_added_step_is_told_with_its_lane() -> None:
    def add(model: Model) -> None:
        shape = draw.append(model, drawn(model, "Check stock"), VARIANTS["task"], name="Count twice")
        assert shape

    kinds = told(add)
    assert ("added", "Step “Count twice” was added in lane “Stores”.") in kinds
    assert any(kind == "added" and said.startswith("Flow from “Check stock” to “") for kind, said in kinds)


def test_a_removed_step_goes_with_its_flows() -> None:
    kinds = told(lambda model: remove(model, [drawn(model, "Check stock")]))
    assert ("removed", "User step “Check stock” was removed from lane “Stores”.") in kinds
    assert all(kind in ("removed", "led", "part", "renamed", "property") for kind, _ in kinds)


def test_another_type_another_property() -> None:
    kinds = told(lambda model: convert.change_type(model, [drawn(model, "Check stock")], VARIANTS["manualTask"]))
    assert ("retyped", "“Check stock” is now a manual step, before a user step.") in kinds
    kinds = told(lambda model: convert.set_property(model, {drawn(model, "Check stock")}, "loop", "standard"))
    assert kinds == [("property", "User step “Check stock”: Repeats is now Loop, before No.")]


def test_another_owner_and_what_says_so() -> None:
    def give(model: Model) -> None:
        role = next(node.id for node in model.all(Node) if node.kind == "role" and node.name == "Procurement")
        assign(model, [drawn(model, "Check stock")], role)

    kinds = told(give)
    assert any(
        kind == "owner" and said.startswith("User step “Check stock” now belongs to “Procurement”, before to “")
        for kind, said in kinds
    )
    assert any(kind in ("part", "moved") for kind, _ in kinds)


def test_a_flow_led_elsewhere_is_told_with_both_ways() -> None:
    before, after = opened(), opened()
    flow = next(link for link in after.all(Link) if link.kind == "sequenceFlow")
    target = next(node.id for node in after.all(Node) if node.name == "Check stock" and node.id != flow.target)
    with after.change("Reconnect"):
        after.update(flow.id, target=target)
    led = next(each for each in differences(before, after) if each.kind == "led")
    assert (led.before, led.after) == ([flow.source, flow.target], [flow.source, target])
    assert "now leads from" in led.sentence and led.sentence.endswith("to “Check stock”.")


def test_what_is_only_drawn_otherwise_stands_apart() -> None:
    before, after = opened(), opened()
    arrange.move(after, [drawn(after, "Check stock")], 0, 6)
    found = differences(before, after)
    assert [each.kind for each in found] == ["layout"] and "drawn otherwise" in found[0].sentence


@pytest.mark.parametrize("style", STYLES)
def test_the_same_document_in_another_style_does_not_differ(style: str) -> None:
    data = ORDER.read_bytes()
    again = restyled(data, style)
    assert again != data and differences(read(data), read(again)) == []


def test_real_files_do_not_differ_from_themselves_and_tell_a_rename(corpus_file: Path) -> None:
    try:
        before, after = read(corpus_file.read_bytes()), read(corpus_file.read_bytes())
    except bpmn.Refused:
        pytest.skip("refused")
    assert differences(before, after) == []
    shape = next((each for each in after.all(Shape) if getattr(after.get(each.node, Node), "kind", "") == "task"), None)
    if shape is not None:
        draw.rename(after, shape.id, "Quite another name")
        said = [each for each in differences(before, after) if each.kind != "layout"]
        assert [(each.kind, each.ids) for each in said] == [("renamed", (shape.node,))]


def test_the_command_tells_differences_and_fails_on_them_only_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.bpmn"
    other.write_bytes(ORDER.read_bytes().replace(b'name="Check stock"', b'name="Look at the stock"'))
    words = ["diff", str(ORDER), str(other)]
    assert cli.run(cli.parse(words)) == 0
    assert capsys.readouterr().out == "renamed: User step “Check stock” is now called “Look at the stock”.\n"
    assert cli.run(cli.parse([*words, "--strict"])) == 1
    assert cli.run(cli.parse(["diff", str(ORDER), str(ORDER), "--strict"])) == 0
    capsys.readouterr()
    assert cli.run(cli.parse([*words, "--json"])) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["kind"], row["before"], row["after"]) == ("renamed", "Check stock", "Look at the stock")


def test_one_file_alone_is_said_in_lines_that_hold_all_of_a_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = []
    other = tmp_path / "other.bpmn"
    end = b"</bpmn:documentation>"
    other.write_bytes(ORDER.read_bytes().replace(end, b" At last." + end, 1))
    for path in (ORDER, other):
        assert cli.run(cli.parse(["diff", str(path)])) == 0
        lines.append(capsys.readouterr().out.splitlines())
    assert len(set(lines[0]) ^ set(lines[1])) == 2 and any("At last.”" in line for line in lines[1])
