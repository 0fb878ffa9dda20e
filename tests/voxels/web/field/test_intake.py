"""What is dropped is sorted: densities, also in archives, are opened, and the rest is handed on."""

from __future__ import annotations

import io
import zipfile

import numpy as np
import pytest
import streamlit as st
from density_files import TRICLINIC, charge_file, gaussians

from mi_core.structures.reading import read_materials
from mi_core.structures.source import Source
from mi_core.voxels.web.field import session
from mi_core.voxels.web.field.intake import open_densities

DENSITY = gaussians()


@pytest.fixture(autouse=True)
def _own_session(monkeypatch):
    monkeypatch.setattr(st, "session_state", {})


def archive(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return buffer.getvalue()


def test_densities_in_an_archive_are_opened_and_its_crystals_handed_on():
    cif = TRICLINIC.to(fmt="cif").encode()
    members = {f"{folder}/CHGCAR": charge_file(part * DENSITY) for folder, part in (("a", 1.0), ("b", 0.5))}
    members |= {"salt.cif": cif, "LOCPOT": b"cut off", "zeros": bytes(3 << 20)}
    alone = archive({"salt.cif": cif})
    opened, rest = open_densities([Source("run.zip", archive(members)), Source("alone.zip", alone)])
    assert [one.name for one in opened] == ["a/CHGCAR", "b/CHGCAR"]
    assert len({one.id for one in opened}) == 2
    np.testing.assert_allclose(opened[1].fields[0].values, 0.5 * DENSITY, rtol=1e-9)
    assert [row.source for row in read_materials(rest)] == ["run.zip/salt.cif", "alone.zip/salt.cif"]
    assert rest[1].data == alone
    refused, cut = session.problems()
    assert refused.startswith("zeros: The member unpacks to more than 200 times")
    assert cut.startswith("LOCPOT: ")


def test_cores_are_added_to_the_valence_of_their_own_folder():
    core, valence = (charge_file(part * DENSITY) for part in (2.5, 1.0))
    members = {
        f"{folder}/{name}": data
        for folder in "ab"
        for name, data in (("AECCAR0", core), ("AECCAR2", valence))
    }
    opened, rest = open_densities([Source("run.zip", archive(members))])
    assert rest == []
    assert [one.name for one in opened] == ["a/AECCAR0 + a/AECCAR2", "b/AECCAR0 + b/AECCAR2"]
    assert [one.fields[0].kind for one in opened] == ["all-electron"] * 2
