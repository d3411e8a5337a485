"""Class lists as real programs save them: who is in them, and what was understood on the way."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from aquanaut.classroom.lms.base import platforms
from aquanaut.content import ContentError
from aquanaut.sheets.roster import Roster, parse_roster
from aquanaut.sheets.told import told as sentences

Seen = list[tuple[str, str, dict[str, str]]]
"""Of each student the name, the address and the numbers."""

ADA, BO = ("Ada Day", "ada@x.example", {}), ("Bo Orr", "bo@x.example", {})
MOODLE: Seen = [("Ada Day", "ada@x.example", {"moodle": "55"}), ("Bo Orr", "bo@x.example", {"moodle": "56"})]


def worksheet(heads: str, word: str, between: str = ",", code: str = "utf-8-sig") -> bytes:
    """A Moodle worksheet in some language: number, name, address, state, grade, most."""
    rows = [heads, f"{word}55|Ada Day|ada@x.example|-||10.00", f"{word}56|Bo Orr|bo@x.example|-||10.00"]
    return "\r\n".join(rows).replace("|", between).encode(code)


def canvas(text: str) -> bytes:
    return f"Student,ID,SIS User ID,SIS Login ID,Section,Essay (11)\n{text}".encode()


LISTS: dict[str, tuple[bytes, Seen]] = {
    "canvas": (
        canvas('    Points Possible,,,,,10\n"Day, Ada",101,S1,ada,A,9\n"Student, Test",999,,x,A,\n'),
        [("Day, Ada", "", {"canvas": "101", "sis": "S1"})],
    ),
    "canvas manual posting": (
        canvas(',,,,,Manual Posting\n    Points Possible,,,,,10\n"Day, Ada",101,,ada,A,\n'),
        [("Day, Ada", "", {"canvas": "101"})],
    ),
    "canvas from a spreadsheet": (canvas('"Day, Ada",101.0,,ada,A,\n'), [("Day, Ada", "", {"canvas": "101"})]),
    "canvas, decimal comma": (
        b"Student;ID;Section\nDay, Ada;101,0;A\n",
        [("Day, Ada", "", {"canvas": "101"})],
    ),
    "canvas, a rounded number": (
        b"Student;ID;Section\nDay, Ada;1,01E+05;A\n",
        [("Day, Ada", "", {"canvas": ""})],
    ),
    "moodle": (
        worksheet("Identifier|Full name|Email address|Status|Grade|Max", "Participant "),
        MOODLE,
    ),
    "moodle german": (
        worksheet("Identifikator|Vollständiger Name|E-Mail-Adresse|Status|Bewertung|Best", "Teilnehmer/in ", ";"),
        MOODLE,
    ),
    "moodle spanish": (
        worksheet("Identificador|Nombre completo|Dirección de correo|Estado|C|M", "Participante ", ";"),
        MOODLE,
    ),
    "moodle french": (
        worksheet("Identifiant|Nom complet|Adresse de courriel|Statut|Note|Max", "Participant ", ";"),
        MOODLE,
    ),
    "moodle polish in cp1250": (
        worksheet("Identyfikator|Pełna nazwa|Adres e-mail|Status|Ocena|Max", "Uczestnik ", ";", "cp1250"),
        MOODLE,
    ),
    "moodle russian": (
        worksheet(
            "И|Полное имя|П|S|O|M",
            "Участник ",
            ";",
        ),
        MOODLE,
    ),
    "moodle in a language nobody listed": (worksheet("Aa|Bb|Cc|Dd|Ee|Ff", "Kalahok ", ";"), MOODLE),
    "classroom": (
        (
            b"Last Name,First Name,Email Address,Warm-up\nDate,,,2026-10-01\nPoints,,,10\nClass average,,,7\n"
            b"Day,Ada,ada@x.example,9\nOrr,Bo,bo@x.example,\n"
        ),
        [ADA, BO],
    ),
    "classroom spanish": (
        "Apellidos,Nombre,Dirección de correo\nFecha,,\nPuntos,,\nDay,Ada,ada@x.example\n".encode(),
        [ADA],
    ),
    "first and last": (b"First name,Last name\nAda,Day\n", [("Ada Day", "", {})]),
    "vorname nachname": (b"Nachname;Vorname;Klasse\nDay;Ada;7b\n", [("Ada Day", "", {})]),
    "prenom nom": ("Nom;Prénom\nDay;Ada\n".encode("cp1252"), [("Ada Day", "", {})]),
    "a title and notes above": (b"Class 7b,,\n,,\nAutumn 2026,,\nName,Email\nAda Day,ada@x.example\n", [ADA]),
    "totals below": (b"Name,Points\nAda Day,3\nTotal,3\nAverage,3\n,\n", [("Ada Day", "", {})]),
    "a student called Total": (
        b"First name,Last name,Email\nAda,Total,t@x.example\n",
        [("Ada Total", "t@x.example", {})],
    ),
    "sep line": (b"sep=;\r\nName;Email\r\nAda Day;ada@x.example\r\n", [ADA]),
    "bars": (b"Name|Email\nAda Day|ada@x.example\n", [ADA]),
    "tabs, utf-16": ("Name\tEmail\r\nAda Day\tada@x.example".encode("utf-16"), [ADA]),
    "utf-16 le without a mark": ("Name\tEmail\nAda Day\tada@x.example\n".encode("utf-16-le"), [ADA]),
    "utf-16 be without a mark": ("Name\tEmail\nAda Day\tada@x.example\n".encode("utf-16-be"), [ADA]),
    "windows": ("Name;x\nZoë Müller;\n".encode("cp1252"), [("Zoë Müller", "", {})]),
    "mac roman": ("Name;x\nBjörn Nuñez;\n".encode("mac_roman"), [("Björn Nuñez", "", {})]),
    "mac roman, old line ends": (
        "Name;x\rJosé Pérez;\r".encode("mac_roman"),
        [("José Pérez", "", {})],
    ),
    "cp1250": (
        "Name;x\nJiří Černý;\n".encode("cp1250"),
        [("Jiří Černý", "", {})],
    ),
    "windows, a Slovene": ("Name;x\nTomaš Dušan;\n".encode("cp1252"), [("Tomaš Dušan", "", {})]),
    "extra columns": (b"No,Name,Locker,Note\n1,Ada Day,17,=1+1\n", [("Ada Day", "", {})]),
    "blanks": (b"  Name , Email \n  Ada Day , ada@x.example \n", [ADA]),
    "quoted all": (b'"Name","Email"\n"Ada Day","ada@x.example"\n', [ADA]),
    "a comma in a name": (b'Name,Email\n"Day, Ada",ada@x.example\n', [("Day, Ada", "ada@x.example", {})]),
    "chinese": ("姓名,班\n王小明,7\n".encode(), [("王小明", "", {})]),
    "no known heading": (b"Kids;Kontakt\nAda Day;ada@x.example\nBo Orr;bo@x.example\n", [ADA, BO]),
    "hostile name": (b"Name,Email\n=cmd|' /C calc'!A0,ada@x.example\n", [("=cmd|' /C calc'!A0", "ada@x.example", {})]),
    "hostile direction": ("Name,x\n\u202eAda Day,\n".encode(), [("Ada Day", "", {})]),
    "a thousand columns": (b"Name" + b",x" * 1 + b"," * 998 + b"\nAda Day" + b"," * 999 + b"\n", [("Ada Day", "", {})]),
}


def read(data: bytes, name: str = "class.csv") -> Roster:
    return parse_roster(data, Path(name), [platform.class_list for platform in platforms()])


@pytest.mark.parametrize("case", LISTS)
def test_a_list_as_it_is(case: str) -> None:
    data, expected = LISTS[case]
    students = read(data).students
    assert [(one.name, one.email, {k: v for k, v in one.ids.items() if v}) for one in students] == [
        (name, email, {k: v for k, v in ids.items() if v}) for name, email, ids in expected
    ]
    assert [one.code for one in students] == [one.code for one in read(data).students], "codes stay the same"


@pytest.mark.parametrize("code", ["101", 101, 101.0])
def test_a_workbook(code: object) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["Class 7b"], [], ["Code", "Name", "Email"], [code, "Ada Day", "ada@x.example"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    [ada] = read(out.getvalue(), "class.xlsx").students
    assert (ada.code, ada.name, ada.email) == ("101", "Ada Day", "ada@x.example")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"code,name\n1.01E+05,Ada\n", "rounded"),
        (b"PK\x03\x04 nothing behind it", "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no workbook", "workbook"),
        (b'name\n"Ada\nBo', "quotation mark"),
    ],
)
def test_what_cannot_be_known_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ContentError, match=said):
        read(data)


def test_what_was_understood_is_kept() -> None:
    told = read(canvas('    Points Possible,,,,,10\n"Day, Ada",101,S1,ada,A,9\n')).understood
    assert told is not None and (told.encoding, told.separator) == ("UTF-8", ",")
    assert told.columns[:2] == (("Student", "name"), ("ID", "canvas"))
    assert sentences(read(canvas('"Day, Ada",101,S1,ada,A,9\n')))[0] == "1 student in class.csv (UTF-8, “,”)."
    assert told.skipped == ((2, "Points Possible 10"),)
