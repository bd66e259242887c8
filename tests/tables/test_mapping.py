"""What columns are taken for: by words of many languages, by contents, and as the user says."""

from __future__ import annotations

import pytest

from opsdesigner.tables.mapping import FIELDS, Mapping, suggest
from opsdesigner.tables.reading import read
from opsdesigner.tables.sheet import Sheet


def sheet(text: str) -> Sheet:
    return read("\n".join(line.strip() for line in text.strip().splitlines()).encode(), "staff.csv")


def suggested(text: str) -> dict[str, int]:
    mapping = suggest(sheet(text))
    return {field: column for column, field in enumerate(mapping.fields) if field}


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Id,Manager Id,Name,Title,Department,E-mail,Phone,Vacant", "id manager name title unit mail phone vacant"),
        ("Employee ID,Supervisor,First Name,Last Name,Job Title,Team", "id manager first last title unit"),
        ("employeeId,managerId,fullName,jobTitle,businessUnit,emailAddress", "id manager name title unit mail"),
        (
            "Personalnummer,Vorgesetzte(r),Vorname,Nachname,Stelle,Abteilung,E-Mail",
            "id manager first last title unit mail",
        ),
        ("Mitarbeiter-Nr.,Name,Führungskraft,Funktion,Kostenstelle,Telefon", "id name manager title unit phone"),
        (
            "Matricule,Nom,Prénom,Poste,Service,Responsable,Courriel,Téléphone",
            "id last first title unit manager mail phone",
        ),
        (
            "Código,Nombre,Apellidos,Puesto,Departamento,Jefe,Correo electrónico",
            "id first last title unit manager mail",
        ),
        ("Personeelsnummer,Naam,Functie,Afdeling,Leidinggevende,E-mailadres", "id name title unit manager mail"),
        ("Matricola,Cognome,Nome,Mansione,Reparto,Responsabile", "id last first title unit manager"),
        ("Name,Reports To,Position,Status", "name manager title "),
        ("Name,Manager Name,Manager ID,ID", "name  manager id"),
        ("Name,Manager Title,Manager Email,Email", "name  manager mail"),
        ("Name,Name,Title,Title", "name  title "),
        ("UPN,DISPLAY_NAME,DEPARTMENT,MANAGER", "mail name unit manager"),
        ("Position ID,Department ID,Employee Name,Position Title", "id unit name title"),
    ],
)
def test_headers_are_understood(header: str, fields: str) -> None:
    mapping = suggest(sheet(header + "\n" + "x," * header.count(",") + "y"))
    assert (mapping.header, mapping.fields) == (0, tuple(fields.split(" ")))


def test_a_header_may_stand_below_a_title() -> None:
    table = sheet("Staff list,,\nAs of 31 May,,\nId,Name,Unit\n1,Ann,Sales")
    mapping = suggest(table)
    assert mapping.header == 2 and mapping.titles(table) == ["Id", "Name", "Unit"]
    assert [row.number for row in mapping.rows(table)] == [4]


def test_people_are_no_header() -> None:
    """Titles such as Manager stand in rows, too."""
    table = sheet("1,,Ann Lee,Manager,a@x.org\n2,1,Bob Kay,Clerk,b@x.org\n3,1,Cid Roe,Clerk,c@x.org")
    assert suggest(table).header == -1
    assert suggest(table).titles(table)[0] == "Column A"


def test_without_a_header_contents_decide() -> None:
    found = suggested(
        """
        ann@x.org,101,,Ann Lee,Head of Sales,Sales,+49 30 1234567
        bob@x.org,102,101,Bob Kay,Clerk,Sales,+49 30 1234568
        cid@x.org,103,101,Cid Roe,Clerk,Sales,+49 30 1234569
        dee@x.org,104,102,Dee Fox,Typist,Stores,+49 30 1234560
        """
    )
    assert found == {"mail": 0, "id": 1, "manager": 2, "name": 3, "title": 4, "unit": 5, "phone": 6}


def test_without_a_header_managers_may_be_named() -> None:
    found = suggested("Ann Lee,,Head\nBob Kay,Ann Lee,Clerk\nCid Roe,Ann Lee,Clerk\nDee Fox,Bob Kay,Clerk")
    assert found == {"name": 0, "manager": 1, "title": 2}


def test_without_a_header_managers_may_be_addressed() -> None:
    found = suggested("Ann Lee,a@x.org,\nBob Kay,b@x.org,a@x.org\nCid Roe,c@x.org,a@x.org\nDee Fox,d@x.org,b@x.org")
    assert found == {"name": 0, "mail": 1, "manager": 2}


def test_what_refers_to_the_ids_is_the_manager_whatever_it_is_called() -> None:
    found = suggested("Id,Name,Upline\nA1,Ann,\nA2,Bob,A1\nA3,Cid,A1\nA4,Dee,A2")
    assert found == {"id": 0, "name": 1, "manager": 2}


def test_names_alone_are_a_table() -> None:
    assert suggest(sheet("Name\nAnn\nBob")) == Mapping(0, ("name",))
    assert suggest(sheet("Ann Lee\nBob Kay")) == Mapping(-1, ("name",))


def test_the_user_has_the_last_word() -> None:
    mapping = Mapping(0, ("id", "name", ""))
    assert mapping.assigned(2, "name").fields == ("id", "", "name")
    assert mapping.assigned(0, "").fields == ("", "name", "")
    assert mapping.headed(-1).header == -1
    assert mapping.column("name") == 1 and mapping.column("mail") is None
    with pytest.raises(ValueError):
        mapping.assigned(0, "shoe size")


def test_a_mapping_says_what_it_lacks() -> None:
    assert "Choose the column" in Mapping(0, ("id", "mail")).lacks
    for field in ("name", "first", "last", "title"):
        assert Mapping(0, (field,)).lacks == ""
    assert set(FIELDS) >= {"name", "first", "last", "title"}
