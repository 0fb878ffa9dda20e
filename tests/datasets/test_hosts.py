"""Hosts: dopants are stripped, series stay together, and the real table has as many as its card says."""

from __future__ import annotations

import pytest

from mi_core.datasets.hosts import host_system
from mi_core.datasets.loading import load_dataset
from mi_core.errors import InputError


@pytest.mark.parametrize(
    ("formula", "host"),
    [  # by hand: shares of all atoms, of which 5 % make the host
        ("PbTe", "Pb-Te"),
        ("Pb0.98Na0.02Te", "Pb-Te"),  # Na 1 %
        ("Pb0.99Tl0.005Na0.005Te", "Pb-Te"),
        ("Bi0.5Sb1.5Te3", "Bi-Sb-Te"),  # Bi 10 %
        ("Bi0.42Sb1.58Te3", "Bi-Sb-Te"),  # Bi 8.4 %
        ("BiSb(Se0.92Br0.08)3", "Bi-Sb-Se"),  # Br 4.8 %
        ("Bi1.2Sb0.8Se2.82Cl0.18", "Bi-Sb-Se"),  # Cl 3.6 %
        ("FeNb0.9Hf0.1Sb", "Fe-Nb-Sb"),  # Hf 3.3 %
        ("Ba0.08Yb0.09Co4Sb12", "Co-Sb"),  # fillers below 1 %
        ("Yb13.43Ce0.44Mn1.07Sb11.07", "Sb-Yb"),  # Mn 4.1 %
        ("Bi0.8Pb0.1Yb0.1CuSeO", "Bi-Cu-O-Se"),  # Pb and Yb 2.5 %
        ("Cu1.7Se", "Cu-Se"),
        ("Li0.03Cu1.82Bi0.03Se", "Cu-Se"),  # Li and Bi 1 %
        ("(PbTe)0.15(Ag2Te)0.85", "Ag-Pb-Te"),  # Pb 5.3 %
        ("(SnTe)0.96(CuSbTe2)0.04", "Sn-Te"),  # Cu and Sb 1.9 %
        ("Zn0.96Al0.04O", "O-Zn"),  # Al 2 %
    ],
)
def test_hosts_by_hand(formula, host):
    assert host_system(formula) == host


def test_the_limit_itself_belongs_to_the_host():
    assert host_system("Na1Pb9Te10") == "Na-Pb-Te"


def test_what_is_no_formula_is_refused():
    with pytest.raises(InputError, match="no chemical formula"):
        host_system("hello")


def test_hosts_of_the_real_table_are_those_of_its_card(data_dir):
    data = load_dataset("estm_thermoelectrics")
    signs = data.frame.groupby("host")["seebeck_uv_per_k"].agg(["min", "max"])
    both = (signs["min"] < 0) & (signs["max"] > 0)
    assert (len(signs), int(both.sum())) == (173, 14)
    (trap,) = [trap for trap in data.card.traps if trap.startswith("Hosts")]
    assert f"{len(signs)} in hand" in trap
    assert f"{both.sum()} hosts have both signs" in trap
