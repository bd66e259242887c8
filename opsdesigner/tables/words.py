"""What people write above the columns of a staff list, and in its cells, in the languages of Western Europe."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Field -> what its header says alone. English, German, French, Spanish, Dutch, Italian, Portuguese, Swedish.
ALONE = {
    "id": """id; no; nr; number; key; code; employee id; employee number; employee no; emp id; staff id; staff number;
        person id; personnel number; worker id; user id; position id; record id; payroll number; badge number; uid;
        personalnummer; personal nr; pers nr; personalnr; mitarbeiternummer; mitarbeiter id; mitarbeiter nr; ma nr;
        nummer; kennung; kennnummer; stellennummer; planstelle; matricule; numero; num; identifiant; code employe;
        numero employe; no employe; identificador; numero de empleado; id empleado; codigo; legajo;
        personeelsnummer; medewerkernummer; medewerker id; matricola; codice; numero de funcionario;
        anstallningsnummer; anstallnings id""",
    "manager": """manager; boss; supervisor; superior; reports to; reporting to; report to; managed by; line manager;
        direct manager; parent; parent id; lead; team lead; head; chief; vorgesetzter; vorgesetzte; vorgesetzte r;
        vorgesetzter in; fuhrungskraft; chef; chefin; leiter; leitung; berichtet an; unterstellt; responsable;
        superieur; superieur hierarchique; n 1; rattache a; rattachement; jefe; jefa; superior directo; reporta a;
        depende de; supervisora; leidinggevende; manager van; rapporteert aan; chef van; responsabile; capo;
        riporta a; gerente; gestor; chefe; narmaste chef; rapporterar till""",
    "name": """name; full name; employee name; employee; person; display name; staff name; worker; holder; names;
        vollstandiger name; vor und nachname; mitarbeiter; mitarbeiterin; mitarbeiter in; mitarbeitername; inhaber;
        nom complet; nom et prenom; prenom et nom; employe; collaborateur; salarie; titulaire; nombre completo;
        nombre y apellidos; apellidos y nombre; empleado; empleada; colaborador; volledige naam; naam; medewerker;
        nome completo; nominativo; dipendente; funcionario; namn; hela namnet""",
    "first": """first name; first; given name; given names; forename; firstname; christian name; vorname; vornamen;
        rufname; prenom; prenoms; nombre; nombres; voornaam; voornamen; roepnaam; nome; nome proprio; fornamn""",
    "last": """last name; last; surname; family name; lastname; second name; nachname; familienname; zuname; nom;
        nom de famille; apellido; apellidos; achternaam; familienaam; cognome; sobrenome; apelido; efternamn""",
    "title": """title; job title; role; position; job; function; job role; position title; business title;
        designation; occupation; rolle; stelle; funktion; position funktion; stellenbezeichnung; berufsbezeichnung;
        titel; tatigkeit; aufgabe; poste; fonction; intitule du poste; titre; emploi; puesto; cargo; funcion; rol;
        titulo; functie; functietitel; functienaam; ruolo; mansione; qualifica; funcao; befattning; roll""",
    "unit": """unit; department; dept; division; team; group; area; section; org unit; organisation unit;
        organizational unit; organisational unit; organization; organisation; business unit; cost center;
        cost centre; department name; abteilung; bereich; abt; gruppe; organisationseinheit; orgeinheit; einheit;
        fachbereich; kostenstelle; referat; departement; service; direction; equipe; unite; pole; departamento; area;
        seccion; equipo; unidad; afdeling; dienst; eenheid; ploeg; reparto; dipartimento; ufficio; setor; avdelning;
        enhet""",
    "mail": """mail; e mail; email; mail address; email address; e mail address; work email; business email;
        mailadresse; e mail adresse; emailadresse; courriel; adresse mail; adresse e mail; adresse email; mel;
        correo; correo electronico; email corporativo; e mailadres; mailadres; posta elettronica; e post; epost;
        user principal name; upn""",
    "vacant": """vacant; vacancy; is vacant; open; open position; vacant position; unbesetzt; vakant; vakanz; frei;
        offen; offene stelle; vacante; poste vacant; vacance; a pourvoir; plaza vacante; vacature; openstaand;
        vacancies; posizione vacante; vago; vaga; position status; besetzung""",
    "phone": """phone; telephone; tel; phone number; telephone number; work phone; mobile; mobile phone; cell;
        extension; telefon; telefonnummer; rufnummer; handy; mobil; mobiltelefon; durchwahl; portable; mobile;
        numero de telephone; telefono; movil; celular; telefoon; telefoonnummer; mobiel; cellulare; telefone;
        telemovel""",
}
# Field -> words that decide where they stand among others ("Manager employee ID", "Name der Abteilung").
WITHIN = {
    "manager": "manager; supervisor; reports to; boss; superior; vorgesetzte; vorgesetzter; vorgesetzten; "
    "fuhrungskraft; superieur; jefe; leidinggevende; responsabile; responsable; chef; parent",
    "unit": "department; division; unit; abteilung; bereich; kostenstelle; departement; departamento; afdeling; "
    "reparto; cost center; cost centre; team; company",
    "mail": "mail; email; courriel; correo",
    "phone": "phone; telefon; telephone; telefono; telefoon; mobile; mobil",
    "vacant": "vacant; vacancy; vakant; vacante",
    "title": "title; position; role; stelle; funktion; poste; fonction; puesto; cargo; functie",
    "first": "first name; given name; vorname; prenom; voornaam",
    "last": "last name; surname; family name; nachname; apellidos; achternaam",
    "id": "id; number; nr; nummer; numero",
    "name": "name; nom; nombre; naam",
}
NOTHING = frozenset(
    {"", "-", "--", "–", "—", "n/a", "na", "none", "null", "nil", "keine", "keiner", "aucun", "ninguno", "geen"}
)
ERRORS = frozenset({"#N/A", "#REF!", "#NAME?", "#DIV/0!", "#VALUE!", "#NULL!", "#NUM!", "#NV", "#BEZUG!", "#WERT!"})
_JOINED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_BETWEEN = re.compile(r"[\W_]+")


@lru_cache(1 << 16)  # the same titles and units stand in many rows, and names are asked for again and again
def plain(text: str) -> str:
    """Words in small letters without accents, one blank between them: "E-Mail:" and "e_mail" are the same."""
    if text.isascii() and text.isalnum() and text.islower():
        return text
    apart = _JOINED.sub(" ", text) if not text.isupper() else text
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(letter))
    return _BETWEEN.sub(" ", bare.casefold()).strip()


def _phrases(rows: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in rows.split(";"))


ALONE_PHRASES = {field: _phrases(rows) for field, rows in ALONE.items()}
WITHIN_PHRASES = {field: _phrases(rows) for field, rows in WITHIN.items()}
YES = _phrases(
    "yes; y; true; t; 1; x; ja; j; oui; o; si; s; sim; wahr; vrai; verdadero; waar; vero; vacant; open; empty; vakant; "
    "frei; offen; unbesetzt; vacante; libre; vacature; openstaand; vago; vaga; ✓; ✔"
)
NOBODY = _phrases(
    "vacant; vacancy; vacant position; open; open position; tbd; tba; tbh; to be hired; to be defined; n n; nn; "
    "vakant; unbesetzt; offen; frei; zu besetzen; vacante; vacature; poste vacant; a pourvoir; vago; vaga; "
    "nobody; niemand"
)
TOTALS = _phrases(
    "total; totals; sum; summe; gesamt; insgesamt; gesamtsumme; somme; suma; totaal; som; totale; soma; summa; subtotal"
)
