"""Which column of a table of steps says who, what and what else: by its headings, else by its contents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from opsdesigner.tables.mapping import HEADER_WITHIN, by_words
from opsdesigner.tables.sheet import Row, Sheet, column_letters
from opsdesigner.tables.words import ALONE_PHRASES, plain

ROLE, STEP, REMARK = "role", "step", "remark"
FIELDS = ("", REMARK, ROLE, STEP)  # in the order that a column is turned from one to the next
LOOKED_AT = 2_000  # rows that tell what a column holds
MOSTLY, SELDOM = 0.8, 0.6  # shares of the rows
# What is above a column: alone, or as the first or last word among others. English, German, French, Spanish, Dutch,
# Italian, Portuguese, Swedish.
_ROLE = """role; roles; who; owner; responsible; responsibility; department; lane; by; by whom; actor; performer;
    done by; team; function; position; person responsible; accountable; assignee; assigned to; rolle; wer; durch;
    verantwortlich; verantwortliche; verantwortlicher; verantwortung; zustandig; zustandigkeit; abteilung; stelle;
    bereich; bearbeiter; qui; responsable; acteur; service; departement; quien; rol; area; encargado; departamento;
    wie; verantwoordelijke; verantwoordelijk; afdeling; chi; ruolo; responsabile; reparto; quem; responsavel; papel;
    funcao; vem; roll; ansvarig; avdelning"""
_STEP = """step; steps; process step; task; tasks; activity; activities; what; action; actions; description;
    step description; task name; work; procedure; schritt; schritte; prozessschritt; arbeitsschritt; aufgabe;
    aufgaben; was; tatigkeit; tatigkeiten; aktivitat; vorgang; arbeitsgang; ablauf; etape; etapes; tache; taches;
    activite; quoi; operation; paso; pasos; tarea; tareas; actividad; actividades; que; stap; stappen; taak; taken;
    activiteit; wat; passo; passi; attivita; compito; cosa; fase; passos; tarefa; atividade; o que; steg; uppgift;
    aktivitet; vad"""
_REMARK = """remark; remarks; note; notes; comment; comments; details; hint; hints; info; information; bemerkung;
    bemerkungen; hinweis; hinweise; kommentar; kommentare; anmerkung; anmerkungen; notiz; notizen; remarque; remarques;
    commentaire; commentaires; precision; observacion; observaciones; comentario; comentarios; nota; notas; opmerking;
    opmerkingen; toelichting; osservazione; osservazioni; commento; note; observacao; observacoes; anmarkning"""
_WORDS = {
    field: frozenset(" ".join(phrase.split()) for phrase in words.split(";"))
    for field, words in ((STEP, _STEP), (ROLE, _ROLE), (REMARK, _REMARK))
}
PERSONS = ("first", "last", "mail", "phone", "manager")  # what only a table of people has
_NUMBER = re.compile(r"\(?(?:\d+(?:[.,]\d+)*|[a-zA-Z]|[ivxIVX]+)[.):]?\)?")


class Columns(NamedTuple):
    """What each column holds ("" for nothing that is used), and where the heading stands among the rows (-1: nowhere).

    There is one column of roles and one of steps at most; remarks may stand in several.
    """

    header: int
    fields: tuple[str, ...]

    def assigned(self, column: int, field: str) -> Columns:
        """The same with a column holding this; another one that held it holds then what this one did."""
        fields = [self.fields[column] if field in (ROLE, STEP) and held == field else held for held in self.fields]
        fields[column] = field
        return self._replace(fields=tuple(fields))

    def title(self, sheet: Sheet, column: int) -> str:
        """What stands above a column, or its letter where nothing does."""
        return (sheet.rows[self.header].cell(column) if self.header >= 0 else "") or column_letters(column)

    def unused(self, sheet: Sheet) -> list[str]:
        """The titles of columns that hold something and are not used; numbers of steps are no loss."""
        rows = sheet.rows[self.header + 1 :]
        idle = (at for at, field in enumerate(self.fields) if not field)
        return [self.title(sheet, at) for at in idle if any(_says(row.cell(at)) for row in rows)]


def headed(sheet: Sheet) -> Columns | None:
    """What the headings say; None where none among the first rows names a column of steps, or they name people."""
    for at, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        found = _by_words(row)
        if STEP in found and not _of_people(row, found):
            fields = {column: field for field, column in found.items()}
            return Columns(at, tuple(fields.get(column, "") for column in range(sheet.width)))
    return None


def suggest(sheet: Sheet) -> Columns:
    """What the columns seem to hold: by their headings, else by what is in them."""
    return headed(sheet) or Columns(-1, _by_contents(sheet))


def _by_words(row: Row) -> dict[str, int]:
    """Field -> column as the headings say: those that say it alone before those where it is one word among others."""
    titles = [plain(cell) for cell in row.cells]
    found: dict[str, int] = {}
    for alone in (True, False):
        for field, words in _WORDS.items():
            for column, title in enumerate(titles):
                if field not in found and column not in found.values() and _means(title, words, alone):
                    found[field] = column
    return found


def _means(title: str, words: frozenset[str], alone: bool) -> bool:
    if alone:
        return title in words
    parts = title.split()
    return 1 < len(parts) < 5 and (parts[0] in words or parts[-1] in words)


def _of_people(row: Row, found: dict[str, int]) -> bool:
    """Whether a row of headings belongs to a list of people, whose tasks are their titles."""
    named = {field: column for field, column in by_words(row.cells).items() if column != found.get(ROLE)}
    if any(field in named for field in PERSONS):
        return True
    return "name" in named and plain(row.cell(found[STEP])) in ALONE_PHRASES["title"]


def _says(cell: str) -> bool:
    return bool(cell) and not _NUMBER.fullmatch(cell)


def _by_contents(sheet: Sheet) -> tuple[str, ...]:
    """Numbers count nothing; of two columns the first says who, unless it is the other that repeats itself."""
    columns = [[row.cell(at) for row in sheet.rows[:LOOKED_AT]] for at in range(sheet.width)]
    worded = [at for at, cells in enumerate(columns) if _share(cells, _says) >= 0.5 * _share(cells, bool) > 0]
    fields = [""] * sheet.width
    if len(worded) == 1:
        fields[worded[0]] = STEP
    if len(worded) > 1:
        first, second = worded[0], worded[1]
        swapped = _repeats(columns[second]) and not _repeats(columns[first]) and _full(columns[first])
        fields[first], fields[second] = (STEP, ROLE) if swapped else (ROLE, STEP)
        for at in worded[2:]:
            fields[at] = REMARK
    return tuple(fields)


def _share(cells: Sequence[str], test: object) -> float:
    return sum(bool(test(cell)) for cell in cells) / len(cells) if cells else 0.0  # type: ignore[operator]


def _repeats(cells: Sequence[str]) -> bool:
    """Whether a column names few things again and again, as one of roles does."""
    said = [cell.casefold() for cell in cells if cell]
    return len(said) > 2 and len(set(said)) <= SELDOM * len(said)


def _full(cells: Sequence[str]) -> bool:
    return _share(cells, bool) >= MOSTLY
