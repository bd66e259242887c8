"""How people type a line: it says the same as the plain one; and names that look alike stay names."""

from __future__ import annotations

from itertools import count

import pytest

from opsdesigner.capture.draft import Draft
from opsdesigner.capture.whole import read_text

from .graphs import shape

BEFORE = "Sales: Check order\nStores: Pack\n"
DECIDING = BEFORE + "In stock?\n"

STEPS = {  # as it is typed: as it is printed
    "sales:check order": "Sales: check order",
    "SALES : check order": "Sales: check order",
    "sales:  check   order": "Sales: check order",
    "Sales:\tcheck order": "Sales: check order",
    "Sales\u00a0: check order": "Sales: check order",
    "Sales - check order": "Sales: check order",
    "Sales – check order": "Sales: check order",
    "@ sales: check order": "Sales: check order",
    "@sales check order": "Sales: check order",
    "1. Sales: check order": "Sales: check order",
    "2) Sales: check order": "Sales: check order",
    "1.2.3 Sales: check order": "Sales: check order",
    "a) Sales: check order": "Sales: check order",
    "• Sales: check order": "Sales: check order",
    "\uf0b7\tSales: check order": "Sales: check order",
    "o\tSales: check order": "Sales: check order",
    "* Sales: check order": "Sales: check order",
    "– Sales: check order": "Sales: check order",
    "-Check": "Check",
    "“Check”": "Check",
    "„Check“": "Check",
    "«Check»": "Check",
    "Check;": "Check",
    "Check,": "Check",
    "Check \u200b": "Check",
    "\u202eCheck\u202c\x9b": "Check",
    "->check order": "-> Check order",
    "-->  CHECK ORDER": "-> Check order",
    "–> Check order": "-> Check order",
    "→ Check order": "-> Check order",
    "-> “Check order”": "-> Check order",
    "-> Check order.": "-> Check order",
    "Weigh->Check order": "Weigh -> Check order",
    "Weigh -> end": "Weigh\nend",
    "-> End": "end",
    "=>Goods on time": "=> Goods on time",
    "==> Goods on time": "=> Goods on time",
    "=>: Goods on time": "=> Goods on time",
    "+stores: Weigh": "+ Stores: Weigh",
    "+   Weigh": "+ Weigh",
    "Weigh ~ 10 m": "Weigh ~10m",
    "Weigh ~10 minutes": "Weigh ~10m",
    "Weigh ~1,5h": "Weigh ~1h30m",
    "Weigh ~1h 30m": "Weigh ~1h30m",
    "Weigh w 1 d": "Weigh w1d",
    "Weigh W1D": "Weigh w1d",
    "Weigh x 200 / day": "Weigh x200/day",
    "Weigh ×200 per day": "Weigh x200/day",
    "Weigh x200 a day ~ 5 min": "Weigh ~5m x200/day",
    "! Late : tell": "! late: tell",
    "!late:tell": "! late: tell",
    "! LATE - tell": "! late: tell",
    "! late tell": "! late: tell",
    "! backorder: tell": "! back order: tell",
    "! Back-Order: tell": "! back order: tell",
    "! late: tell -> end": "! late: tell",
    "! late: Never": "! late: never",
    "! late: never!": "! late: never",
    "! late: never - it is all here": "! late: never, it is all here",
    "! Away:@ann": "! away: @ann",
    "End": "end",
    "END.": "end",
    "End: Served": "end: Served",
    "End : Served": "end: Served",
    "end:Served": "end: Served",
    "end Served": "end: Served",
    "wait: 2 days": "wait 2 days",
    "send :  Invoice": "send Invoice",
    "//twice": "// twice",
    "??why": "?? why",
    "!!better": "!! better",
    "[usertask] Enter": "[userTask] Enter",
    "[ User Task ] Enter": "[userTask] Enter",
    "[start event timer] Monday": "[startEvent timer] Monday",
}
BRANCHES = {
    "Yes :": "-Yes:",
    "yes:pick": "yes: pick",
    "yes": "yes:",
    "yes - pick": "yes: pick",
    "yes – pick": "yes: pick",
    "yes, pick": "yes: pick",
    "yes = pick": "yes: pick",
    "yes; pick": "yes: pick",
    "yes -> Pack": "yes: -> Pack",
    "yes→Pack": "yes: -> Pack",
    "yes:->pack": "yes: -> Pack",
    "- yes: pick": "yes: pick",
    "a) yes: pick": "yes: pick",
    "yes: pick 30 %": "yes: pick 30%",
    "yes 30%: pick": "yes: pick 30%",
    "yes (30 %): pick": "yes: pick 30%",
    "in part (2,5%): pick": "in part: pick 2.5%",
    "no: -> end": "no: end",
    "no:End.": "no: end",
}
NAMES = (  # steps of that very name
    *("Send invoice", "Receive payment", "Wait 2 days", "When it rains, stay", "End call with the customer", "Ending"),
    *(
        "Shop – count",
        "Check-in",
        "Pick & pack",
        "Call Mr. Smith.",
        "Size 3 x 4",
        "Cut 5 w 3",
    ),
    *(
        "Paint 2 x 4 boards",
        "x-ray the parcel",
        "Copy x 2",
        "Add 5 m of tape",
        "Go to A/B",
        "C++ build",
        "7 days a week",
    ),
    *(
        "Check order no. 5",
        "Über den Zaun",
        "検査する",
        "فحص الطلب",
        "Проверить заказ",
        "Check 👍🏽 it",
        "e\u0301tiquette",
    ),
    *("yes", "No, thanks", "else what", "12: 30 call", "A => B", "50 %ig", "Price > 100", "Don't pay", "Say 'hi'"),
)


def draft(text: str) -> Draft:
    numbers = count()
    (made,) = read_text(text, fresh=lambda kind: f"{kind}{next(numbers)}")
    return made


@pytest.mark.parametrize(("line", "plain"), STEPS.items())
def test_a_step_however_it_is_typed(line: str, plain: str) -> None:
    assert shape(draft(BEFORE + line)) == shape(draft(BEFORE + plain))
    assert shape(draft(BEFORE + line)) != shape(draft(BEFORE))


@pytest.mark.parametrize(("line", "plain"), BRANCHES.items())
def test_a_branch_however_it_is_typed(line: str, plain: str) -> None:
    assert shape(draft(DECIDING + line + "\nNext")) == shape(draft(DECIDING + plain + "\nNext"))
    assert shape(draft(DECIDING + line + "\nNext")) != shape(draft(DECIDING + "Next"))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_looks_like_something_else_stays_a_name(name: str) -> None:
    made = draft(BEFORE + name)
    *_, last = made.items.values()
    assert (last.kind, last.name, last.role, last.work, last.wait, last.volume) == ("task", name, "Stores", "", "", "")
