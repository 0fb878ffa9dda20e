"""Alerts of well-known groups, with all their atoms."""

from __future__ import annotations

import pytest

from mi_core.molecules.prediction.alerts import REASONS, structural_alerts
from mi_core.structures.molecules.smiles import read_smiles


def test_a_molecule_without_such_groups_has_no_alert():
    assert structural_alerts(read_smiles("Cn1c(=O)c2c(ncn2C)n(C)c1=O")) == []


def test_all_places_of_a_group_are_marked():
    molecule = read_smiles("ClCc1ccccc1CCl")
    (alert,) = [found for found in structural_alerts(molecule) if found.name == "Alkyl halide"]
    symbols = [molecule.mol.GetAtomWithIdx(atom).GetSymbol() for atom in alert.atoms]
    assert symbols.count("Cl") == 2
    assert (alert.catalogue, alert.reason) == ("Brenk", REASONS["Brenk"])


@pytest.mark.parametrize(
    ("smiles", "catalogue", "name"),
    [
        ("O=C1C=CC(=O)C=C1", "PAINS", "Quinone A"),
        ("CN(C)c1ccc(C=C2SC(=S)NC2=O)cc1", "NIH", "Rhodanine"),
        ("CC=O", "Brenk", "Aldehyde"),
    ],
)
def test_each_list_warns_of_what_it_is_known_for(smiles, catalogue, name):
    alerts = structural_alerts(read_smiles(smiles))
    assert (catalogue, name) in {(alert.catalogue, alert.name) for alert in alerts}
    order = [list(REASONS).index(alert.catalogue) for alert in alerts]
    assert order == sorted(order)
