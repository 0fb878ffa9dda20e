"""Acids and bases that make salts of drugs, by name: what stands beside them in a salt is the compound that is meant.

After P. H. Stahl & C. G. Wermuth, Handbook of Pharmaceutical Salts (Wiley-VCH, 2011). What is a drug by itself, such as
salicylic acid or procaine, is left out: with it a salt remains a mixture of two.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mi_core.structures.molecules.molecule import flat_smiles
from mi_core.structures.molecules.steps import steps

if TYPE_CHECKING:
    from rdkit.Chem import Mol

COUNTER_IONS = {
    "acetic acid": "CC(=O)O",
    "trifluoroacetic acid": "OC(=O)C(F)(F)F",
    "glycolic acid": "OCC(=O)O",
    "lactic acid": "CC(O)C(=O)O",
    "oxalic acid": "OC(=O)C(=O)O",
    "malonic acid": "OC(=O)CC(=O)O",
    "succinic acid": "OC(=O)CCC(=O)O",
    "maleic and fumaric acid": "OC(=O)C=CC(=O)O",
    "malic acid": "OC(=O)CC(O)C(=O)O",
    "tartaric acid": "OC(=O)C(O)C(O)C(=O)O",
    "citric acid": "OC(=O)CC(O)(CC(=O)O)C(=O)O",
    "adipic acid": "OC(=O)CCCCC(=O)O",
    "gluconic acid": "OCC(O)C(O)C(O)C(O)C(=O)O",
    "glucoheptonic acid": "OCC(O)C(O)C(O)C(O)C(O)C(=O)O",
    "lactobionic acid": "OCC(O)C(OC1OC(CO)C(O)C(O)C1O)C(O)C(O)C(=O)O",
    "glucuronic acid": "O=CC(O)C(O)C(O)C(O)C(=O)O",
    "glucuronic acid, cyclic": "OC1OC(C(O)C(O)C1O)C(=O)O",
    "ascorbic acid": "O=C1OC(C(O)CO)C(O)=C1O",
    "mandelic acid": "OC(=O)C(O)c1ccccc1",
    "hippuric acid": "OC(=O)CNC(=O)c1ccccc1",
    "pamoic acid": "OC(=O)c1cc2ccccc2c(Cc2c(O)c(cc3ccccc23)C(=O)O)c1O",
    "1-hydroxy-2-naphthoic acid": "OC(=O)c1ccc2ccccc2c1O",
    "3-hydroxy-2-naphthoic acid": "OC(=O)c1cc2ccccc2cc1O",
    "palmitic acid": "CCCCCCCCCCCCCCCC(=O)O",
    "stearic acid": "CCCCCCCCCCCCCCCCCC(=O)O",
    "methanesulfonic acid": "CS(=O)(=O)O",
    "trifluoromethanesulfonic acid": "OS(=O)(=O)C(F)(F)F",
    "ethanesulfonic acid": "CCS(=O)(=O)O",
    "1,2-ethanedisulfonic acid": "OS(=O)(=O)CCS(=O)(=O)O",
    "isethionic acid": "OCCS(=O)(=O)O",
    "benzenesulfonic acid": "OS(=O)(=O)c1ccccc1",
    "p-toluenesulfonic acid": "Cc1ccc(cc1)S(=O)(=O)O",
    "naphthalene-2-sulfonic acid": "OS(=O)(=O)c1ccc2ccccc2c1",
    "naphthalene-1,5-disulfonic acid": "OS(=O)(=O)c1cccc2c1cccc2S(=O)(=O)O",
    "camphorsulfonic acid": "CC1(C)C2CCC1(CS(=O)(=O)O)C(=O)C2",
    "methyl sulfate": "COS(=O)(=O)O",
    "lauryl sulfate": "CCCCCCCCCCCCOS(=O)(=O)O",
    "picric acid": "Oc1c(cc(cc1[N+](=O)[O-])[N+](=O)[O-])[N+](=O)[O-]",
    "ethylenediamine": "NCCN",
    "diethylamine": "CCNCC",
    "triethylamine": "CCN(CC)CC",
    "diethanolamine": "OCCNCCO",
    "triethanolamine": "OCCN(CCO)CCO",
    "tromethamine": "NC(CO)(CO)CO",
    "meglumine": "CNCC(O)C(O)C(O)C(O)CO",
    "dicyclohexylamine": "C1CCCCC1NC1CCCCC1",
    "benzathine": "C(NCCNCc1ccccc1)c1ccccc1",
}


def is_counter_ion(part: Mol) -> bool:
    """Whether a part of a salt is one of `COUNTER_IONS`, charged or not, of whatever stereochemistry."""
    return _flat_neutral(part) in _listed()


@cache
def _listed() -> frozenset[str]:
    from rdkit import Chem

    return frozenset(_flat_neutral(Chem.MolFromSmiles(smiles)) for smiles in COUNTER_IONS.values())


def _flat_neutral(part: Mol) -> str:
    return flat_smiles(steps().uncharger.uncharge(part))
