"""Densities in zip archives are read as those outside, within limits, and the rest of an archive stays whole."""

from __future__ import annotations

import gzip
import io
import zipfile

import numpy as np
import pytest
from density_files import TRICLINIC, charge_file, gaussians

from mi_core.densities.reading import DensityLimits, read_fields
from mi_core.densities.reading.archive import open_density_archive
from mi_core.errors import InputError
from mi_core.structures.reading import read_materials

GOOD = charge_file(gaussians())
CIF = TRICLINIC.to(fmt="cif").encode()


def packed(**members: bytes) -> bytes:
    """A zip archive; two underscores in a name are a slash, one is a dot."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return buffer.getvalue()


MIXED = packed(a__CHGCAR=GOOD, a__salt_cif=CIF, b__CHGCAR_gz=gzip.compress(GOOD), upload=GOOD)


@pytest.mark.parametrize("as_file", [False, True])
def test_densities_of_an_archive_are_those_outside_and_the_rest_is_an_archive(tmp_path, as_file):
    path = tmp_path / "upload"
    path.write_bytes(MIXED)
    found = open_density_archive("calculation.zip", path if as_file else MIXED)
    assert [member.name for member in found.densities] == ["a/CHGCAR", "b/CHGCAR.gz", "upload"]
    for member in found.densities:
        (field,) = read_fields(member.name, member)
        np.testing.assert_allclose(field.values, gaussians(), rtol=1e-9)
    (row,) = read_materials([found.others])
    assert (row.id, row.formula, row.source) == ("salt", "NaCl", "calculation.zip/a/salt.cif")
    assert found.refused == ()


@pytest.mark.parametrize(
    "data", [packed(salt_cif=CIF), b"", b"PK\x03\x04 and no more", CIF, packed(inner_zip=MIXED)]
)
def test_what_holds_no_density_is_left_to_other_readers(data):
    assert open_density_archive("upload.zip", data) is None


def test_a_bomb_in_an_archive_is_one_sentence():
    bomb = GOOD[: GOOD.index(b"14")] + b" 200 200 200\n" + b"0.0 " * (2 << 20)
    found = open_density_archive("bombs.zip", packed(CHGCAR=bomb, zeros=bytes(3 << 20), salt_cif=CIF))
    (member,) = found.densities
    with pytest.raises(
        InputError, match=r"^CHGCAR: The member unpacks to more than 200 times .* as zip bombs do"
    ):
        read_fields("CHGCAR", member)
    ((name, problem),) = found.refused
    assert name == "zeros"
    assert "as zip bombs do" in str(problem)
    assert [row.id for row in read_materials([found.others])] == ["salt"]


def test_members_are_bounded_and_checked(tmp_path):
    (member,) = open_density_archive("a.zip", packed(CHGCAR=GOOD), DensityLimits(max_bytes=50_000)).densities
    with pytest.raises(InputError, match=r"^CHGCAR: The member unpacks to more than 50,000 bytes"):
        read_fields("CHGCAR", member)
    damaged = bytearray(packed(CHGCAR=GOOD))
    damaged[len(damaged) // 2] ^= 255
    (member,) = open_density_archive("a.zip", bytes(damaged)).densities
    with pytest.raises(InputError, match=r"^CHGCAR: The member is damaged"):
        read_fields("CHGCAR", member)


def test_an_archive_is_read_no_further_than_its_limit(monkeypatch):
    monkeypatch.setattr("mi_core.densities.reading.archive.MOST_UNPACKED", int(2.5 * len(GOOD)))
    members = open_density_archive("a.zip", packed(a__CHGCAR=GOOD, b__CHGCAR=GOOD)).densities
    with pytest.raises(InputError, match="what is left of the limits"):
        [read_fields("CHGCAR", member) for member in members]
