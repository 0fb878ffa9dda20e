"""Files that are no densities, damaged ones, and ones that would fill the memory: each its sentence."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re

import numpy as np
import pytest
from density_files import TRICLINIC, charge_file, gaussians, vasp_text
from pymatgen.io.vasp import Poscar

from mi_core.densities.reading import DensityLimits, is_meant_as_density, read_fields
from mi_core.densities.reading.packing import CHUNK
from mi_core.errors import InputError

DENSITY = gaussians()
GOOD = charge_file(DENSITY)
TEXT = GOOD.decode()
NUMBER = re.compile(r" (\S+E[-+]\d+)(?=\s)")
LAST = TEXT.split()[-1]
LINES = TEXT.split("\n")
VASP4 = "\n".join(
    ["a comment", *LINES[1:5], *LINES[6:8], *(line.rsplit(" ", 1)[0] for line in LINES[8:10]), *LINES[10:]]
)


def spoilt(word: str) -> bytes:
    return TEXT.replace(LAST, word).encode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty; give CHGCAR"),
        (b" \n \n", "The file is empty"),
        (
            GOOD[: len(GOOD) // 2],
            r"to hold 4,032 values and the file ends after 2,0\d\d; it is cut off: copy it again",
        ),
        (GOOD[:300], "Atom 2 has the position '0.60000000000000 0.700'"),
        (spoilt(""), "to hold 4,032 values and the file ends after 4,031"),
        (spoilt("NaN"), r"Value 4,032 of the grid is not finite \(NaN or infinity\)"),
        (spoilt("Infinity"), "Value 4,032 of the grid is not finite"),
        (spoilt("*" * 17), r"Value 4,032 of the grid is \*{17}: the number was too wide"),
        (spoilt("0,5"), "after 4,031 of them stands '0,5', which is no number"),
        (spoilt("1.5x"), "after 4,031 of them stands '1.5x'"),
        ((TEXT + "1.0 2.0 3.0\n").encode(), "followed by at least 3 more values than it has"),
        (TEXT.replace("14   16   18", "14   16   17").encode(), "followed by at least"),
        (
            TEXT.replace("14   16   18", "14   16   19").encode(),
            "to hold 4,256 values and the file ends after 4,032",
        ),
        (
            TEXT.replace("14   16   18", "14   16    1").encode(),
            "14 × 16 × 1 points; a field needs at least two",
        ),
        (TEXT.replace("14   16   18", "140   16    2").encode(), "does not fit the cell"),
        (TEXT.replace("14   16   18", "14   16").encode(), "and not how many points a grid has"),
        (
            TEXT.replace("14   16   18", "99999 99999 99999").encode(),
            "999,970,000,299,999 points and at most 64,000,000",
        ),
        (
            VASP4.encode(),
            r"names no elements \(VASP 4 format\); put their symbols on a line above the counts",
        ),
        (Poscar(TRICLINIC).get_str().encode(), "ends after the crystal, and holds no grid"),
        (vasp_text(DENSITY, DENSITY[:, :, :9]).encode(), "grids of the file differ"),
        (
            (TEXT + "augmentation occupancies   1  9\n 0.1 0.2\n").encode(),
            "list of augmentation occupancies is to hold 9",
        ),
        ((TEXT + "augmentation occupancies   1  x\n").encode(), "does not say how many follow"),
        (TEXT.replace("Na Cl", "Na Xx").encode(), "'Xx', which is no chemical element"),
        (gzip.compress(GOOD, mtime=0)[:-2000], "packed with gzip and damaged or cut off"),
        (lzma.compress(GOOD)[:-2000], "packed with xz and damaged or cut off"),
        (bz2.compress(GOOD)[:-2000], "packed with bzip2 and damaged or cut off"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_a_damaged_file_is_one_sentence(data, sentence):
    with pytest.raises(InputError, match=rf"^CHGCAR: .*({sentence})"):
        read_fields("CHGCAR", data)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (TRICLINIC.to(fmt="cif").encode(), "is CIF, which holds no density on a grid; give CHGCAR"),
        (TRICLINIC.to(fmt="json").encode(), "which holds no density on a grid"),
        (bytes(range(256)) * 20, "is binary, not text"),
        (b"\x89PNG\r\n" + bytes(100), "is a PNG picture and holds no density"),
        (b"once upon a time\n" * 9, "in no known format"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
@pytest.mark.parametrize("name", ["upload.dat", "density"])
def test_what_is_no_density_is_named(name, data, sentence):
    with pytest.raises(InputError, match=f"^{name}: .*{sentence}"):
        read_fields(name, data)
    assert not is_meant_as_density(name, data)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, bytes])
def test_packed_files_are_read_and_bounded(pack, tmp_path):
    data = pack(GOOD)
    assert read_fields("CHGCAR.x", data)[0].integral == pytest.approx(8, abs=1e-6)
    path = tmp_path / "CHGCAR.x"
    path.write_bytes(data)
    assert read_fields("CHGCAR.x", path)[0].integral == pytest.approx(8, abs=1e-6)
    assert is_meant_as_density("file", path)
    with pytest.raises(InputError, match=r"^CHGCAR\.x: The file is larger than 48.8 KiB, the limit"):
        read_fields("CHGCAR.x", path, limits=DensityLimits(max_bytes=50_000))


@pytest.mark.parametrize("packed", [gzip.compress, lzma.compress])
def test_several_packed_streams_make_one_file(packed):
    half = len(GOOD) // 2
    data = packed(GOOD[:half]) + packed(GOOD[half:])
    assert read_fields("CHGCAR", data)[0].integral == pytest.approx(8, abs=1e-6)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_bomb_is_never_held_whole(pack):
    import tracemalloc

    bombs = [
        pack(GOOD + b"\n" * 60_000_000),
        pack(GOOD[:-40] + b" " * 60_000_000),
        pack(GOOD + b"7" * 60_000_000),
    ]
    for bomb in bombs:
        tracemalloc.start()
        with pytest.raises(InputError, match=r"larger than 30 MiB|more than 65,536 characters"):
            read_fields("CHGCAR", bomb, limits=DensityLimits(max_bytes=30 * 2**20))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 10 * CHUNK


def test_a_large_file_is_refused_by_its_size(tmp_path):
    path = tmp_path / "CHGCAR"
    with path.open("wb") as file:
        file.truncate(2**30 + 1)  # takes no room
    with pytest.raises(InputError, match="larger than 1 GiB, the limit for one density"):
        read_fields("CHGCAR", path)


def test_a_path_that_is_no_file_is_one_sentence(tmp_path):
    with pytest.raises(InputError, match=r"is no regular file; give a file"):
        read_fields("CHGCAR", tmp_path)
    with pytest.raises(InputError, match=r"does not exist; give a file"):
        read_fields("CHGCAR", tmp_path / "none")


def test_every_cut_is_a_field_or_a_sentence():
    rng = np.random.default_rng(0)
    for at in rng.integers(0, len(GOOD), 60):
        with pytest.raises(InputError, match=r"^CHGCAR: "):
            read_fields("CHGCAR", GOOD[: int(at)])


def sentence_of(data: bytes) -> str:
    """What is said about a CHGCAR; "" if it is read."""
    try:
        return "" if read_fields("CHGCAR", data) else "nothing"
    except InputError as error:
        return str(error)


def test_every_flipped_byte_is_a_field_or_a_sentence():
    rng = np.random.default_rng(1)
    for at, byte in zip(rng.integers(0, 1200, 200), rng.integers(0, 256, 200), strict=True):
        data = bytearray(GOOD)
        data[at] = byte
        said = sentence_of(bytes(data))
        assert not said or said.startswith("CHGCAR: ")
        assert "Error:" not in said
