"""Two edits of one file joined: all of both is there or told, and nothing else changes."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opsdesigner import cli
from opsdesigner.comparing import Clash, differences, join
from opsdesigner.comparing.merging import Merged, merged
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.draw import rename
from opsdesigner.edit.remove import remove
from opsdesigner.files import bpmn
from opsdesigner.model import Diagram, Edge, Id, Link, Model, Node, Props, Record, Shape

from ..files.schema import faults
from ..properties.test_vendor_files import VERBS, Hand

ROOT = Path(__file__).resolve().parents[2]
ORDER = ROOT / "samples" / "order-fulfilment.bpmn"
BASE = bpmn.read(ORDER.read_bytes())
FILES = {name: bpmn.read((ROOT / "samples" / f"{name}.bpmn").read_bytes()) for name in ("hiring", "supplier-change")}
FILES["order-fulfilment"] = BASE


def model(source: bpmn.Source) -> Model:
    return Model(source.records.values())


def drawn(at: Model, name: str) -> Id:
    return next(s.id for n in at.all(Node) if n.name == name for s in at.referrers(n.id, Shape))


def written(base: bpmn.Source, edited: Model) -> bpmn.Source:
    return bpmn.read(bpmn.write(base, edited.records))


def edited(*swaps: tuple[str, str]) -> bpmn.Source:
    """The order file with some of its text swapped."""
    text = ORDER.read_text("utf-8")
    for old, new in swaps:
        assert old in text, old
        text = text.replace(old, new, 1)
    return bpmn.read(text.encode())


def by_hand(base: bpmn.Source, seed: int, count: int) -> bpmn.Source:
    """A file after random verbs; those that the place refuses, or that find nothing to take hold of, are left out."""
    chance, at = Random(seed), model(base)
    for _ in range(count):
        verb = VERBS[chance.choice(list(VERBS))]
        try:
            verb(at, Hand(at, chance))
        except (Refusal, KeyError, AttributeError):
            continue
    return written(base, at)


def lost(base: bpmn.Source, side: bpmn.Source, made: Merged, names: dict[Id, Id]) -> list[str]:
    """What one side did that is neither in the joined file nor told."""
    now = bpmn.read(made.data).records
    told = {(clash.id, clash.field) for clash in made.clashes}
    about = {clash.id for clash in made.clashes}
    found = []
    for id, record in side.records.items():
        was, here = base.records.get(id), now.get(names.get(id, id))
        if record == was or id in about:
            continue
        if isinstance(record, Shape | Edge):
            subject = record.node if isinstance(record, Shape) else record.link
            if here is None and names.get(subject, subject) in now and (was is None or subject in base.records):
                found.append(f"{id} is not drawn")
            continue
        found += [
            f"{id}: {name}"
            for name, value in said(record).items()
            if (was is None or said(was).get(name) != value)
            and (here is None or said(here).get(name) != names.get(str(value), value))
            and (names.get(id, id), name) not in told
        ]
    gone = [id for id in base.records if id not in side.records and id in now and id not in about]
    things = [id for id in gone if not isinstance(now[id], Shape | Edge)]
    return found + [f"{id} is back" for id in things if not hangs_on(now, id, about)]


def said(record: Record) -> dict[str, object]:
    plain = {each.name: getattr(record, each.name) for each in fields(record) if each.name not in ("props", "origin")}
    return {**plain, **record.props}


def hangs_on(now: dict[Id, Record], id: Id, about: set[Id]) -> bool:
    """Whether it came back with something that is told to have come back."""
    record, seen = now.get(id), set[Id]()
    ends = [getattr(record, name) for name in (*record.refs, *record.soft)] if record else []
    while ends:
        end = ends.pop()
        if end in about:
            return True
        if end in now and end not in seen:
            seen.add(end)
            ends += [getattr(now[end], name) for name in now[end].refs if isinstance(now[end], Node)]
    return False


pairs = st.tuples(st.sampled_from(sorted(FILES)), *[st.integers(0, 10**6)] * 2, *[st.integers(1, 4)] * 2)


@settings(max_examples=25)
@given(pairs)
def test_all_that_either_did_is_there_or_told(pair: tuple[str, int, int, int, int]) -> None:
    name, one, two, few, many = pair
    base = FILES[name]
    ours, theirs = by_hand(base, one, few), by_hand(base, two, many)
    made = merged(base, ours, theirs)
    names = join(base.records, ours.records, theirs.records).names
    assert not lost(base, ours, made, {}) and not lost(base, theirs, made, names)
    again = bpmn.read(made.data)
    known = {*base.notes, *ours.notes, *theirs.notes}
    assert [note for note in again.notes if note not in known] == []
    for record in again.records.values():
        assert all(to in again.records for ref in (*record.refs, *record.soft) if (to := getattr(record, ref)))
    if not faults(ours.data) and not faults(theirs.data):
        assert faults(made.data) == []
    assert merged(base, ours, theirs).data == made.data


@settings(max_examples=10)
@given(pairs)
def test_one_edit_alone_comes_out_as_it_is(pair: tuple[str, int, int, int, int]) -> None:
    base, one = FILES[pair[0]], by_hand(FILES[pair[0]], pair[1], pair[3])
    assert merged(base, one, base).data == merged(base, one, one).data == merged(base, base, one).data == one.data
    assert join(base.records, base.records, one.records)[:2] == (one.records, [])
    assert join(base.records, one.records, base.records)[:2] == (one.records, [])


def test_edits_in_two_places_join_and_only_theirs_changes_in_ours() -> None:
    ours = edited(('name="Check stock"', 'name="Look at the stock"'))
    theirs = edited(('name="Check order"', 'name="Read the order"'))
    made = merged(BASE, ours, theirs)
    assert made.data == ours.data.replace(b'name="Check order"', b'name="Read the order"')
    assert (made.clashes, made.sentences) == ((), ())


def test_both_names_of_one_step_are_kept() -> None:
    ours, theirs = (edited(('name="Check stock"', f'name="{name}"')) for name in ("Ours", "Theirs"))
    made = merged(BASE, ours, theirs)
    step = next(node for node in BASE.records.values() if getattr(node, "name", "") == "Check stock")
    assert made.clashes == (Clash(step.id, "name", "Ours", "Theirs"),) and made.conflicts == 1
    assert made.sentences == (
        "User step “Ours”: name is “Ours” in the first, “Theirs” in the second; the first was kept.",
    )
    problems = [node for node in model(bpmn.read(made.data)).all(Node) if node.kind == "problem"]
    assert [(node.name, node.parent) for node in problems if node.id not in BASE.records] == [
        ("Merge: name in the other version: “Theirs”", step.id)
    ]


def test_what_one_removes_and_the_other_renames_stays_with_its_drawing_and_is_told() -> None:
    for sides in (("gone", "renamed"), ("renamed", "gone")):
        gone, renamed = model(BASE), model(BASE)
        shape = drawn(gone, "Check stock")
        step = gone.get(shape, Shape).node  # type: ignore[union-attr]
        remove(gone, [shape])
        rename(renamed, shape, "Look twice")
        files = {"gone": written(BASE, gone), "renamed": written(BASE, renamed)}
        made = merged(BASE, *(files[side] for side in sides))
        again = model(bpmn.read(made.data))
        assert again.get(step, Node).name == "Look twice" and again.get(shape, Shape) is not None  # type: ignore[union-attr]
        assert [clash.id for clash in made.clashes if not clash.layout] == [step]
        assert any("was removed in the" in text for text in made.sentences)


def test_a_moved_shape_of_a_removed_step_does_not_bring_it_back() -> None:
    gone = model(BASE)
    shape = drawn(gone, "Check stock")
    remove(gone, [shape])
    moved = model(BASE)
    with moved.change("Move"):
        moved.update(shape, y=moved.get(shape, Shape).y + 6)  # type: ignore[union-attr]
    made = merged(BASE, written(BASE, moved), written(BASE, gone))
    assert shape not in bpmn.read(made.data).records and made.conflicts == 0 and made.sentences


def step_file(id: str, name: str) -> bpmn.Source:
    text = ORDER.read_text("utf-8")
    at = text.index("<bpmn:userTask ")
    return bpmn.read((text[:at] + f'<bpmn:task id="{id}" name="{name}" />\n    ' + text[at:]).encode())


def test_two_new_steps_of_one_id_are_both_there() -> None:
    made = merged(BASE, step_file("Task_1", "Ours"), step_file("Task_1", "Theirs"))
    names = {node.id: node.name for node in model(bpmn.read(made.data)).all(Node) if node.id.startswith("Task_1")}
    assert names == {"Task_1": "Ours", "Task_1_2": "Theirs"} and made.conflicts == 0
    same = merged(BASE, step_file("Task_1", "Same"), step_file("Task_1", "Same"))
    assert [n.name for n in model(bpmn.read(same.data)).all(Node) if n.id.startswith("Task_1")] == ["Same"]


def simple(*links: Link, **parents: Id) -> dict[Id, Record]:
    nodes = [Node("P", "process"), *(Node(id, "subProcess", id, parents.get(id, "P")) for id in "ABC")]
    roles = [Node(id, "role", id) for id in ("X", "Y", "Z")]
    return {each.id: each for each in (*nodes, *roles, *links)}


def test_things_put_into_each_other_do_not_loop() -> None:
    made = join(simple(), simple(A="B"), simple(B="A"))
    assert (made.records["A"].parent, made.records["B"].parent) == ("B", "P")  # type: ignore[union-attr]
    assert [(clash.id, clash.field) for clash in made.clashes] == [("B", "parent")] and not made.clean


def test_a_second_first_boss_becomes_the_second_one_and_nobody_reports_to_himself() -> None:
    over = [Link(f"L{end}", "reportsTo", "X", end, parent="X") for end in ("Y", "Z")]
    made = join(simple(), simple(over[0]), simple(over[1]))
    assert [made.records[id].props for id in ("LY", "LZ")] == [Props(), Props(dotted=True)] and not made.clean
    back = Link("LX", "reportsTo", "Y", "X", parent="Y")
    made = join(simple(), simple(over[0]), simple(back))
    assert [made.records[id].props for id in ("LY", "LX")] == [Props(), Props(dotted=True)] and not made.clean


def test_one_decision_has_one_default() -> None:
    flows = [Link(id, "sequenceFlow", "A", end, parent="P") for id, end in (("F", "B"), ("G", "C"))]
    ours = Link("F", "sequenceFlow", "A", "B", parent="P", props=Props(default=True))
    theirs = Link("G", "sequenceFlow", "A", "C", parent="P", props=Props(default=True))
    made = join(simple(*flows), simple(ours, flows[1]), simple(flows[0], theirs))
    assert [made.records[id].props.flag("default") for id in "FG"] == [True, False] and not made.clean


def test_what_became_a_parallel_gateway_has_no_default() -> None:
    flow = Link("F", "sequenceFlow", "A", "B", parent="P")
    ours, theirs = simple(flow), simple(Link("F", "sequenceFlow", "A", "B", parent="P", props=Props(default=True)))
    ours["A"] = Node("A", "parallelGateway", "A", "P")
    made = join(simple(flow), ours, theirs)
    assert made.records["F"] == flow and [clash.id for clash in made.clashes] == ["F"]


def test_parts_stand_on_what_can_carry_them() -> None:
    timer, gateway = Node("T", "boundaryEvent", "", "P", "A"), Node("A", "parallelGateway", "A", "P")
    for ours, theirs in (({"T": timer}, {"A": gateway}), ({"A": gateway}, {"T": timer})):
        made = join(simple(), {**simple(), **ours}, {**simple(), **theirs})
        assert made.records["T"] == timer and made.records["A"] == simple()["A"]
        told = [node.name for node in made.records.values() if getattr(node, "kind", "") == "problem"]  # type: ignore[union-attr]
        assert told == ["Merge: one version made this a parallel gateway."]


def test_a_line_of_nothing_stays_a_line_of_nothing() -> None:
    page, line = Diagram("D", "P"), Edge("E", "D", "", ((0, 0), (9, 9)))
    start: dict[Id, Record] = {**simple(), "D": page, "E": line}
    renamed: dict[Id, Record] = {**start, "A": Node("A", "subProcess", "Other", "P")}
    assert join(start, renamed, {**start, "B": Node("B", "subProcess", "New", "P")}).records["E"] == line


def test_a_line_follows_a_shape_that_the_other_side_moved() -> None:
    one, two = model(BASE), model(BASE)
    flow = next(f for f in one.all(Link) if f.kind == "sequenceFlow" and one.referrers(f.id, Edge))
    edge = one.referrers(flow.id, Edge)[0]
    ends = [one.referrers(end, Shape)[0] for end in (flow.source, flow.target)]
    for at, shape, index in ((one, ends[0], 0), (two, ends[1], -1)):
        points = list(edge.points)
        points[index] = (points[index][0], points[index][1] + 7)
        with at.change("Move"):
            at.update(shape.id, y=shape.y + 7)
            at.update(edge.id, points=tuple(points))
    made = merged(BASE, written(BASE, one), written(BASE, two))
    records = bpmn.read(made.data).records
    line = records[edge.id]
    assert isinstance(line, Edge)
    for end, (x, y) in zip(ends, (line.points[0], line.points[-1]), strict=True):
        box = records[end.id]
        assert isinstance(box, Shape) and box.y == end.y + 7
        assert box.x - 1 <= x <= box.x + box.width + 1 and box.y - 1 <= y <= box.y + box.height + 1


def test_what_only_another_program_understands_is_told_and_noted() -> None:
    theirs = edited(('name="Check stock"', 'name="Check stock" xmlns:acme="urn:acme" acme:form="f17"'))
    ours = edited(('name="Check order"', 'name="Read the order"'))
    made = merged(BASE, ours, theirs)
    assert made.conflicts == 1 and "form = f17" in made.sentences[0].replace(": f17", " = f17")
    assert b"f17" in made.data
    assert merged(BASE, theirs, ours).conflicts == 0 and b'acme:form="f17"' in merged(BASE, theirs, ours).data


def test_the_command_writes_lists_and_answers_as_git_wants(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = {name: str(tmp_path / name) for name in ("base", "ours", "theirs", "out")}
    Path(paths["base"]).write_bytes(BASE.data)
    Path(paths["ours"]).write_bytes(edited(('name="Check stock"', 'name="Ours"')).data)
    Path(paths["theirs"]).write_bytes(edited(('name="Check order"', 'name="Theirs"')).data)

    def run(*names: str) -> int:
        return cli.run(cli.parse(["merge", *(paths[name] for name in names)]))

    assert run("base", "ours", "theirs", "out") == 0 and capsys.readouterr().err == ""
    out = Path(paths["out"]).read_bytes()
    assert b'name="Ours"' in out and b'name="Theirs"' in out
    Path(paths["theirs"]).write_bytes(edited(('name="Check stock"', 'name="Theirs"')).data)
    assert run("base", "ours", "theirs", "ours") == 1 and "“Theirs” in the second" in capsys.readouterr().err
    Path(paths["base"]).write_bytes(b"")
    assert run("base", "theirs", "theirs", "out") == 0
    Path(paths["theirs"]).write_bytes(b"no file of ours")
    before = Path(paths["out"]).read_bytes()
    assert run("base", "ours", "theirs", "out") == 2 and Path(paths["out"]).read_bytes() == before
    assert "this is not XML" in capsys.readouterr().err


def test_git_joins_two_branches_with_it_and_shows_words(tmp_path: Path) -> None:
    if subprocess.run(["git", "--version"], capture_output=True, check=False).returncode:
        pytest.skip("there is no git here")
    program = f'"{sys.executable}" -m opsdesigner'
    env = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PATH": os.environ["PATH"]}

    def git(*words: str) -> str:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        done = subprocess.run(
            ["git", *who, *words], cwd=tmp_path, env=env, capture_output=True, text=True, check=True, encoding="utf-8"
        )
        return done.stdout

    git("init", "-q", "-b", "main")
    git("config", "merge.opsdesigner.driver", f"{program} merge %O %A %B %A")
    git("config", "diff.opsdesigner.textconv", f"{program} diff")
    (tmp_path / ".gitattributes").write_text("*.bpmn merge=opsdesigner diff=opsdesigner\n")
    path = tmp_path / "a.bpmn"
    path.write_bytes(BASE.data)
    git("add", ".")
    git("commit", "-qm", "base")
    git("checkout", "-qb", "other")
    path.write_bytes(edited(('name="Check stock"', 'name="Theirs"')).data)
    git("commit", "-qam", "theirs")
    git("checkout", "-q", "main")
    path.write_bytes(edited(('name="Check stock"', 'name="Check stock" isForCompensation="true"')).data)
    assert "+  For compensation: yes" in git("diff").splitlines()
    git("commit", "-qam", "ours")
    git("merge", "-q", "other")  # the same line of the file: as text they would clash
    assert b'name="Theirs" isForCompensation="true"' in path.read_bytes()
    assert differences(model(bpmn.read(path.read_bytes())), model(BASE)) != []
