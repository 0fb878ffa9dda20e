"""Files, archives and pasted texts of molecules: each molecule a row, and what cannot be used a row with a sentence."""

from __future__ import annotations

import gzip
import io
import zipfile

import pandas as pd
import pytest
from rdkit import Chem

from mi_core.structures.molecules.reading import Limits, Source, read_molecule_text, read_molecules

ALANINE = Chem.MolToMolBlock(Chem.MolFromSmiles("C[C@H](N)C(=O)O"))
LIST = "CCO ethanol\nC1CC broken\nCC(=O)O acetic acid\n"


def read(name: str, data: str | bytes, **options):
    return read_molecules([Source(name, data if isinstance(data, bytes) else data.encode())], **options)


def smiles_of(rows) -> list[str]:
    return [row.inputs["molecule"].smiles if row.usable else "" for row in rows]


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return buffer.getvalue()


def in_parquet(**columns) -> bytes:
    buffer = io.BytesIO()
    pd.DataFrame(columns).to_parquet(buffer)
    return buffer.getvalue()


def in_sheet(**columns) -> bytes:
    buffer = io.BytesIO()
    pd.DataFrame(columns).to_excel(buffer, index=False)
    return buffer.getvalue()


ETHANOL = {
    "smi": ("a.smi", "CCO\n"),
    "smiles": ("a.SMILES", "OCC\r\n"),
    "text": ("a.txt", "C(C)O\n"),
    "no-suffix": ("a", "CCO"),
    "mol": ("a.mol", Chem.MolToMolBlock(Chem.MolFromSmiles("CCO"))),
    "sdf": ("a.sdf", Chem.MolToMolBlock(Chem.MolFromSmiles("CCO")) + "$$$$\n"),
    "mol-called-txt": ("a.txt", Chem.MolToMolBlock(Chem.MolFromSmiles("CCO"))),
    "mol-called-smi": ("a.smi", Chem.MolToMolBlock(Chem.MolFromSmiles("CCO"))),
    "smiles-called-sdf": ("a.sdf", "CCO"),
    "csv": ("a.csv", "smiles,x\nCCO,1\n"),
    "tsv": ("a.tsv", "smiles\tx\nCCO\t1\n"),
    "table-called-txt": ("a.txt", "smiles,x\nCCO,1\n"),
    "table-called-smi": ("a.smi", "smiles,x\nCCO,1\n"),
    "parquet": ("a.parquet", in_parquet(smiles=["CCO"])),
    "xlsx": ("a.xlsx", in_sheet(smiles=["CCO"], x=[1.0])),
    "gzip": ("a.smi.gz", gzip.compress(b"CCO")),
    "zip": ("all.zip", zipped(a_smi=b"CCO")),
    "gzip-in-zip": ("all.zip", zipped(a_smi_gz=gzip.compress(b"CCO"))),
    "utf-16": ("a.smi", "CCO ethanol\n".encode("utf-16")),
}


@pytest.mark.parametrize("case", ETHANOL)
def test_one_molecule_in_each_format(case):
    (row,) = read(*ETHANOL[case])
    assert row.error is None
    assert row.inputs["molecule"].smiles == "CCO"
    assert row.formula == "C2H6O"
    assert row.warnings == ()
    assert row.structure is None


REFUSED = {
    "cif": ("a.txt", "data_x\n_cell_length_a 3\nloop_\n_atom_site_label\nNa\n", "This is CIF, a format of crystals"),
    "cif-called-smi": ("a.smi", "data_x\n_cell_length_a 3\nloop_\n_atom_site_label\nNa\n", "This is CIF"),
    "pdf": ("a.pdf", b"%PDF-1.4 \x00\x01", "This is a PDF document"),
    "png": ("a.png", b"\x89PNG\r\n\x1a\n\0\0", "This is a PNG picture"),
    "png-called-sdf": ("a.sdf", b"\x89PNG\r\n\x1a\n\0\0", "This is a PNG picture"),
    "mol2": ("a.mol2", "@<TRIPOS>MOLECULE\n", "This is a MOL2 file of a molecule"),
    "pdb": ("a.pdb", "HETATM    1  C   MOL\n", "This is a PDB file"),
    "xyz": ("a.xyz", "1\n\nC 0 0 0\n", "This is XYZ, a format of crystals"),
    "reaction": ("a.rxn", "$RXN\n\n\n", "Reactions are not read"),
    "prose": ("a.txt", "It is a truth universally acknowledged,\nthat a single man", "format is not known"),
    "empty": ("a.smi", "", "The file is empty"),
    "comments": ("a.smi", "# nothing\n\n", "holds nothing that could be read; give at least one molecule"),
    "no-smiles": ("a.csv", "formula,gap\nNaCl,5\nSiO2,9\n", "needs a column of SMILES, best headed 'smiles'"),
    "headings": ("a.csv", "smiles,gap\n", "headings and no rows"),
    "broken-gzip": ("a.smi.gz", gzip.compress(b"CCO" * 500)[:30], "The gzip file is damaged"),
    "xz": ("a.smi.xz", b"\xfd7zXZ\x00", "packed with xz"),
    "zip-in-zip": ("all.zip", zipped(b_zip=zipped(a_smi=b"C")), "archive"),
    "empty-zip": ("all.zip", zipped(), "no files; put SMILES, SDF, MOL or table files in it"),
    "zip-of-junk": ("all.zip", zipped(Thumbs_db=b""), "no files; put SMILES, SDF, MOL or table files in it"),
    "broken-parquet": ("a.parquet", b"PAR1 and no more", "Parquet table cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_file_of_molecules_is_one_sentence(case):
    name, data, words = REFUSED[case]
    (row,) = read(name, data)
    assert words in row.error
    assert row.error.endswith(".")
    assert "\n" not in row.error
    assert row.inputs == {}


def test_a_bad_file_does_not_stop_the_others():
    archive = zipped(a_smi=LIST.encode(), b_pdf=b"%PDF", c_sdf=(ALANINE + "$$$$\n").encode())
    rows = read("all.zip", archive)
    assert [row.id for row in rows] == ["ethanol", "broken", "acetic acid", "b.pdf", "c"]
    assert smiles_of(rows) == ["CCO", "", "CC(=O)O", "", "C[C@H](N)C(=O)O"]
    assert rows[1].source == "all.zip/a.smi, line 2"


def test_an_empty_folder_is_told_what_belongs_into_it(tmp_path):
    (row,) = read_molecules([tmp_path])
    assert "holds no files; put SMILES, SDF, MOL or table files in it" in row.error


def test_a_folder_is_read_by_name(tmp_path):
    (tmp_path / "b.smi").write_text("CCN")
    (tmp_path / "a.csv").write_text("smiles\nCCO\n")
    seen = []
    rows = read_molecules([tmp_path, tmp_path / "none.smi"], progress=lambda *state: seen.append(state))
    assert smiles_of(rows) == ["CCO", "CCN", ""]
    assert "does not exist" in rows[2].error
    assert seen[-1][:2] == (3, 3)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.smi", "C\nCC\nCCC\nCCCC\n"),
        ("a.sdf", (ALANINE + "$$$$\n") * 4),
        ("a.csv", "smiles,x\nC,1\nCC,2\nCCC,3\nCCCC,4\n"),
    ],
)
def test_more_rows_than_allowed(name, data):
    (row,) = read(name, data, limits=Limits(max_rows=2))
    assert "at most 2 are read; split it" in row.error


def test_a_gzip_bomb_is_stopped():
    (row,) = read("a.smi.gz", gzip.compress(b"C" * 10_000), limits=Limits(max_file_bytes=1000))
    assert "unpacks to more than 1,000 bytes" in row.error


def test_ids_are_unique():
    assert [row.id for row in read("a.smi", "C x\nCC x\nCCC\n")] == ["x", "x-2", "a-3"]


PASTED = {
    "one": ("CCO", ["CCO"]),
    "several": ("CCO\nCCN amine\n\nC\n", ["CCO", "CCN", "C"]),
    "small-molecules": ("N\nO\nCO", ["N", "O", "CO"]),
    "mol-block": (ALANINE, ["C[C@H](N)C(=O)O"]),
    "mol-block-that-lost-its-first-lines": (ALANINE.strip(), ["C[C@H](N)C(=O)O"]),
    "sdf": (ALANINE + "$$$$\n" + ALANINE, ["C[C@H](N)C(=O)O"] * 2),
    "table": ("smiles\tlogp\nCCO\t1.1\n", ["CCO"]),
    "name-first": ("name,smi\nethanol,CCO\nacetic acid,CC(=O)O\n", ["CCO", "CC(=O)O"]),
    "broken": ("C1CC", [""]),
    "mostly-broken": ("C1CC\n(((\nCC", ["", "", "CC"]),
}


@pytest.mark.parametrize("case", PASTED)
def test_pasted_text(case):
    text, smiles = PASTED[case]
    assert smiles_of(read_molecule_text(text)) == smiles


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The text is empty"),
        ("aspirin", "aspirin is no SMILES: it cannot be read at character 1"),
        ("this is a sentence of many words", "in no known format"),
        ("data_x\n_cell_length_a 3\nloop_\n_atom_site_label\nNa", "This is CIF"),
        ("$RXN\n\n", "Reactions are not read"),
    ],
)
def test_pasted_text_that_cannot_be_used(text, words):
    (row,) = read_molecule_text(text)
    assert words in row.error


def test_numbers_behind_pasted_smiles_are_measurements_and_whole_ones_are_names():
    assert [dict(row.numbers) for row in read_molecule_text("CCO 1.5\nCCN 2\n")] == [
        {"column 2": 1.5},
        {"column 2": 2.0},
    ]
    assert [row.id for row in read_molecule_text("CCO 7\nCCN 8\n")] == ["7", "8"]
