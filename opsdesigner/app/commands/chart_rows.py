"""Actions of an org chart: its new boxes, their order, folding, how branches stand."""

from __future__ import annotations

from opsdesigner.canvas.keyboard.chart_commands import LEVELS, branch_command
from opsdesigner.notation.properties import BRANCHES

from .conditions import has_document, one_box, some_boxes
from .edit_rows import command

FOLDING, BRANCH = "Arrange/Fold", "Arrange/Those below"
CHART = (
    command("sibling", "sibling", "Insert", "", one_box, gap=True, words="role peer beside"),
    command("sibling_before", "siblingBefore", "Insert", "", one_box, words="role peer beside"),
    command("report", "report", "Insert", "", one_box, words="role below subordinate child"),
    command("level_up", "levelUp", "Insert", "", one_box, words="role above outdent"),
    command("holders", "holders", "Edit", "", one_box, words="person people name seat"),
    command("order_before", "orderBefore", "Arrange", "", one_box, gap=True, words="sequence sibling left up"),
    command("order_after", "orderAfter", "Arrange", "", one_box, words="sequence sibling right down"),
    command("to_top", "toTop", "Arrange", "", some_boxes, words="no boss root detach"),
    command("fold", "fold", FOLDING, "", some_boxes, words="collapse expand hide branch"),
    *(command(f"fold_{n}", f"fold{n}", FOLDING, "", has_document, gap=n == 1, words="collapse") for n, _, _ in LEVELS),
    command("unfold_all", "unfoldAll", FOLDING, "", has_document, words="expand show all levels"),
    *(
        command(branch_command(style), f"branch.{style or 'above'}", BRANCH, "", has_document, words="style branch")
        for style, _ in BRANCHES
    ),
    command("branch_menu", "branchMenu", "", "", one_box, words="style branch"),
)
