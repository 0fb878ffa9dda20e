"""Hostile and mistaken files: each is a row with a sentence, and leaves nothing behind.

How long they take is measured by benchmarks/hostile_files.py.
"""

from __future__ import annotations

import io
import json
import os
import struct
import zipfile

import pyarrow as pa
import pytest
from pyarrow import parquet
from pymatgen.core import Lattice, Structure

from mi_core.structures.reading import Limits, Source, read_materials

CIF = """data_SrTiO3
_cell_length_a {a}
_cell_length_b 3.905
_cell_length_c 3.905
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma {gamma}
_space_group_name_H-M_alt 'P 1'
loop_
_space_group_symop_operation_xyz
'x, y, z'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Sr1 {sr} {x} 0 0 {occupancy}
Ti1 Ti 0.5 0.5 0.5 1
O1 O 0.5 0.5 0 1
O2 O 0.5 0 0.5 1
O3 O 0 0.5 0.5 1
{more}"""
POSCAR = """SrTiO3
{scale}
{a} 0 0
0 3.905 0
0 0 3.905
{symbols}
{counts}
Direct
0 0 0
.5 .5 .5
.5 .5 0
.5 0 .5
0 .5 .5
"""
FRAME = "{n}\n{lattice}Properties=species:S:1:pos:R:3\n{symbol} 0 0 {z}\nCl 2.82 2.82 2.82\n"
LATTICE = 'Lattice="5.64 0 0 0 5.64 0 0 0 5.64" '


def cif(a="3.905", gamma="90", sr="Sr", x="0", occupancy="1", more="") -> bytes:
    return CIF.format(a=a, gamma=gamma, sr=sr, x=x, occupancy=occupancy, more=more).encode()


def without(line: str) -> bytes:
    return b"\n".join(row for row in cif().split(b"\n") if not row.startswith(line.encode()))


def poscar(scale="1", a="3.905", symbols="Sr Ti O", counts="1 1 3") -> bytes:
    return POSCAR.format(scale=scale, a=a, symbols=symbols, counts=counts).encode()


def xyz(n="2", lattice=LATTICE, symbol="Na", z="0") -> bytes:
    return FRAME.format(n=n, lattice=lattice, symbol=symbol, z=z).encode()


def salt() -> dict:
    return Structure.from_spacegroup(
        "Fm-3m", Lattice.cubic(5.64), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]]
    ).as_dict()


def changed(**changes) -> bytes:
    return json.dumps({**salt(), **changes}).encode()


def first_site(**changes) -> bytes:
    crystal = salt()
    crystal["sites"][0].update(changes)
    return json.dumps(crystal).encode()


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED, mode: int = 0o100644) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            info.compress_type = method
            archive.writestr(info, data)
    return buffer.getvalue()


def patched(data: bytes, *, flag: int | None = None, size: int | None = None) -> bytes:
    """Set the encryption flag or the claimed unpacked size in both headers of the first member."""
    changed_data = bytearray(data)
    for mark, flag_at, size_at in ((b"PK\x03\x04", 6, 22), (b"PK\x01\x02", 8, 24)):
        start = data.index(mark)
        if flag is not None:
            struct.pack_into("<H", changed_data, start + flag_at, flag)
        if size is not None:
            struct.pack_into("<I", changed_data, start + size_at, size)
    return bytes(changed_data)


def broken_checksum() -> bytes:
    data = bytearray(packed(("a.cif", cif()), method=zipfile.ZIP_STORED))
    data[data.index(b"Ti1 Ti")] = ord("X")
    return bytes(data)


def grid(n: int) -> str:
    return "".join(f"H{i} H {i % 20 / 20} {i // 20 % 20 / 20} {i // 400 / 50} 1\n" for i in range(n))


# case: (file name, bytes, words that its sentence must hold)
BAD_FILES: dict[str, tuple[str, bytes, str]] = {
    # CIF: what is missing
    "empty": ("a.cif", b"", "empty"),
    "blank": ("a.cif", b" \n\t\n", "empty"),
    "no-block": ("a.cif", b"hello world, I am no CIF\n", "no CIF data block"),
    "block-alone": ("a.cif", b"data_nothing\n", "cell is missing"),
    "no-cell": ("a.cif", without("_cell"), "cell is missing"),
    "no-cell-length": ("a.cif", without("_cell_length_a"), "cell is missing"),
    "unknown-cell-length": ("a.cif", cif(a="?"), "cell is missing"),
    "no-atoms": ("a.cif", cif().split(b"loop_\n_atom")[0], "no atoms"),
    "no-coordinates": (
        "a.cif",
        cif().replace(b"_fract_", b"_other_"),
        "no atoms with fractional coordinates",
    ),
    "cut-in-atoms": ("a.cif", cif()[:-12], "breaks off"),
    "cut-in-header": ("a.cif", cif()[:200], "no atoms"),
    "mmcif": (
        "a.cif",
        b"data_1ABC\n_entity_poly.type polypeptide(L)\nloop_\n_atom_site.id\n_atom_site.Cartn_x\n1 0.0\n",
        "macromolecule",
    ),
    "mmcif-of-nobody": (
        "a.cif",
        b"data_1ABC\nloop_\n_atom_site.id\n_atom_site.Cartn_x\n1 0.0\n",
        "cell is missing",
    ),
    # CIF: numbers that are none
    "nan-coordinate": ("a.cif", cif(x="nan"), "no finite number"),
    "inf-coordinate": ("a.cif", cif(x="inf"), "no finite number"),
    "huge-coordinate": ("a.cif", cif(x="1e400"), "no finite number"),
    "word-coordinate": ("a.cif", cif(x="zero"), "no finite number"),
    "unknown-coordinate": ("a.cif", cif(x="?"), "no finite number"),
    "fraction-coordinate": ("a.cif", cif(x="1/3"), "no finite number"),
    "nan-cell": ("a.cif", cif(a="nan"), "write a positive decimal number"),
    "word-cell": ("a.cif", cif(a="large"), "write a positive decimal number"),
    "infinite-cell": ("a.cif", cif(a="1e999"), "write a positive decimal number"),
    "negative-cell": ("a.cif", cif(a="-3.9"), "write a positive decimal number"),
    "zero-cell": ("a.cif", cif(a="0"), "write a positive decimal number"),
    # CIF: physics
    "flat-angle": ("a.cif", cif(gamma="180"), "flat"),
    "impossible-angles": ("a.cif", cif(gamma="170").replace(b"beta 90", b"beta 20"), "flat"),
    "cell-in-nm": ("a.cif", cif().replace(b"3.905", b"0.3905"), "flat"),
    "squeezed-cell": ("a.cif", cif().replace(b"3.905", b"1.2"), "density is absurd"),
    "cell-in-pm": ("a.cif", cif().replace(b"3.905", b"390.5"), "density is absurd"),
    "vacuum": ("a.cif", cif().replace(b"3.905", b"12"), "vacuum"),
    "overlap": ("a.cif", cif(more="O4 O 0.5 0.51 0 1\n"), "overlap"),
    "overlap-over-boundary": ("a.cif", cif(more="O4 O 0.5 0.5 0.999 1\n"), "overlap"),
    "same-position": ("a.cif", cif(more="O4 O 0.5 0.5 0 1\n"), "overlap"),
    "occupancy-above-one": ("a.cif", cif(occupancy="1.7"), "occupanc"),
    "negative-occupancy": ("a.cif", cif(occupancy="-0.5"), "occupancy '-0.5'"),
    "word-occupancy": ("a.cif", cif(occupancy="full"), "occupancy 'full'"),
    "partial-occupancy": ("a.cif", cif(occupancy="0.5"), "Partial occupancy"),
    "unknown-element": ("a.cif", cif(sr="Qq"), "no chemical element"),
    "dummy-atom": ("a.cif", cif(sr="X"), "no chemical element"),
    "deuterium": ("a.cif", cif(sr="D"), "treated as hydrogen"),
    "other-formula": (
        "a.cif",
        cif(more="_chemical_formula_sum 'Sr Ti O3 H2'\n"),
        "hydrogen atoms are often left out",
    ),
    "10000-atoms": ("a.cif", cif(more=grid(10_000)), "10,005 atoms"),
    "10000-atoms-by-symmetry": (
        "a.cif",
        cif(more=grid(3000)).replace(b"'x, y, z'", b"x,y,z -x,-y,-z"),
        "are read",
    ),
    "3000-disordered-sites": ("a.cif", cif(more=grid(3000), occupancy="0.5"), "density is absurd"),
    # CIF: grammar and symmetry
    "unclosed-quote": ("a.cif", cif().replace(b"'P 1'", b"'P 1"), "grammar"),
    "unclosed-text": ("a.cif", cif().replace(b"'P 1'", b"\n;P 1"), "grammar"),
    "ragged-loop": ("a.cif", cif(more="O4 O 0.25\n"), "breaks off"),
    "rubbish-symmetry": ("a.cif", cif().replace(b"'x, y, z'", b"'x, y, q'"), "no symmetry operation"),
    "unknown-group": (
        "a.cif",
        cif().replace(b"'x, y, z'", b"?").replace(b"'P 1'", b"'Z 99'"),
        "atoms are probably missing",
    ),
    "no-symmetry": ("a.cif", cif().replace(b"_space_group", b"_other"), "atoms are probably missing"),
    "quotes-in-a-line": ("a.cif", cif(more="'" + "'a" * 200_000 + "\n"), "grammar"),
    "long-broken-file": ("a.cif", cif(more="'" + "\n''" * 200_000), "grammar"),
    # bytes
    "binary": ("a.cif", bytes(range(256)) * 40, "binary"),
    "zeros": ("POSCAR", b"\0" * 10_000, "binary"),
    "picture": ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0\1\2" * 99, "is a PNG picture"),
    "gzip": ("a.cif.gz", b"\x1f\x8b" + b"\0" * 99, "gzip"),
    "unknown-text": ("notes.txt", b"buy milk\n", "not known"),
    "broken-utf16": ("a.cif", b"\xff\xfe" + cif().decode().encode("utf-16-le")[:-1], "UTF-16"),
    # POSCAR
    "poscar-empty": ("POSCAR", b"", "empty"),
    "poscar-one-line": ("POSCAR", b"SrTiO3\n", "cell is missing"),
    "poscar-no-cell": ("POSCAR", b"SrTiO3\n1\nSr Ti O\n1 1 3\nDirect\n0 0 0\n", "cell is missing"),
    "poscar-vasp4": ("POSCAR", poscar().replace(b"Sr Ti O\n", b""), "names no elements"),
    "poscar-no-counts": ("a.vasp", poscar(counts="one one three"), "atom counts"),
    "poscar-too-few": ("a.vasp", poscar(counts="1 1 5"), "announces 7 atoms"),
    "poscar-10000-atoms": ("CONTCAR", poscar(counts="9998 1 1"), "10,000 atoms"),
    "poscar-billions": ("CONTCAR", poscar(counts="999999999999 1 1"), "atoms"),
    "poscar-nan": ("a.vasp", poscar().replace(b"0 0 0\n.5", b"nan 0 0\n.5"), "no finite number"),
    "poscar-nan-cell": ("a.vasp", poscar(a="nan"), ""),
    "poscar-zero-scale": ("a.poscar", poscar(scale="0"), ""),
    "poscar-unknown-element": ("POSCAR", poscar(symbols="Sr Qq O"), "Qq"),
    # XYZ
    "xyz-no-cell": ("a.xyz", xyz(lattice=""), "cell is missing"),
    "xyz-short": ("a.xyz", xyz(n="5"), "announces 5 atoms"),
    "xyz-no-count": ("a.xyz", b"Na 0 0 0\nCl 1 1 1\n", "number of atoms"),
    "xyz-10000-atoms": ("a.xyz", xyz(n="10000"), "10,000 atoms"),
    "xyz-nan": ("a.extxyz", xyz(z="nan"), "no finite number"),
    "xyz-dummy": ("a.extxyz", xyz(symbol="X"), "chemical element"),
    "xyz-unknown-element": ("a.extxyz", xyz(symbol="Qq"), "Qq"),
    "xyz-flat": ("a.extxyz", xyz(lattice='Lattice="5 0 0 0 5 0 5 5 0" '), "flat"),
    "xyz-short-cell": ("a.extxyz", xyz(lattice='Lattice="5 0 0" '), "extended XYZ"),
    "xyz-word": ("a.extxyz", xyz(z="here"), "three numbers"),
    "xyz-zero-atoms": ("a.xyz", b"0\n" + LATTICE.encode() + b"\n", "no atoms"),
    # JSON
    "json-broken": ("a.json", b'{"lattice": ', "cannot be parsed"),
    "json-deep-list": ("a.json", b"[" * 100_000 + b"]" * 100_000, "nested"),
    "json-deep-dict": ("a.json", b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "nested"),
    "json-number": ("a.json", b"42", "no crystal"),
    "json-empty-list": ("a.json", b"[]", "empty list"),
    "json-list-of-words": ("a.json", b'["a", null]', "no crystal"),
    "json-molecule": ("a.json", b'{"sites": []}', "cell is missing"),
    "json-no-sites": ("a.json", changed(sites=[]), "no atoms"),
    "json-bad-lattice": ("a.json", changed(lattice={"matrix": [[1, 2]]}), "no pymatgen Structure"),
    "json-infinite-lattice": ("a.json", changed(lattice={"matrix": [[float("inf")] * 3] * 3}), "finite"),
    "json-null-coordinate": ("a.json", first_site(abc=[None, 0, 0]), "no finite number"),
    "json-nan-coordinate": ("a.json", first_site(abc=[float("nan"), 0, 0]), "no finite number"),
    "json-two-coordinates": ("a.json", first_site(abc=[0, 0]), "no pymatgen Structure"),
    "json-dummy": ("a.json", first_site(species=[{"element": "X", "occu": 1}]), "chemical element"),
    "json-overfull": ("a.json", first_site(species=[{"element": "Na", "occu": 3}]), "occupanc"),
    "json-no-species": ("a.json", first_site(species=[]), "no element"),
    "json-many-values": ("a.json", b"[" + b"0," * 5_100_000 + b"0]", "values"),
    # tables
    "csv-no-column": ("a.csv", b"name,energy\nquartz,1\n", "needs a column"),
    "csv-header-only": ("a.csv", b"id,cif\n", "no rows"),
    "csv-empty-cell": ("a.csv", b"id,formula\na,\n", "row is empty"),
    "csv-bad-formula": ("a.csv", b"formula\nSr(Ti\n", "no chemical formula"),
    "csv-dummy-formula": ("a.csv", b"formula\nSrX3\n", "no chemical"),
    "csv-long-formula": ("a.csv", b"formula\n" + b"Sr" * 5000 + b"\n", "characters"),
    "csv-bad-site": ("a.csv", b"a_site,b_site\nSr,Qq\n", "no element symbol"),
    "csv-bad-anions": ("a.csv", b"a_site,b_site,x_site\nSr,Ti,O2\n", "three anions"),
    "csv-unclosed-quote": ("a.csv", b'id,cif\n1,"data_x\n', "cell is missing"),
    "parquet-rubbish": ("a.parquet", b"PAR1" + b"\0" * 50 + b"PAR1", "Parquet"),
    "parquet-text": ("a.parquet", b"hello", "Parquet"),
    # archives
    "zip-rubbish": ("a.zip", b"PK\x03\x04 and nothing else", "damaged"),
    "zip-text": ("a.zip", b"hello", "damaged"),
    "zip-empty": ("a.zip", packed(), "no files; put CIF, POSCAR, XYZ, XSF, JSON or table files in it"),
    "zip-cut": ("a.zip", packed(("a.cif", cif()))[:-30], "damaged"),
    "zip-nested": ("a.zip", packed(("b.zip", packed(("a.cif", cif())))), "itself an archive"),
    "zip-nested-hidden": ("a.zip", packed(("b.cif", packed(("a.cif", cif())))), "zip inside a zip"),
    "zip-traversal": ("a.zip", packed(("../../evil.cif", cif())), "outside the archive"),
    "zip-traversal-windows": ("a.zip", packed(("..\\evil.cif", cif())), "outside the archive"),
    "zip-absolute": ("a.zip", packed(("/etc/evil.cif", cif())), "absolute path"),
    "zip-drive": ("a.zip", packed(("C:\\evil.cif", cif())), "absolute path"),
    "zip-symlink": ("a.zip", packed(("link.cif", b"/etc/passwd"), mode=0o120777), "symbolic link"),
    "zip-device": ("a.zip", packed(("zero.cif", b""), mode=0o020666), "special file"),
    "zip-encrypted": ("a.zip", patched(packed(("a.cif", cif())), flag=1), "encrypted"),
    "zip-lzma": ("a.zip", packed(("a.cif", cif()), method=zipfile.ZIP_LZMA), "unusual compression"),
    "zip-checksum": ("a.zip", broken_checksum(), "damaged"),
    "zip-bomb": ("a.zip", packed(("a.cif", b"0" * 30_000_000)), "zip bombs"),
    "zip-lying-size": ("a.zip", patched(packed(("a.cif", b"0" * 30_000_000)), size=10), ""),
    "zip-many": ("a.zip", packed(*((f"{i}.cif", b"") for i in range(300))), "members"),
}

LIMITS = Limits(max_members=250)
GOOD = Source("good.cif", cif())


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_is_a_row_with_a_sentence(case, tmp_path):
    name, data, words = BAD_FILES[case]
    rows = read_materials([GOOD, Source(name, data), GOOD], limits=LIMITS)

    first, *bad, last = rows
    assert first.usable
    assert last.usable
    assert bad
    said = " ".join([row.error or " ".join(row.warnings) for row in bad])
    assert words.lower() in said.lower()
    for row in bad:
        assert row.error or row.warnings
        assert (row.structure is None) == (row.error is not None)
        assert row.id
        assert "\n" not in said
        assert said.endswith(".")
    assert not list(tmp_path.iterdir())


def test_there_are_at_least_sixty_bad_files():
    assert len(BAD_FILES) >= 60


def test_bad_members_do_not_stop_the_others():
    data = packed(
        ("1.cif", cif()),
        ("../2.cif", cif()),
        ("3.cif", b"rubbish"),
        ("4.cif", cif()),
        ("__MACOSX/._4.cif", b"\0"),
    )
    rows = read_materials([Source("all.zip", data)])
    assert [row.usable for row in rows] == [True, False, False, True]
    assert [row.id for row in rows] == ["1", "2", "3", "4"]
    assert all(row.source.startswith("all.zip/") for row in rows)


def test_unpacked_bytes_are_limited_over_all_members():
    members = [(f"{i}.cif", os.urandom(200_000)) for i in range(10)]
    rows = read_materials([Source("a.zip", packed(*members))], limits=Limits(max_unpacked_bytes=1_000_000))
    assert sum("binary" in row.error for row in rows) == 5
    assert sum("unpacks to more than" in row.error for row in rows) == 5


def test_a_file_above_the_limit_is_refused_unread(tmp_path):
    path = tmp_path / "large.cif"
    path.write_bytes(b"data_x\n" * 1000)
    (row,) = read_materials([path], limits=Limits(max_file_bytes=1000))
    assert "larger than" in row.error


def test_100_mb_of_text_come_to_an_end():
    for data in (b"data_x\n_a " + b"y" * 99_000_000, b"5\n" * 40_000_000, b"x" * 101 * 2**20):
        for name in ("a.cif", "a.txt"):
            rows = read_materials([Source(name, data)], limits=Limits(max_rows=1000))
            assert rows
            assert all(row.error for row in rows)


def test_memory_is_not_filled_by_a_repeated_cell_in_parquet():
    text = pa.array(["x" * 100_000]).dictionary_encode().take(pa.array([0] * 4000))
    buffer = io.BytesIO()
    parquet.write_table(pa.table({"cif": text.cast(pa.string())}), buffer)
    rows = read_materials(
        [Source("a.parquet", buffer.getvalue())], limits=Limits(max_unpacked_bytes=50_000_000)
    )
    assert len(buffer.getvalue()) < 1_000_000
    assert any("unpacks to more" in row.error for row in rows)
    assert len(rows) < 1000


def test_paths_that_are_no_files(tmp_path):
    os.mkfifo(tmp_path / "pipe.cif")
    (tmp_path / "folder").mkdir()
    rows = read_materials([tmp_path / "absent.cif", tmp_path / "pipe.cif", tmp_path / "folder", "a\0b.cif"])
    assert [bool(row.error) for row in rows] == [True] * 4
    assert "does not exist" in rows[0].error
