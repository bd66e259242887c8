"""What other programs put on the clipboard, as lines: lists, nested numbers, tables, HTML; what is wrong is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opsdesigner.capture.columns import Columns, headed, suggest
from opsdesigner.capture.commands import convert_steps
from opsdesigner.capture.draft import Draft
from opsdesigner.capture.drawn import draft_of, processes
from opsdesigner.capture.line import Misread
from opsdesigner.capture.markup import text_of
from opsdesigner.capture.pasted import MOST, Pasted, read_lines, read_pasted
from opsdesigner.capture.scribe import Scribe
from opsdesigner.capture.typing import MOST_LINES, plain_line
from opsdesigner.capture.understanding import Understood, as_problem, parked, trial, understand
from opsdesigner.capture.whole import capture
from opsdesigner.edit.fresh import blank
from opsdesigner.edit.tidying import tidy
from opsdesigner.files.document import new_document, open_document
from opsdesigner.files.errors import Refused
from opsdesigner.model import Diagram, Model, Node
from opsdesigner.tables.delimited import read_text
from opsdesigner.tables.sheet import Sheet
from tests.properties.truths import lies

openpyxl = pytest.importorskip("openpyxl")


def talk() -> Scribe:
    model = new_document(blank()[0]).model
    return Scribe(model, next(page.id for page in model.all(Diagram) if not page.kind))


def drawn(model: Model) -> Draft:
    return draft_of(model, processes(model)[0].id)


def said(draft: Draft) -> tuple[list[object], ...]:
    """All that a draft says, without ids."""
    name = {id: (item.kind, item.name) for id, item in draft.items.items()}
    items = [(i.kind, i.name, i.role, i.words) for i in draft.items.values()]
    flows = [(name[f.source], name[f.target], f.label) for f in draft.flows.values()]
    return sorted(items), sorted(flows), sorted((r.kind, r.text, str(name.get(r.of))) for r in draft.remarks.values())


def meant(text: str) -> Draft:
    """The process that lines of the language make."""
    model = new_document(blank()[0]).model
    capture(model, text)
    return drawn(model)


def sheet_of(text: str) -> Sheet:
    return read_text(text, "a table")


# lists


@pytest.mark.parametrize(
    "line",
    [
        "1. Check order",
        "1)\tCheck order",
        "(1) Check order",
        "1.2.3 Check order",
        "1.1.\tCheck order",
        "a) Check order",
        "a.\tCheck order",
        "(ii) Check order",
        "iv)  Check order",
        "ii.\tCheck order",
        "• Check order",
        "–\u00a0Check order",
        "* Check order",
        "▪Check order",
        "\uf0b7\tCheck order",
        "\uf0fc\tCheck order",
        "§\tCheck order",
        "o\tCheck order",
        "Ø\tCheck order",
        "☐ Check order",
        "- [ ] Check order",
        "* [x] 2. Check order",
        "Step 3: Check order",
        "Schritt 2 – Check order",
        "Étape 1 : Check order",
        "\u200bCheck\u00a0order\ufeff",
        "Check\u00adorder".replace("\u00ad", " \u00ad"),
    ],
)
def test_what_lists_put_before_a_line_is_no_part_of_it(line: str) -> None:
    assert plain_line(line).text == "Check order"


@pytest.mark.parametrize("line", ["A. Smith: Check order", "Step by step: Check", "3D print", "-yes: Pick", "Step 3"])
def test_what_only_looks_like_a_number_stays(line: str) -> None:
    assert plain_line(line).text == line


@pytest.mark.parametrize(
    "text",
    [
        "1. Check\r2. In stock?\r2.1 yes: Pick\r2.2 no: Order\r3. Pack",
        "1 Check\n2 In stock?\n2.1 yes: Pick\n2.2 no: Order\n3 Pack",
        "1.\tCheck\r\n2.\tIn stock?\r\na.\tyes: Pick\r\nb.\tno: Order\r\n3.\tPack\r\n",
        "1) Check\u20282) In stock?\u2028(i) yes: Pick\u2028(ii) no: Order\u20283) Pack",
        "- Check\n- In stock?\n    - yes: Pick\n    - no: Order\n- Pack",
        "I. Check\nII. In stock?\nA) yes: Pick\nB) no: Order\nIII. Pack",
    ],
)
def test_nested_numbers_say_what_belongs_to_a_decision(text: str) -> None:
    want = meant("Check\nIn stock?\n  yes: Pick\n  no: Order\nPack")
    assert said(meant(read_lines(text).text)) == said(want)


@pytest.mark.parametrize(
    "text",
    [
        "1. Check\n1.1 Open mail\n1.2 Look it up\n2. Pick",  # no decision
        "1. In stock?\n2. yes: Pick\n3. no: Order\n3.1 Call",  # its answers stand beside it
        "In stock?\n  yes: Pick\n  1.1 Pack",  # indented already
        "1. Check\n2. Pick",
    ],
)
def test_elsewhere_nested_numbers_mean_nothing(text: str) -> None:
    assert read_lines(text).text == text


def test_a_list_numbered_by_a_program_is_no_table() -> None:
    assert read_lines("1.\tCheck order\n2.\tPick goods\n\ta.\tPack").sheet is None
    assert read_lines("In stock?\n\tyes: Pick\n\tno: Order").sheet is None


# tables


@pytest.mark.parametrize(
    "text",
    [
        "Sales\tCheck order\tby mail\nStores\tPick goods\t\n",
        "Role\tStep\tRemark\nSales\tCheck order\tby mail\nStores\tPick goods\n",
        "Nr.\tWho?\tProcess step\tSystem\tNotes:\n1\tSales\tCheck order\tSAP\tby mail\n2\tStores\t1.2 Pick goods\tS\t",
        "Schritt\tZuständig\tBemerkungen\nCheck order\tSales\tby mail\nPick goods\tStores\t",
        "Étape;Responsable;Remarque\nCheck order;Sales;by mail\nPick goods;Stores;".replace(";", "\t"),
        "Tarea\tEncargado\tObservaciones\nCheck order\tSales\tby mail\nPick goods\tStores\t",
        "| Role | Step | Remark |\n|:---|---|---|\n| Sales | **Check order** | by mail |\n| Stores | Pick goods | |",
        'Who\tWhat\tComment\nSales\t\t\n\tCheck order\tby mail\nStores:\t"Pick\ngoods"\t',
    ],
)
def test_columns_are_known_by_headings_or_by_their_order(text: str) -> None:
    made = read_lines(text)
    assert made.sheet is not None
    assert made.text.replace("@", "") == "Sales: Check order\n// by mail\nStores: Pick goods\n"
    assert said(meant(made.text)) == said(meant("Sales: Check order\n// by mail\nStores: Pick goods"))


def test_of_two_columns_the_one_that_repeats_itself_says_who() -> None:
    rows = "Check order\tSales\nPick goods\tStores\nPack\tStores\nShip\tStores"
    assert read_lines(rows).text.splitlines()[1:3] == ["@Stores: Pick goods", "@Stores: Pack"]
    assert suggest(sheet_of("1;Check\n2;Pick\n3;Pack")).fields == ("", "step")


def test_a_role_in_merged_cells_goes_on_being_meant() -> None:
    made = read_lines("Role\tStep\nSales\tCheck\n\tCall\nStores\tPick\n\tPack")
    assert [item.role for item in meant(made.text).items.values() if item.name] == [
        "Sales",
        "Sales",
        "Stores",
        "Stores",
    ]


def test_decisions_and_exceptions_in_a_table_keep_their_roles() -> None:
    rows = "Sales\tIn stock?\nStores\tyes: Pick\nBuying\t-no: Order\nStores\t! late: Call\n\t! away: never\nX\t+ Pack"
    assert read_lines(f"Role\tStep\n{rows}").text.splitlines() == [
        "@Sales: In stock?",
        "yes: @Stores: Pick",
        "-no: @Buying: Order",
        "! late: @Stores: Call",
        "! away: never",
        "+ @X: Pack",
    ]


def test_columns_can_be_chosen_otherwise_and_what_is_not_used_is_told() -> None:
    made = read_lines("Nr\tWho\tTask\tSystem\n1\tSales\tCheck\tSAP")
    assert made.sheet is not None and made.columns == Columns(0, ("", "role", "step", ""))
    assert made.columns.unused(made.sheet) == ["System"]  # numbers are no loss
    other = made.with_columns(made.columns.assigned(3, "remark"))
    assert other.text == "@Sales: Check\n// SAP\n" and other.rows == (2, 2)
    assert other.columns is not None and other.columns.assigned(0, "step").fields == ("step", "role", "", "remark")
    assert other.columns.title(made.sheet, 3) == "System" and Columns(-1, ("step",)).title(made.sheet, 0) == "A"


def test_what_has_neither_step_nor_role_is_kept() -> None:
    made = read_lines("Role\tStep\tNote\n\t\tbefore all\nHeading\t\t\nSales\tCheck\t\nEnd of it\t\t")
    assert made.text.splitlines() == ["?? before all", "?? Heading", "@Sales: Check", "// End of it"]


@pytest.mark.parametrize("heads", ["Name;Task;Mail", "First name;Last name;Activity", "Name;Aufgabe", "Role;Name;Unit"])
def test_a_list_of_people_is_no_table_of_steps(heads: str) -> None:
    assert headed(sheet_of(f"{heads}\na;b;c\n")) is None


# HTML


def test_html_counts_where_it_tells_what_is_below_what() -> None:
    plain, page = (
        "Check\nIn stock?\nyes: Pick\nno: Order\nPack",
        "<ol><li>Check</li><li>In stock?{}</li><li>Pack</li></ol>",
    )
    nested = page.format("<ol type=a><li><p>yes: <b>Pick</b></p></li><li>no: Order</li></ol>")
    want = "Check\nIn stock?\n  yes: Pick\n  no: Order\nPack"
    assert read_pasted(plain, nested).text == want
    google = "<ul><li>Check</li><li>In stock?</li><ul><li>yes: Pick</li><li>no: Order</li></ul><li>Pack</li></ul>"
    assert read_pasted(plain, google).text == want
    assert read_pasted("", nested).text == want
    assert read_pasted(plain, "<p>other words</p>").text == plain


def test_word_says_levels_in_its_own_way() -> None:
    line = (
        "<p class=MsoListParagraph style='margin-left:1cm;mso-list:l0 level{} lfo1'><![if !supportLists]>"
        "<span style='mso-list:Ignore'>{}<span style='font:7.0pt'>&nbsp;&nbsp; </span></span><![endif]>{}</p>"
    )
    rows = [
        (1, "1.", "Check"),
        (1, "2.", "In stock?"),
        (2, "ii.", "yes: Pick"),
        (2, "iii.", "no: Order"),
        (1, "3.", "Pack"),
    ]
    html = "<html><head><style>p {x: y}</style></head>" + "".join(line.format(*row) for row in rows)
    plain = "".join(f"{number}\t{name}\r\n" for _, number, name in rows)
    assert text_of(html) == "Check\nIn stock?\n  yes: Pick\n  no: Order\nPack"
    assert read_pasted(plain, html).text == text_of(html)


def test_tables_of_html_have_cells_that_are_one() -> None:
    html = (
        "<table><tr><th>Role<th>Step<th>Note</tr><tr><td rowspan=2>Sales<td>Check<br>order<td></tr>"
        "<tr><td colspan=2>Call<table><tr><td>in</td><td>ner</td></tr></table></td></tr></table><p>After"
    )
    assert text_of(html) == "Role\tStep\tNote\nSales\tCheck order\n\tCall in ner\nAfter"
    made = read_pasted("Role Step Note Sales Check order Call in ner After", html)
    assert made.sheet is not None and made.text.startswith("@Sales: Check order\nCall in ner\n")


@settings(max_examples=60, deadline=None)
@given(st.text("<>/= \"'ulitrdp&;#x0ab1", max_size=200))
def test_no_html_is_too_odd(html: str) -> None:
    text_of(html)
    read_pasted("a b", html)


# what it is understood as


def test_counts_say_what_was_understood() -> None:
    scribe = talk()
    scribe.enter("Sales: Check order")
    text = "In stock?\n  yes: Stores: Pick\n  no: Bakery: Bake\n    ! late: Tell\n! away: never\n+ Pack\n+ Weigh\n"
    text += "end: Done\n?? why"
    found = understand(scribe, text + "\n# Returns\nwhen Goods come\nShop: Take back\n// well\n=> All fine")
    assert found.wrong == () and not found.empty
    assert (found.steps, found.decisions, found.parallel, found.events, found.ends) == (6, 1, 1, 1, 1)
    assert (found.exceptions, found.notes, found.problems, found.results) == (2, 1, 1, 1)
    assert found.roles == ("Sales", "Stores", "Bakery", "Shop") and found.new_roles == ("Stores", "Bakery", "Shop")
    assert found.processes == ("Returns",) and found.after == "Check order"
    assert found.owners[:3] == ("Sales", "Stores", "Bakery") and found.owners[9] == ""


@pytest.mark.parametrize(
    ("line", "column", "why"),
    [
        ("-> Nowhere", 4, "no step is called “Nowhere”"),
        ("maybe -> Nowhere", 10, "no step is called “Nowhere”"),
        ("yes: Pick", 1, "“yes:” needs an open decision"),
        (f"{'R' * 300}: Work", 1, "a role has 120 letters at most"),
        ("[bread] Bake", 1, "[bread] is no kind of step"),
        ("   Stores:", 4, "say what Stores does"),
        ("W" * 5000, 1, "a line has"),
    ],
)
def test_bad_lines_are_told_with_number_column_and_reason(line: str, column: int, why: str) -> None:
    scribe = talk()
    before = dict(scribe.model.records)
    (wrong,) = understand(scribe, f"Check\n\n{line}\nPack").wrong
    assert (wrong.line, wrong.column) == (3, column) and wrong.why.startswith(why) and len(wrong.text) <= 80
    assert dict(scribe.model.records) == before


def test_bad_lines_become_problems_and_nothing_is_lost() -> None:
    scribe = talk()
    text = "Check\n  -> Nowhere\n[x1] Ready?\n  yes: Pick\n  no: Order\nPack"
    made = parked(scribe, text)
    assert understand(scribe, made).wrong == ()
    assert [line.split("?? ")[-1] for line in made.split("\n")][1:3] == ["-> Nowhere", "[x1] Ready?"]
    assert as_problem("  1. “Odd”: yes") == '  ?? """Odd""": yes"'.replace('"""Odd""": yes"', '"“Odd”: yes"')
    words = " ".join(made.replace("??", "").split())
    assert words == " ".join(text.split())


def test_a_text_is_tried_on_a_copy_and_then_taken_as_it_was_tried() -> None:
    scribe = talk()
    scribe.enter("Sales: Check order")
    before = dict(scribe.model.records)
    tried = trial(scribe, "In stock?\nyes: Pick\nno: Order")()
    assert dict(scribe.model.records) == before and tried.made is not None and tried.told is not None
    assert tried.made.change is not None
    scribe.model.adopt(tried.made.change)
    scribe.goes_as(tried.told)
    assert scribe.now == tried.made.now and scribe.now.opened[0].labels == ("yes", "no")
    scribe.enter("Ship")
    assert lies(scribe.model) == []
    scribe.model.undo()
    scribe.model.undo()
    assert dict(scribe.model.records) == before and scribe.now.opened == ()


def test_where_far_more_comes_than_is_there_the_page_is_laid_out_anew() -> None:
    scribe = talk()
    scribe.enter_all("Sales: Check order\nStores: Pick goods")
    before = dict(scribe.model.records)
    scribe.enter_all("\n".join(f"Do {at}" for at in range(420)))
    made, moment = dict(scribe.model.records), scribe.model.moment
    tidy(scribe.model, scribe.now.diagram)
    assert dict(scribe.model.records) == made and scribe.model.moment is moment
    scribe.model.undo()
    assert dict(scribe.model.records) == before


def test_what_was_tried_with_bad_lines_has_them_as_problems() -> None:
    scribe = talk()
    tried = trial(scribe, "Check\n-> Nowhere")()
    assert len(tried.understood.wrong) == 1 and tried.made is not None
    assert [node.name for node in tried.made.model.all(Node) if node.kind == "problem"] == ["-> Nowhere"]


def test_too_much_is_refused_before_it_is_read() -> None:
    with pytest.raises(Refused, match=f"{MOST_LINES:,} at most"):
        read_pasted("Check\n" * (MOST_LINES + 5))
    with pytest.raises(Refused, match="letters"):
        read_pasted("x" * (MOST + 1))
    assert read_pasted("Check", "x" * (MOST + 1)).text == "Check"


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text('abR:?-+!>#@[]/ ~w1%\t"|.', max_size=14), max_size=12).map("\n".join))
def test_any_text_is_understood_or_told_and_changes_nothing(text: str) -> None:
    scribe = talk()
    scribe.enter("Sales: Check order")
    before = dict(scribe.model.records)
    made = read_pasted(text)
    assert isinstance(made, Pasted)
    found = understand(scribe, made.text)
    assert isinstance(found, Understood) and dict(scribe.model.records) == before
    if not found.wrong:
        moment = scribe.model.moment
        scribe.enter_all(made.text)
        if scribe.model.moment is not moment:
            scribe.model.undo()
        assert dict(scribe.model.records) == before
    else:
        assert understand(scribe, parked(scribe, made.text, found)).wrong == ()


# files


def workbook(path: Path, rows: list[list[object]], merged: str = "") -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if merged:
        book.active.merge_cells(merged)
    book.save(path)
    return path


def steps_in(path: Path) -> list[tuple[str, str]]:
    made = drawn(open_document(path).model)
    return [(item.role, item.name) for item in made.items.values() if item.name]


def test_a_workbook_of_steps_is_converted(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Order process", None, None, None],
        [],
        ["Nr", "Verantwortlich", "Arbeitsschritt", "Bemerkung"],
        [1, "Vertrieb", "Auftrag prüfen", "per Mail"],
        [2, None, "Lagernd?", None],
        [],
        [2.1, "Lager", "ja: Ware holen", None],
        [2.2, "Einkauf", "nein: Bestellen", 3],
    ]
    source, target = workbook(tmp_path / "steps.xlsx", rows, "B4:B5"), tmp_path / "out.bpmn"
    assert convert_steps(str(source), str(target)) == []
    want = [("Vertrieb", "Auftrag prüfen"), ("Vertrieb", "Lagernd?"), ("Lager", "Ware holen"), ("Einkauf", "Bestellen")]
    assert sorted(steps_in(target)) == sorted(want)
    with pytest.raises(Refused, match="is there already"):
        convert_steps(str(source), str(target))


def test_formulas_and_columns_that_are_left_out_are_told(tmp_path: Path) -> None:
    source = workbook(
        tmp_path / "s.xlsx", [["Role", "Step", "System"], ["Sales", "Check", "SAP"], ["=A2", "Pack", "ERP"]]
    )
    told = convert_steps(str(source), str(tmp_path / "o.bpmn"))
    assert told is not None and "formula" in told[0] and told[0].startswith("row 3") and "System" in told[1]
    assert steps_in(tmp_path / "o.bpmn") == [("Sales", "Check"), ("Sales", "Pack")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", ",;\t|")
def test_csv_in_any_dress_is_converted(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = [["Wer", "Was", "Hinweis"], ["Büro", "Prüfen", "zu zweit"], ["", "Ablegen", ""]]
    source, target = tmp_path / "s.csv", tmp_path / "o.bpmn"
    source.write_bytes("\r\n".join(separator.join(row) for row in rows).encode(encoding))
    told = convert_steps(str(source), str(target))
    assert told is not None and len(told) == (encoding == "cp1252")
    assert steps_in(target) == [("Büro", "Prüfen"), ("Büro", "Ablegen")]


def test_a_bad_cell_is_told_with_its_row_and_nothing_is_written(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Role", "Step"], ["Sales", "Check"], [], ["Sales", "-> Nowhere"], ["R" * 300, "Pick"]]
    source, target = workbook(tmp_path / "s.xlsx", rows), tmp_path / "o.bpmn"
    with pytest.raises(Refused, match=r"^s.xlsx, row 4: no step is called “Nowhere”.*1 more line is not understood"):
        convert_steps(str(source), str(target))
    assert not target.exists()


def test_damaged_and_foreign_workbooks_are_refused(tmp_path: Path) -> None:
    good = workbook(tmp_path / "g.xlsx", [["Role", "Step"], ["Sales", "Check"]]).read_bytes()
    for at, data in enumerate((good[: len(good) // 2], b"PK\x03\x04nonsense", good.replace(b"xl/", b"yl/"), b"")):
        (tmp_path / "b.xlsx").write_bytes(data)
        with pytest.raises(Refused):
            convert_steps(str(tmp_path / "b.xlsx"), str(tmp_path / f"{at}.bpmn"))
    people = workbook(tmp_path / "p.xlsx", [["Name", "Manager"], ["Ann", ""]])
    assert convert_steps(str(people), str(tmp_path / "p.bpmn")) is None
    with pytest.raises(Misread):
        talk().enter("-> Nowhere")
