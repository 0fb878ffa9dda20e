"""Faults of a TDB: each is named with its line and the way out; what only looks odd is read."""

from __future__ import annotations

from importlib.resources import files

import pytest
from small_databases import AL_ZN

from mi_core.alloys.thermodynamics.database.database import read_database
from mi_core.alloys.thermodynamics.database.tdb_commands import commands
from mi_core.alloys.thermodynamics.database.tdb_faults import keyword, next_command_inside
from mi_core.alloys.thermodynamics.database.tdb_text import check_commands, decoded
from mi_core.errors import InputError

GOOD = """$ A made-up database
ELEMENT VA VACUUM 0.0 0.0 0.0 !
ELEMENT AL FCC_A1 26.98 4577.3 28.322 !
ELEMENT MG HCP_A3 24.305 4998.0 32.671 !
FUNCTION GAL 298.15 -7976.15+137.093038*T-24.3671976*T*LN(T)
 -1.884662E-3*T**2+74092*T**(-1); 6000 N !
TYPE_DEFINITION % SEQ *!
PHASE LIQUID:L % 1 1.0 !
CONSTITUENT LIQUID:L :AL,MG: !
PARAMETER G(LIQUID,AL;0) 298.15 +GAL#+11000-11.5*T; 6000 N REF:0 !
PARAMETER L(LIQUID,AL,MG;0) 298.15 -9000.0+4.0*T; 6000 N !
"""


def refused(text, name="my.tdb") -> str:
    with pytest.raises(InputError) as caught:
        read_database(text, name)
    return str(caught.value)


def with_line(number: int, line: str) -> str:
    lines = GOOD.split("\n")
    lines[number - 1] = line
    return "\n".join(lines)


def without_end(number: int, text: str = GOOD) -> str:
    """The good database without the "!" of one line."""
    lines = text.split("\n")
    lines[number - 1] = lines[number - 1].replace("!", "")
    return "\n".join(lines)


@pytest.mark.parametrize("number", [2, 3, 4, 6, 7, 8, 9, 10])
@pytest.mark.parametrize("spelling", [str, str.lower, lambda text: text.replace("\n", "\r\n")])
def test_a_missing_end_is_named_with_its_line_and_the_next_command(number, spelling):
    message = refused(spelling(without_end(number)))
    assert f"line {number}, " in message
    assert 'its "!" is missing' in message
    assert f"the next one on line {number + 1}" in message


def test_a_missing_end_is_found_before_comments_on_one_line_and_in_abbreviations():
    commented = without_end(10).replace("REF:0", "REF:0\n$ a comment !\n")
    assert "line 10" in refused(commented)
    assert "the next one on line 13" in refused(commented)
    assert "line 10" in refused(GOOD.replace("REF:0 !\n", "REF:0 "))
    short = GOOD.replace("PARAMETER", "PAR").replace("FUNCTION", "FUN").replace("ELEMENT", "ELEM")
    for number in (3, 6, 10):
        assert f"line {number}, " in refused(without_end(number, short))
        assert 'its "!" is missing' in refused(without_end(number, short))


def test_the_end_of_one_parameter_among_many_is_found():
    broken = AL_ZN.replace("+2969.82-1.56968*T+GHSERZN; 6000 N !", "+2969.82-1.56968*T+GHSERZN; 6000 N")
    number = 1 + broken[: broken.index("+2969.82")].count("\n")
    assert f"line {number}, 'PARAMETER G(FCC_A1,ZN:VA;0)" in refused(broken)


@pytest.mark.parametrize("number", [3, 4, 8, 9, 11])
def test_a_second_command_on_a_line_is_refused_for_it_would_be_lost(number):
    lines = GOOD.split("\n")
    lines[number - 2 : number] = [f"{lines[number - 2]} {lines[number - 1].lower()}"]
    said = refused("\n".join(lines))
    assert f"line {number - 1}, '{GOOD.split(chr(10))[number - 1].upper()[:40]}" in said
    assert "on a line of its own" in said


def test_notes_behind_the_end_of_a_command_are_no_command():
    noted = GOOD.replace("28.322 !", "28.322 ! phase fcc of Dinsdale").replace(
        "SEQ *!", "SEQ *! PARAMETERS below"
    )
    assert read_database(noted, "my.tdb").elements == ("Al", "Mg")


def test_prose_about_phases_and_parameters_is_no_command():
    prose = "LIST_OF_REFERENCES\n NUMBER SOURCE\n REF1 'Someone:\n PARAMETER G(X) and\n PHASE X 2 2 2' !\n"
    assert read_database(GOOD + prose, "my.tdb").elements == ("Al", "Mg")


@pytest.mark.parametrize("path", sorted(p.name for p in (files("pycalphad") / "tests/databases").iterdir()))
def test_no_database_of_pycalphad_is_found_at_fault(path):
    if path.endswith(".tdb"):
        data = (files("pycalphad") / "tests/databases" / path).read_bytes()
        check_commands(decoded(data, path), path)


@pytest.mark.parametrize(
    ("number", "line", "words"),
    [
        (
            10,
            "PARAMETER G(LIQUID,AL;0) 298.15 +GAL#+(1+T; 6000 N !",
            '"(" is not closed (1 opened, 0 closed)',
        ),
        (10, "PARAMETER G(LIQUID,AL;0) 298.15 +GAL#+1+T); 6000 N !", '")" closes nothing'),
        (10, "PARAMETER G(LIQUID,AL;0 298.15 +GAL#+1+T; 6000 N !", "with both brackets"),
        (10, "PARAMETER GLIQUID,AL;0) 298.15 +GAL#+1+T; 6000 N !", "with both brackets"),
        (5, "FUNCTION GAL 298.15 -7976.15+137.093038*T-24.3671976*T*LN(T", '"(" is not closed'),
        (10, "PARAMETER G(LIQUID,AL;0) 298.15 +GAL# !", "the end of its range is missing"),
        (10, "PARAMETER G(LIQUID,AL;0) 298.15 +GAL# 6000 N !", "the end of its range is missing"),
        (10, "PARAMETER G(LIQUID,AL;0) 11000+GAL#-11.5*T; 6000 N !", "do not rise (11000, 6000 K)"),
        (
            10,
            "PARAMETER G(LIQUID,AL;0) 298.15 +GAL#; 900 Y +GAL#; 600 N !",
            "do not rise (298.15, 900, 600 K)",
        ),
        (5, "FUNCTION GAL -7976.15+137.093038*T-24.3671976*T*LN(T)", "the lowest temperature of its range"),
        (10, "PARAMETER G(LIQUID,AL;0) 298,15 +GAL#+11000-11,5*T; 6000 N !", "a decimal point"),
        (10, "PARAMETER G(LIQUID,AL;0) 298.15 +GAL#+1100@0; 6000 N !", "expressions are made of"),
        (10, "PARAMTER G(LIQUID,AL;0) 298.15 +GAL#; 6000 N !", "perhaps PARAMETER is meant"),
        (10, "asdf asdf !", "ASDF names none"),
        (10, "PARAMETER G(LIQUID,AL;0) 298.15 +GAL#/0; 6000 N !", "no finite value"),
        (7, "TYPE_DEFINITION % GES A_P_D LIQUID 6 ORDER SOLID !", "none of DISORDERED_PART, MAGNETIC,"),
    ],
)
def test_a_fault_is_named_with_its_line(number, line, words):
    message = refused(with_line(number, line))
    assert f"line {number}, " in message
    assert words in message


def test_a_function_that_is_not_defined_is_named_with_the_line_that_uses_it():
    database = read_database(GOOD.replace("+GAL#", "+GALX#"), "my.tdb")
    assert database.undefined == {"GALX": 10}
    with pytest.raises(
        InputError, match=r"LIQUID of my\.tdb refers to the function GALX \(line 10\).*add the function\."
    ):
        database.phases(("Al", "Mg"))
    assert read_database(GOOD, "my.tdb").undefined == {}


@pytest.mark.parametrize(
    "data",
    [
        GOOD.encode("utf-16"),
        GOOD.encode("utf-16-le"),
        GOOD.encode("utf-16-be"),
        b"\xfe\xff" + GOOD.encode("utf-16-be"),
        GOOD.encode("utf-32"),
        GOOD.replace("made-up", "für „eine“ – Probe").encode("cp1252"),
        GOOD.replace(" ", "\t"),
        GOOD.replace("11000-11.5", "11000\u221211.5"),
        GOOD.replace("+11000", "\u00a0+11000"),
        GOOD.lower(),
        GOOD.replace("\n -1.88", "\n$ a comment with ! in it\n -1.88"),
        GOOD.replace("\n -1.88", " " * 300 + "-1.88"),
        GOOD + "\x1a",
        GOOD.replace("PARAMETER", "PAR").replace("FUNCTION", "FUN").replace("TYPE_DEFINITION", "TYPE-DEF"),
    ],
)
def test_other_codes_line_lengths_and_spellings_are_read(data):
    assert read_database(data, "my.tdb").db == read_database(GOOD, "my.tdb").db


def test_commands_are_known_by_their_abbreviations():
    found = [
        keyword(next(commands(text))) for text in ("PAR G(X) 1!", "TYPE-DEF % SEQ *!", "FUN F 1!", "HELLO!")
    ]
    assert found == ["PARAMETER", "TYPE_DEFINITION", "FUNCTION", ""]
    assert next_command_inside(next(commands(GOOD.split("\n", 1)[1]))) is None
