"""Databases that cannot be read: a sentence with line and reason, and nothing run."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mi_core.alloys.thermodynamics.database.database import ThermoDatabase, read_database
from mi_core.alloys.thermodynamics.database.tdb_commands import commands
from mi_core.alloys.thermodynamics.database.tdb_text import MOST_BYTES
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
    """The good database with one line replaced."""
    lines = GOOD.split("\n")
    lines[number - 1] = line
    return "\n".join(lines)


def test_a_small_database_is_read():
    database = read_database(GOOD, "my.tdb")
    assert database.elements == ("Al", "Mg")
    assert database.phases(("Al", "Mg")) == ("LIQUID",)
    for other in (
        GOOD.encode(),
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        "\ufeff".encode() + GOOD.encode(),
    ):
        assert read_database(other, "my.tdb").db == database.db
    assert read_database(GOOD.replace("made-up", "für").encode("latin-1"), "my.tdb").db == database.db


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is not text"),
        (b"PK\x03\x04\x14\x00", "is not text"),
        (b"\n <!DOCTYPE html><html></html>", "is a web page"),
        (b"$ only a comment\n", "describes no elements"),
        (b"ELEMENT AL FCC_A1 27 1 1 !\nELEMENT CU FCC_A1 63 1 1 !\n", "describes no phases"),
        (42, "bytes or text; got int"),
        (None, "bytes or text; got NoneType"),
    ],
)
def test_what_is_no_database_is_said(data, words):
    assert words in refused(data)


def test_a_database_of_50_mb_is_refused():
    data = GOOD.encode() * (50 * 2**20 // len(GOOD) + 1)
    assert "at most 5 MiB; big.tdb has 50 MiB" in refused(data, "big.tdb")


def test_a_database_of_endless_commands_is_refused():
    data = "SPECIES A A!\n" * (MOST_BYTES // 14)
    assert "commands" in refused(data)


def test_without_aluminium_or_partners_it_is_said():
    assert "does not describe aluminium (it has CU, MG)" in refused(GOOD.replace("AL", "CU"))
    assert "describes aluminium only" in refused(GOOD.replace("ELEMENT MG", "$").replace("AL,MG", "AL"))
    alone = GOOD.replace("PARAMETER L(LIQUID,AL,MG;0)", "PARAMETER L(LIQUID,MG;0)")
    assert "describes no element together with aluminium" in refused(alone)


@pytest.mark.parametrize(
    ("number", "line", "words"),
    [
        (1, "hello world", "no complete TDB command"),
        (3, "ELEMENT AL FCC_A1 26.98 !", "no complete TDB command"),
        (8, "PHASE LIQUID:L % !", "no complete TDB command"),
        (8, "PHASE LIQUID:L % 1 1.0 !\nPHASE BAD", "no complete TDB command"),
        (9, "CONSTITUENT LIQUID:L :AL,XX: !", "XX is not defined"),
        (9, "CONSTITUENT OTHER :AL,MG: !", "OTHER is not defined"),
        (10, "FUNCTION GAL 298.15 1; 6000 N !", "duplicate FUNCTION GAL"),
        (10, "PARAMETER G(LIQUID,AL;0) 298.15 +GAL#+(1; 6000 N !", "incomplete"),
        (10, "PARAMETER G(LIQUID,AL;0) 298.15 ; 6000 N !", "no complete TDB command"),
        (10, "PARAMETER G(LIQUID,AL;0) 298.15 1 2; 6000 N !", "incomplete"),
        (10, "PARAMETER G(LIQUID,AL;0) 298.15 T.real; 6000 N !", "expressions are made of"),
        (10, "PARAMETER G(LIQUID,AL;0) 298.15 T and 1; 6000 N !", "incomplete"),
        (
            10,
            "PARAMETER G(LIQUID,AL;0) 298.15 SIN(T); 6000 N !",
            "functions of an expression are LN, LOG, EXP; got SIN",
        ),
        (10, f"PARAMETER G(LIQUID,AL;0) 298.15 {'(' * 500}T{')' * 500}; 6000 N !", "incomplete"),
        (10, f"PARAMETER G(LIQUID,AL;0) 298.15 {'-' * 9000}T; 6000 N !", "incomplete"),
        (10, f"PARAMETER G(LIQUID,AL;0) 298.15 T{'+T' * 50_000}; 6000 N !", "at most 20000 characters"),
        (7, "TYPE_DEFINITION % GES A_P_D LIQUID FOO 1 1 !", "none of DISORDERED_PART"),
        (7, "TYPE_DEFINITION % GES A_P_D LIQUID DIS_PART NONE !", "NONE phase is not in the database"),
    ],
)
def test_what_does_not_parse_is_refused_with_line_and_reason(number, line, words):
    message = refused(with_line(number, line))
    assert words in message
    assert f"line {number + line.count(chr(10))}" in message or f"line {number + 1}" in message


def test_a_forgotten_end_is_found_where_the_next_command_starts():
    message = refused(GOOD.replace("+4.0*T; 6000 N !", "+4.0*T; 6000 N") + "FUNCTION B 298.15 1; 6000 N !\n")
    assert "line 12" in message
    assert "command starts on line 11" in message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (with_line(9, ""), "phase LIQUID has no CONSTITUENT"),
        (with_line(8, "PHASE LIQUID:L % 2 1.0 1.0 !"), "other numbers of sublattices"),
        (with_line(8, "PHASE LIQUID:L % 1 0.0 !"), "no positive sizes"),
        (GOOD + "FUNCTION A 298.15 B#; 6000 N !\nFUNCTION B 298.15 2*A#; 6000 N !", "refers to itself"),
        (GOOD + "FUNCTION A 298.15 A+1; 6000 N !", "function A refers to itself"),
        (
            GOOD + f"PHASE X % 17 {'1 ' * 17}!\nCONSTITUENT X {':AL,MG' * 17}: !",
            "more than 100000 end-members",
        ),
        (
            GOOD
            + "PHASE DIS % 1 1.0 !\nCONSTITUENT DIS :AL: !\nPHASE ORD & 2 0.5 0.5 !\nCONSTITUENT ORD :AL,MG:AL,MG: !\n"
            + "TYPE_DEFINITION & GES A_P_D ORD DIS_PART DIS !",
            "phase ORD holds MG, which its disordered form DIS does not",
        ),
    ],
)
def test_what_pycalphad_would_fail_on_later_is_refused(text, words):
    assert words in refused(text)


@pytest.mark.parametrize(
    "expression",
    [
        "__import__('os').system('touch {path}')",
        "eval('open(1)')",
        "exec('import os')",
        "open('{path}','w')",
        "[T for T in ().__class__.__bases__]",
        "lambda: T",
        "T if T else P",
        "(T:=1)",
        "f'{{T}}'",
    ],
)
def test_no_expression_runs_code(expression, tmp_path):
    path = tmp_path / "RAN"
    assert "line 10" in refused(with_line(10, f"FUNCTION F 298.15 {expression.format(path=path)}; 6000 N !"))
    assert not path.exists()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "expression",
    [
        "9**9**9**9",
        "9**9**9",
        "2**1000000000",
        "2**(1000000000)",
        "2**1E9",
        "(((99999**99)**99)**99)**99",
        "GAMMA(1000000000)",
        "GAMMA (1000000000)",
        "T**GAL",
        "T**(GAL)",
        "T**-",
        "9** 9 ** 99999",
    ],
)
def test_numbers_that_would_never_end_are_refused(expression):
    assert "line 10" in refused(with_line(10, f"FUNCTION F 298.15 {expression}; 6000 N !"))


@pytest.mark.parametrize(
    "expression", ["T**(-9)", "T**2*(T-300)**2", "T**(7)", "1E-3*T** 2", "T**2.5", "10**3*T", "EXP(-T**2)"]
)
def test_powers_that_databases_use_are_read(expression):
    assert (
        "F" in read_database(with_line(1, f"FUNCTION F 298.15 {expression}; 6000 N !"), "my.tdb").db.symbols
    )


def test_ranges_of_temperature_are_no_functions():
    line = "FUNCTION F 298.15 2*(T-1); 933.47 Y (T-1)*2; 1200 Y(T+1); 6000 N !"
    assert "F" in read_database(with_line(1, line), "my.tdb").db.symbols


def test_commands_know_their_lines():
    found = [(command.line, command.text.split()[0]) for command in commands(GOOD)]
    assert found == [
        (2, "ELEMENT"),
        (3, "ELEMENT"),
        (4, "ELEMENT"),
        (5, "FUNCTION"),
        (7, "TYPE_DEFINITION"),
        (8, "PHASE"),
        (9, "CONSTITUENT"),
        (10, "PARAMETER"),
        (11, "PARAMETER"),
    ]


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_database_is_read_or_refused_in_a_sentence(data):
    text = GOOD
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 30)))
        put = data.draw(st.text(alphabet="!$;:,()&%#*+-. \n019TALMGVEPX<\x00é", max_size=8))
        text = text[:start] + put + text[end:]
    with contextlib.suppress(InputError):  # any other exception fails
        assert isinstance(read_database(text, "my.tdb"), ThermoDatabase)


@settings(max_examples=100)
@given(st.binary(max_size=200))
@example(b"!!!!")
@example(b"$!")
def test_any_bytes_are_refused_in_a_sentence(data):
    refused(data)
