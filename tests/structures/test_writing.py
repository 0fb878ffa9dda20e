import pytest
from pymatgen.core import Structure

from mi_core.errors import InputError
from mi_core.structures.writing import WRITERS, write_structure


@pytest.mark.parametrize("file_format", list(WRITERS))
def test_what_is_written_reads_back_as_the_same_crystal(srtio3, file_format):
    text = write_structure(srtio3, file_format)
    back = Structure.from_str(text, fmt={"POSCAR": "poscar"}.get(file_format, file_format.lower()))
    assert back.composition == srtio3.composition
    assert back.lattice.abc == pytest.approx(srtio3.lattice.abc, abs=1e-5)


def test_a_poscar_refuses_partly_occupied_sites(mixed_alloy):
    with pytest.raises(InputError, match="CIF or the JSON"):
        write_structure(mixed_alloy, "POSCAR")
    assert Structure.from_str(write_structure(mixed_alloy, "CIF"), fmt="cif").composition[
        "Au"
    ] == pytest.approx(0.3)


def test_an_unknown_format_names_the_known_ones(srtio3):
    with pytest.raises(InputError, match="CIF, POSCAR, JSON"):
        write_structure(srtio3, "PDB")
