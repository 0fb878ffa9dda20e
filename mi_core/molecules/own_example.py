"""A table that shows how a task of one's own goes: well-known molecules with a number that is computed, not measured.

The number is the solubility that Delaney's equation estimates, log10 of mol/L, rounded: J. S. Delaney, J. Chem. Inf. Comput.
Sci. 44, 1000 (2004), table 4. Two rows show what becomes of blemishes: a molecule that stands there twice, and a polymer.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdkit.Chem import Mol

COLUMN = "computed_log_s"
TABLE, CANDIDATES = "example-solubility-computed.csv", "example-candidates.csv"

LEARNED = {
    "ethanol": "CCO", "1-butanol": "CCCCO", "1-octanol": "CCCCCCCCO", "cyclohexanol": "OC1CCCCC1", "glycerol": "OCC(O)CO",
    "acetone": "CC(C)=O", "2-heptanone": "CCCCCC(C)=O", "cyclohexanone": "O=C1CCCCC1", "acetic acid": "CC(O)=O",
    "hexanoic acid": "CCCCCC(O)=O", "ethyl acetate": "CCOC(C)=O", "butyl acetate": "CCCCOC(C)=O",
    "diethyl ether": "CCOCC", "tetrahydrofuran": "C1CCOC1", "1,4-dioxane": "C1COCCO1", "acetonitrile": "CC#N",
    "triethylamine": "CCN(CC)CC", "morpholine": "C1COCCN1", "piperidine": "C1CCNCC1", "hexane": "CCCCCC",
    "decane": "CCCCCCCCCC", "cyclohexane": "C1CCCCC1", "benzene": "c1ccccc1", "toluene": "Cc1ccccc1",
    "naphthalene": "c1ccc2ccccc2c1", "anthracene": "c1ccc2cc3ccccc3cc2c1", "biphenyl": "c1ccc(cc1)-c1ccccc1",
    "phenol": "Oc1ccccc1", "2-naphthol": "Oc1ccc2ccccc2c1", "anisole": "COc1ccccc1", "aniline": "Nc1ccccc1",
    "nitrobenzene": "O=[N+]([O-])c1ccccc1", "benzoic acid": "OC(=O)c1ccccc1", "salicylic acid": "OC(=O)c1ccccc1O",
    "benzaldehyde": "O=Cc1ccccc1", "acetophenone": "CC(=O)c1ccccc1", "benzophenone": "O=C(c1ccccc1)c1ccccc1",
    "chlorobenzene": "Clc1ccccc1", "1,4-dichlorobenzene": "Clc1ccc(Cl)cc1", "bromobenzene": "Brc1ccccc1",
    "chloroform": "ClC(Cl)Cl", "tetrachloroethene": "ClC(Cl)=C(Cl)Cl", "pyridine": "c1ccncc1", "quinoline": "c1ccc2ncccc2c1",
    "indole": "c1ccc2[nH]ccc2c1", "thiophene": "c1ccsc1", "furfural": "O=Cc1ccco1", "vanillin": "COc1cc(C=O)ccc1O",
    "aspirin": "CC(=O)Oc1ccccc1C(O)=O", "paracetamol": "CC(=O)Nc1ccc(O)cc1", "ibuprofen": "CC(C)Cc1ccc(cc1)C(C)C(O)=O",
    "caffeine": "Cn1cnc2c1c(=O)n(C)c(=O)n2C", "nicotine": "CN1CCCC1c1cccnc1", "phenacetin": "CCOc1ccc(NC(C)=O)cc1",
    "lidocaine": "CCN(CC)CC(=O)Nc1c(C)cccc1C", "menthol": "CC(C)C1CCC(C)CC1O", "camphor": "CC1(C)C2CCC1(C)C(=O)C2",
    "limonene": "CC(=C)C1CCC(C)=CC1", "urea": "NC(N)=O", "diphenylamine": "c1ccc(Nc2ccccc2)cc1",
    "dibutyl phthalate": "CCCCOC(=O)c1ccccc1C(=O)OCCCC", "carbaryl": "CNC(=O)Oc1cccc2ccccc12",
}  # fmt: skip
FURTHER = {
    "1-hexanol": "CCCCCCO", "cyclopentanone": "O=C1CCCC1", "octanoic acid": "CCCCCCCC(O)=O",
    "phenanthrene": "c1ccc2c(c1)ccc1ccccc12",
    "4-chlorophenol": "Oc1ccc(Cl)cc1", "methyl benzoate": "COC(=O)c1ccccc1", "4-nitroaniline": "Nc1ccc(cc1)[N+]([O-])=O",
    "isoquinoline": "c1ccc2cnccc2c1", "theophylline": "Cn1c(=O)c2[nH]cnc2n(C)c1=O", "benzocaine": "CCOC(=O)c1ccc(N)cc1",
    "naproxen": "COc1ccc2cc(ccc2c1)C(C)C(O)=O", "diazepam": "CN1C(=O)CN=C(c2ccccc2)c2cc(Cl)ccc12",
    "testosterone": "CC12CCC3C(CCC4=CC(=O)CCC34C)C1CCC2O", "DDT": "Clc1ccc(cc1)C(c1ccc(Cl)cc1)C(Cl)(Cl)Cl",
    "hexachlorobenzene": "Clc1c(Cl)c(Cl)c(Cl)c(Cl)c1Cl", "sucrose": "OCC1OC(OC2(CO)OC(CO)C(O)C2O)C(O)C(O)C1O",
}  # fmt: skip
_BLEMISHES = (("ethanol again", "OCC"), ("polyethylene glycol", "*CCO*"))


def example_table() -> bytes:
    """Return the table as CSV: name, smiles, and the computed solubility."""
    from rdkit import Chem

    rows = [(name, smiles, f"{delaney(Chem.MolFromSmiles(smiles)):.2f}") for name, smiles in LEARNED.items()]
    rows += [(name, smiles, rows[0][2]) for name, smiles in _BLEMISHES]
    return _csv(("name", "smiles", COLUMN), rows)


def example_candidates() -> bytes:
    """Return molecules without a label as CSV: name, smiles."""
    return _csv(("name", "smiles"), list(FURTHER.items()))


def delaney(mol: Mol) -> float:
    """Return the solubility that Delaney's equation estimates, log10 of mol/L."""
    from rdkit.Chem import Crippen, Descriptors, rdMolDescriptors

    aromatic = sum(atom.GetIsAromatic() for atom in mol.GetAtoms()) / mol.GetNumHeavyAtoms()
    return (
        0.16
        - 0.63 * Crippen.MolLogP(mol)  # type: ignore[attr-defined]
        - 0.0062 * Descriptors.MolWt(mol)  # type: ignore[attr-defined]
        + 0.066 * rdMolDescriptors.CalcNumRotatableBonds(mol)
        - 0.74 * aromatic
    )


def _csv(heads: tuple[str, ...], rows: list) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([heads, *rows])
    return text.getvalue().encode()
