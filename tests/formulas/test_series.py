"""Series of formulas with one letter left open."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mi_core.errors import InputError
from mi_core.formulas import read_formula
from mi_core.formulas.series import leaves_open, read_series

#: Series, x, amounts there.
READ = [
    ("Bi(2-x)Sb(x)Te3", 0.5, {"Bi": 1.5, "Sb": 0.5, "Te": 3}),
    ("Bi2-xSbxTe3", 0.5, {"Bi": 1.5, "Sb": 0.5, "Te": 3}),
    ("Bi₂₋ₓSbₓTe₃", 0.5, {"Bi": 1.5, "Sb": 0.5, "Te": 3}),
    ("Bi$_{2-x}$Sb$_{x}$Te$_3$", 0.5, {"Bi": 1.5, "Sb": 0.5, "Te": 3}),
    ("Bi2-XSbXTe3", 0.5, {"Bi": 1.5, "Sb": 0.5, "Te": 3}),
    ("Bi2(1-x)Sb2xTe3", 0.25, {"Bi": 1.5, "Sb": 0.5, "Te": 3}),
    ("La 2 - x Sr x Cu O 4", 0.15, {"La": 1.85, "Sr": 0.15, "Cu": 1, "O": 4}),
    ("Pb1-xNaxTe", 0.02, {"Pb": 0.98, "Na": 0.02, "Te": 1}),
    ("(PbTe)1-x(SrTe)x", 0.25, {"Pb": 0.75, "Sr": 0.25, "Te": 1}),
    ("(GeTe)x(AgSbTe2)100−x", 85, {"Ge": 85, "Ag": 15, "Sb": 15, "Te": 115}),
    ("(1-x)Bi2Te3-xSb2Te3", 0.25, {"Bi": 1.5, "Sb": 0.5, "Te": 3}),
    ("(1 - x)Bi2Te3 - xSb2Te3", 0.25, {"Bi": 1.5, "Sb": 0.5, "Te": 3}),
    ("xPb(Mg1/3Nb2/3)O3-(1-x)PbTiO3", 0.5, {"Pb": 1, "Mg": 1 / 6, "Nb": 1 / 3, "Ti": 0.5, "O": 3}),
    ("La3-2xYxTe4", 1, {"La": 1, "Y": 1, "Te": 4}),
    ("Ag(1-x)/2Sb(1+x)/2Te", 0.5, {"Ag": 0.25, "Sb": 0.75, "Te": 1}),
    ("Ag1-x/2Sb1+x/2Te2", 1, {"Ag": 0.5, "Sb": 1.5, "Te": 2}),
    ("YBa2Cu3O7-δ", 0.1, {"Y": 1, "Ba": 2, "Cu": 3, "O": 6.9}),
    ("Cu2+xSe", -0.2, {"Cu": 1.8, "Se": 1}),
    ("CuSO4·xH2O", 5, {"Cu": 1, "S": 1, "O": 9, "H": 10}),
    ("Xe1-xKrx", 0.5, {"Xe": 0.5, "Kr": 0.5}),
    ("XeFx", 2, {"Xe": 1, "F": 2}),
    ("Dy1-yYyO", 0.5, {"Dy": 0.5, "Y": 0.5, "O": 1}),
    ("Ag1-x□xTe", 0.5, {"Ag": 0.5, "Te": 1}),
    ("Pb1-x(Na0.5K0.5)xTe", 0.04, {"Pb": 0.96, "Na": 0.02, "K": 0.02, "Te": 1}),
]


@pytest.mark.parametrize(("text", "x", "amounts"), READ)
def test_a_member_has_the_amounts_at_its_x(text, x, amounts):
    member = read_series(text).member(x)
    assert member.error == ""
    assert read_formula(member.formula).amounts == pytest.approx(amounts)


@pytest.mark.parametrize(
    ("text", "x", "formula"),
    [
        ("Bi2-xSbxTe3", 0, "Bi2Te3"),
        ("Bi2-xSbxTe3", 1, "BiSbTe3"),
        ("Bi2-xSbxTe3", 2, "Sb2Te3"),
        ("(PbTe)1-x(SrTe)x", 0, "PbTe"),
        ("(PbTe)1-x(SrTe)x", 1, "SrTe"),
        ("(1-x)Bi2Te3-xSb2Te3", 0, "Bi2Te3"),
        ("(1-x)Bi2Te3-xSb2Te3", 1, "Sb2Te3"),
        ("xPbTe-(1-x)Bi2Te3", 0, "Bi2Te3"),
        ("Pb0.9-xNaxSn0.1Te", 0.9, "Na0.9Sn0.1Te"),
    ],
)
def test_what_there_is_nothing_of_is_left_out(text, x, formula):
    assert read_series(text).member(x).formula == formula


def test_a_negative_amount_fails_at_its_x_alone_and_says_which_x_there_are():
    members = read_series("Pb1-xNaxTe").members([0, 0.5, 1.2, 1])
    assert [member.error == "" for member in members] == [True, True, False, True]
    assert members[2].formula == ""
    for words in ("At x = 1.2", "1-x", "-0.2", "choose x from 0 to 1"):
        assert words in members[2].error


@pytest.mark.parametrize(
    ("text", "x", "formula"),
    [
        ("Sn1-1.5xBixTe", 0.1333333333, "Sn0.8Bi0.133333Te"),
        ("Pb1-xNaxTe", 1e-7, "Pb0.9999999Na0.0000001Te"),
        ("(2-x)BiTe-xSbTe", 1e-7, "1.9999999BiTe-0.0000001SbTe"),
        ("Pb1-xNaxTe", 1 / 3, "Pb0.666667Na0.333333Te"),
        ("Bi2-xSbxTe3", 1.0000000001, "BiSbTe3"),
    ],
)
def test_amounts_have_six_digits(text, x, formula):
    assert read_series(text).member(x).formula == formula


def test_rounding_makes_no_negative_amount():
    x = 0.1 + 0.2  # a little more than 0.3
    assert read_series("Bi0.3-xSbxTe").member(x).formula == "Sb0.3Te"


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("Bi2-xSbxTe3", (0.0, 2.0)),
        ("La3-2xYxTe4", (0.0, 1.5)),
        ("Cu2+xSe", (-2.0, math.inf)),
        ("YBa2Cu3O7-δ", (-math.inf, 7.0)),
        ("(1-x)Bi2Te3-xSb2Te3", (0.0, 1.0)),
    ],
)
def test_the_limits_are_where_amounts_become_zero(text, limits):
    assert read_series(text).limits == pytest.approx(limits)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("PbTe", "leaves no letter open"),
        ("XeF2", "leaves no letter open"),
        ("CsPbX3", "stands for several elements"),
        ("Qq1-xTe", "unknown x"),
        ("", "empty"),
        ("Pb1-x-yNaxSryTe", "leaves x and y open"),
        ("Pb1-xNaxTe1-ySey", "leaves x and y open"),
        ("Pb1-xyTe", "leaves x and y open"),
        ("Bi2-x2Sbx2Te3", "not linear"),
        ("Bi2-x^2SbTe3", "not linear"),
        ("Bi2-x/yTe3", "not linear"),
        ("(Pb1-xSnx)1-xTe", "not linear"),
        ("(1-x)Bi(2-x)Te3-xSb2Te3", "not linear"),
        ("Pb1-xTe-1-x", "no series of formulas"),
        ("Bi2-x/0Te3", "divided by 0"),
        ("Bi-1-xTe3", "unknown x"),
        ("Bix-3Sb1-xTe3", "negative amount whatever x is"),
        ("Bi" * 101 + "x", "203 characters"),
    ],
)
def test_what_is_no_series_is_refused_in_a_sentence(text, words):
    with pytest.raises(InputError) as caught:
        read_series(text)
    assert words in str(caught.value)
    assert str(caught.value)[-1] in ".?"


def test_only_formulas_with_an_open_letter_leave_one_open():
    assert all(leaves_open(text) for text, _, _ in READ)
    plain = (
        "PbTe",
        "Bi0.5Sb1.5Te3",
        "XeF2",
        "(Bi0.25Sb0.75)2Te3",
        "CuSO4·5H2O",
        "Oxygen",
        "PbTe doped with Na",
        "",
    )
    assert not any(leaves_open(text) for text in plain)
    assert leaves_open("Bi2-x2Te3")  # badly


def test_where_formulas_are_read_the_letter_is_named_and_the_place_of_series():
    with pytest.raises(InputError, match=r"unknown x; put a number .* series may stand with values of x"):
        read_formula("Bi(2-x)Sb(x)Te3")


@given(x=st.floats(0, 2), text=st.sampled_from(["Bi2-xSbxTe3", "(2-x)BiTe-xSbTe", "(BiTe)2-x(SbTe)x"]))
def test_amounts_of_bismuth_and_antimony_add_up_to_two_at_every_x(x, text):
    amounts = read_formula(read_series(text).member(x).formula).amounts
    assert amounts.get("Bi", 0) + amounts.get("Sb", 0) == pytest.approx(2, abs=1e-6)
    assert amounts.get("Sb", 0) == pytest.approx(x, abs=1e-6)


@given(st.text(alphabet="BiSbTexyXδ0123.-+/()[]·^ ", max_size=24))
def test_any_text_is_a_series_or_a_sentence(text):
    try:
        series = read_series(text)
    except InputError as error:
        assert str(error)  # noqa: PT017
    else:
        assert all(member.formula or member.error for member in series.members([0, 0.1, 1e3]))
