"""RDKit's words go to whoever listens in the same thread, and never to standard error."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from rdkit import Chem

from mi_core.errors import InputError
from mi_core.structures.molecules.complaints import complaints
from mi_core.structures.molecules.smiles import read_smiles

SILENT = """
from mi_core.structures.molecules.drawing import mol_block_3d, svg
from mi_core.structures.molecules.molecule import Molecule
from mi_core.structures.molecules.reading import read_molecule_text
Molecule("C[C@H](N)C(=O)O.[Pt]", "").inchikey
read_molecule_text("C1CC\\n(((\\nCN(C)(C)C\\nC[S+]([O-])C\\n[Na+].[Cl-]")
read_molecule_text("\\n\\n\\n  9  9  0  0  0  0  0  0  0  0999 V2000\\nM  END")
svg(read_molecule_text("CCO")[0].inputs["molecule"])
mol_block_3d(read_molecule_text("C[B-](F)(F)F")[0].inputs["molecule"])
"""


def test_nothing_is_written_to_standard_error():
    done = subprocess.run(
        [sys.executable, "-c", SILENT], capture_output=True, text=True, check=True, timeout=600
    )
    assert done.stderr == done.stdout == ""


def fault_of(text: str) -> str:
    try:
        return read_smiles(text).smiles
    except InputError as error:
        return str(error)


def test_threads_hear_their_own_faults_alone():
    texts = [f"{'C' * n}{fault}" for n in range(1, 40) for fault in ("X", "1CC", "(", "")]
    expected = [fault_of(text) for text in texts]
    with ThreadPoolExecutor(2) as threads:
        halves = [threads.submit(lambda: [fault_of(text) for text in texts]) for _ in range(2)]
        assert [half.result() for half in halves] == [expected, expected]


def test_who_listens_inside_does_not_silence_who_listens_outside():
    with complaints() as outer:
        Chem.MolFromSmiles("CX")
        heard = len(outer)
        with complaints() as inner:
            Chem.MolFromSmiles("C1")
        assert inner
        assert len(outer) == heard > 0
        Chem.MolFromSmiles("CX")
    assert len(outer) == 2 * heard
