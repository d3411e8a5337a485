"""The one reader of tables: what programs write is read, and what is not sure is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aquanaut.content import ContentError
from aquanaut.sheets.table import MOST_CELL, Row, parse_table, read_table

PATH = Path("t.csv")


def rows(data: str | bytes) -> list[tuple[int, tuple[str, ...]]]:
    table = parse_table(data.encode() if isinstance(data, str) else data, PATH)
    return [(row.line, row.cells) for row in (table.headings, *table.rows)]


def refused(data: str | bytes) -> str:
    with pytest.raises(ContentError) as told:
        rows(data)
    return str(told.value)


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_way_of_writing_gives_the_same_rows(between: str, ends: str, code: str) -> None:
    lines = ["code|name", "s01|Åsa", "", 's02|"Nuñez| B"']
    text = ends.join(lines).replace("|", between)
    assert rows(text.encode(code)) == [(1, ("code", "name")), (2, ("s01", "Åsa")), (4, ("s02", f"Nuñez{between} B"))]


@pytest.mark.parametrize("line", ["sep=;", "SEP=;", "sep=; "])
def test_a_line_that_names_the_separator_is_no_row(line: str) -> None:
    assert rows(f"{line}\ncode;name,group\ns01;x,y\n") == [(2, ("code", "name,group")), (3, ("s01", "x,y"))]
    assert rows(f"\ufeff{line}\r\na;b\r\n".encode()) == [(2, ("a", "b"))]


def test_a_file_of_quotation_marks_alone_is_empty() -> None:
    assert "an empty file" in refused('""')


def test_a_quoted_heading_does_not_choose_the_separator() -> None:
    assert rows('"Last, First, Middle";code\nx;y\n')[1] == (2, ("x", "y"))


def test_a_cell_may_hold_lines_and_rows_count_from_where_they_begin() -> None:
    assert rows('code,note,more\ns1,"a\nb",c\ns2,d,e\n')[1:] == [(2, ("s1", "a\nb", "c")), (4, ("s2", "d", "e"))]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('code,name\ns01,Ada\ns02,"Ben\ns03,Cy\n', 3),
        ('code,name\ns01,"Ada\ns02,"Ben"\n', 2),
        ('code,name,note\ns01,Ada,"x\ns02,Ben,"\ns03,Cy,\n', 2),
        ('code,name\ns01,"Ada\ns02,Ben","\n', 2),
        ('sep=;\ncode;name\ns01;Ada\ns02;"Ben\n', 4),
        ('"code,name\ns01,Ada\n', 1),
    ],
)
def test_a_quotation_mark_that_nobody_closed_is_refused_with_its_line(text: str, line: int) -> None:
    said = refused(text)
    assert said.startswith(f"t.csv:{line}: ") and "quotation mark" in said


def test_nul_strange_letters_and_huge_cells_are_refused_with_their_line() -> None:
    assert refused("code\ns1\ns\0\n").startswith("t.csv:3: ")
    assert refused(b"code\r\ns1\r\n\x81\xa5\r\n").startswith("t.csv:3: ")
    assert refused("code\n" + "x" * (MOST_CELL + 1)).startswith("t.csv:2: ")
    assert refused("code\n" + "x" * 1_000_000).startswith("t.csv:2: ")


@pytest.mark.parametrize("data", [b"", b"\n\r\n", b" , \n", b"\xef\xbb\xbf", b"sep=;"])
def test_a_file_without_any_text_is_empty(data: bytes) -> None:
    assert "an empty file" in refused(data)


def test_a_file_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(ContentError, match="no readable roster or table"):
            read_table(path)


def test_a_cell_outside_a_row_is_empty() -> None:
    row = Row(1, (" a ", "b"))
    assert [row.cell(place) for place in (-1, 0, 1, 2)] == ["", "a", "b", ""]


@given(st.binary(max_size=300))
def test_whatever_the_bytes_there_are_rows_or_words(data: bytes) -> None:
    try:
        found = rows(data)
    except ContentError as error:
        assert str(error).startswith("t.csv")
        return
    lines = [line for line, _ in found]
    assert lines == sorted(set(lines)) and all(any(cell.strip() for cell in cells) for _, cells in found)
