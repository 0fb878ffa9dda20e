"""Converters, each fed by a local server with the public source's own layout, made from real rows."""

from __future__ import annotations

import gzip
import io
import json
from dataclasses import replace
from urllib.parse import parse_qs, urlparse

import numpy as np
import pandas as pd
import pytest
from pymatgen.core import Composition, Structure
from served_tables import serve

from mi_core.datasets import loading
from mi_core.datasets.composition import composition_key
from mi_core.datasets.loading import load_dataset
from mi_core.datasets.registry import find_dataset
from mi_core.datasets.sources import castelli as castelli_source
from mi_core.datasets.sources import estm, materials_project_2018, oqmd, ricci, wolverton
from mi_core.datasets.sources.matminer_json import read_matminer_json
from mi_core.errors import InputError

MP_KEY = "k" * 32
SRTIO3 = Structure(
    3.905 * np.eye(3),
    ["Sr", "Ti", "O", "O", "O"],
    [[0, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]],
)


def published(frame, names):
    """Return the bytes of a table as matminer publishes it: its own column names, crystals as dicts."""
    frame = frame.rename(columns={ours: theirs for theirs, ours in names.items()})[list(names)]
    if "structure" in frame:
        crystals = frame["structure"].map(lambda cif: Structure.from_str(cif, fmt="cif").as_dict())
        frame = frame.assign(structure=crystals)
    frame = frame.astype(object).where(frame.notna(), None)
    raw = {"columns": list(frame), "index": list(range(len(frame))), "data": frame.to_numpy().tolist()}
    return gzip.compress(json.dumps(raw).encode())


def point(server, monkeypatch, name, path):
    card = find_dataset(name)
    card = replace(card, origin=replace(card.origin, endpoint=server.url + path))
    monkeypatch.setattr(loading, "find_dataset", lambda _name: card)


def raw_rows(data_dir, name, count):
    return pd.read_parquet(data_dir / f"{name}.parquet").head(count)[find_dataset(name).stored]


def test_castelli_comes_back_as_our_table(data_dir, home, server, monkeypatch):
    rows = raw_rows(data_dir, "castelli_perovskites", 40)
    names = castelli_source.NAMES | {"structure": "cif"}
    serve(server, monkeypatch, "castelli_perovskites", [published(rows, names)])
    table = pd.read_parquet(loading.fetch_dataset("castelli_perovskites"))
    assert table["id"].tolist() == [f"perov_{row}" for row in range(40)]
    # The text of a CIF depends on the order in which pymatgen sorts the elements of its heading.
    pd.testing.assert_frame_equal(table.drop(columns=["id", "cif"]), rows.drop(columns=["id", "cif"]))
    for ours, theirs in zip(table["cif"], rows["cif"], strict=True):
        assert same_crystal(ours, theirs)


def same_crystal(first, second):
    first, second = (Structure.from_str(cif, fmt="cif") for cif in (first, second))
    return (
        first.species == second.species
        and np.allclose(first.lattice.matrix, second.lattice.matrix, atol=1e-6)
        and np.allclose(first.frac_coords, second.frac_coords, atol=1e-6)
    )


def test_wolverton_comes_back_as_our_table(data_dir, home, server, monkeypatch):
    rows = raw_rows(data_dir, "wolverton_perovskite_oxides", 200)
    serve(server, monkeypatch, "wolverton_perovskite_oxides", [published(rows, wolverton.NAMES)])
    path = loading.fetch_dataset("wolverton_perovskite_oxides")
    pd.testing.assert_frame_equal(pd.read_parquet(path), rows)
    assert path == home / "datasets" / "wolverton_perovskite_oxides.parquet"
    assert load_dataset("wolverton_perovskite_oxides").path == path
    assert len(server.requests) == 1


def test_compositions_come_back_as_our_table(data_dir, home, server, monkeypatch):
    rows = raw_rows(data_dir, "mp_compositions", 300)
    serve(server, monkeypatch, "mp_compositions", [published(rows, materials_project_2018.LABELS)])
    table = pd.read_parquet(loading.fetch_dataset("mp_compositions"))
    expected = rows.sort_values("id", ignore_index=True)
    pd.testing.assert_frame_equal(table, expected)
    assert table["bulk_modulus_gpa"].isna().any()


def test_structures_join_three_files(data_dir, home, server, monkeypatch):
    rows = raw_rows(data_dir, "mp_structures", 60)
    phonons, piezo = rows[rows["eps_total"].notna()], rows[rows["piezo_max_c_m2"].notna()]
    labelled = rows[rows["e_form_ev_per_atom"].notna()]
    assert len(phonons) + len(piezo) > len(rows) > 0
    bodies = [
        published(phonons.rename(columns={"cif": "structure"}), materials_project_2018.PHONONS),
        published(piezo.rename(columns={"cif": "structure"}), materials_project_2018.PIEZO),
        published(labelled, materials_project_2018.LABELS),
    ]
    serve(server, monkeypatch, "mp_structures", bodies)
    table = pd.read_parquet(loading.fetch_dataset("mp_structures"))
    expected = rows.sort_values("id", ignore_index=True)[list(table)]
    pd.testing.assert_frame_equal(table.drop(columns="cif"), expected.drop(columns="cif"))
    assert all(map(same_crystal, table["cif"], expected["cif"]))


def test_crystals_come_back_as_our_table(data_dir, home, server, monkeypatch):
    rows = raw_rows(data_dir, "mp_crystals", 20)
    body = published(rows.rename(columns={"cif": "structure"}), {"mpid": "id", "structure": "structure"})
    serve(server, monkeypatch, "mp_crystals", [body])
    data = load_dataset("mp_crystals")
    expected = rows.sort_values("id", ignore_index=True)
    assert data.frame["id"].tolist() == expected["id"].tolist()
    assert all(map(same_crystal, data.frame["cif"], expected["cif"]))
    assert data.frame["formula"].str.len().all()


def published_transport(rows, factor=1.0):
    """The table as matminer has it: indexed by identifier, per second, formulas as pymatgen writes them."""
    table = rows.set_index("id").rename(columns={ours: theirs for theirs, ours in ricci.NAMES.items()})
    for theirs, (_, unit) in ricci.FACTORS.items():
        table[theirs] = table[theirs] / unit * (factor if theirs.startswith("σ") else 1.0)
    table["pretty_formula"] = [Composition(formula).formula for formula in table["pretty_formula"]]
    raw = {"columns": list(table), "index": list(table.index), "data": table.to_numpy().tolist()}
    return gzip.compress(json.dumps(raw).encode())


def test_transport_comes_back_for_1_fs(data_dir, home, server, monkeypatch):
    rows = raw_rows(data_dir, "ricci_transport", 300)
    serve(server, monkeypatch, "ricci_transport", [published_transport(rows)])
    table = pd.read_parquet(loading.fetch_dataset("ricci_transport"))
    expected = rows.sort_values("id", ignore_index=True)
    # The order of elements in a reduced formula depends on pymatgen's table of electronegativities.
    assert table["formula"].map(composition_key).equals(expected["formula"].map(composition_key))
    pd.testing.assert_frame_equal(table.drop(columns="formula"), expected.drop(columns="formula"))


def test_the_units_of_transport_by_hand(tmp_path):
    row = {"id": ["mp-1"], "formula": ["PbTe"], "gap_ev": [1.0]}
    row |= {ours: [1.0] for ours, _ in ricci.FACTORS.values()} | {"m_n": [0.2]}
    raw = json.loads(gzip.decompress(published_transport(pd.DataFrame(row))))
    per_second = dict(zip(raw["columns"], raw["data"][0], strict=True))
    assert per_second["σ.n [1/Ω/m/s]"] == pytest.approx(1e15)  # 1 S/m over 1 fs
    assert per_second["κₑ.n [W/K/m/s]"] == pytest.approx(1e9)  # 1e-6 W/(m K) over 1 fs
    assert per_second["PF.n [µW/cm/K²/s]"] == pytest.approx(1e13)  # 1e-2 µW/(cm K²) over 1 fs


def test_conductivities_in_another_unit_are_refused(data_dir, home, server, monkeypatch):
    rows = raw_rows(data_dir, "ricci_transport", 300)
    serve(server, monkeypatch, "ricci_transport", [published_transport(rows, factor=1e-15)])
    with pytest.raises(InputError, match=r"times n e² τ/m for τ = 1 fs, where about 1 is right"):
        loading.fetch_dataset("ricci_transport")


def estm_sheet(rows, **changes):
    """The bytes of the Excel sheet with the published headings."""
    names = {ours: changes.get(theirs, theirs) for theirs, ours in estm.NAMES.items()}
    book = io.BytesIO()
    rows.rename(columns=names).to_excel(book, index=False, engine="openpyxl")
    return book.getvalue()


@pytest.mark.parametrize("mu", ["\N{MICRO SIGN}", "\N{GREEK SMALL LETTER MU}"])
def test_measured_thermoelectrics_come_back_as_our_table(data_dir, home, server, monkeypatch, mu):
    rows = raw_rows(data_dir, "estm_thermoelectrics", 100)
    heading = {"seebeck_coefficient(μV/K)": f"seebeck_coefficient({mu}V/K)"}
    serve(server, monkeypatch, "estm_thermoelectrics", [estm_sheet(rows, **heading)])
    data = load_dataset("estm_thermoelectrics")
    pd.testing.assert_frame_equal(data.frame[list(rows)], rows)
    real = pd.read_parquet(data_dir / "estm_thermoelectrics.parquet")
    assert len(real) > data.frame["id"].nunique() == 100


def test_a_sheet_that_is_none_is_a_sentence(home, server, monkeypatch):
    serve(server, monkeypatch, "estm_thermoelectrics", [b"<html>"])
    with pytest.raises(InputError, match=r"estm\.xlsx is no readable Excel sheet"):
        loading.fetch_dataset("estm_thermoelectrics")


def test_a_wrong_hash_leaves_no_table(data_dir, home, server, monkeypatch):
    body = published(raw_rows(data_dir, "wolverton_perovskite_oxides", 3), wolverton.NAMES)
    serve(server, monkeypatch, "wolverton_perovskite_oxides", [body], digest="f" * 64)
    with pytest.raises(InputError, match=r"none of three places.*ffffffffffff… is expected"):
        loading.fetch_dataset("wolverton_perovskite_oxides")
    left = [path.name for path in home.rglob("*") if path.is_file() and path.suffix != ".lock"]
    assert left == []


def test_a_changed_layout_is_named(home, server, monkeypatch):
    body = gzip.compress(json.dumps({"columns": ["formula"], "index": [0], "data": [["SrTiO3"]]}).encode())
    serve(server, monkeypatch, "wolverton_perovskite_oxides", [body])
    with pytest.raises(InputError, match=r"lacks the columns atom a, .*; it has formula"):
        loading.fetch_dataset("wolverton_perovskite_oxides")


@pytest.mark.parametrize(
    "body",
    [b"<html>", gzip.compress(b"{}", mtime=0), gzip.compress(b'{"columns"', mtime=0)[:-4]],
    ids=[
        "web page",
        "no columns",
        "cut",
    ],  # the bytes hold the time, and every process must find the same tests
)
def test_a_file_that_is_no_matminer_json_is_a_sentence(tmp_path, body):
    (tmp_path / "x.json.gz").write_bytes(body)
    with pytest.raises(InputError, match=r"x\.json\.gz is not a gzipped JSON"):
        read_matminer_json(tmp_path / "x.json.gz")


def json_answer(server, content):
    return lambda handler: server.reply(handler, 200, json.dumps(content).encode())


def mp_document(number):
    return {
        "material_id": f"mp-{number}",
        "formula_pretty": "SrTiO3",
        "symmetry": {"symbol": "Pm-3m", "number": 221},
        "formation_energy_per_atom": -3.55,
        "energy_above_hull": 0.0,
        "band_gap": 1.77,
        "structure": SRTIO3.as_dict(),
    }


@pytest.fixture
def materials_project(server, monkeypatch, home):
    """A server with heartbeat and paged summaries, as the client of the Materials Project asks for them."""
    documents = [mp_document(number) for number in range(1201)]

    def summaries(handler):
        query = parse_qs(urlparse(handler.path).query)
        assert handler.headers["x-api-key"] == MP_KEY
        skip, limit = int(query.get("_skip", ["0"])[0]), int(query.get("_limit", ["500"])[0])
        answer = {"data": documents[skip : skip + limit], "meta": {"total_doc": len(documents)}}
        return server.reply(handler, 200, json.dumps(answer).encode())

    heartbeat = {"version": "0.87.0", "db_version": "2026.10.01", "access_controlled_batch_ids": []}
    server.answers["/heartbeat"] = json_answer(server, heartbeat)
    server.answers["/materials/summary/"] = summaries
    point(server, monkeypatch, "mp_perovskites", "/")
    monkeypatch.setenv("MP_API_KEY", MP_KEY)
    return server


def test_materials_project_is_read_through_its_client(materials_project):
    table = pd.read_parquet(loading.fetch_dataset("mp_perovskites"))
    assert len(table) == table["id"].nunique() == 1201
    assert list(table) == list(find_dataset("mp_perovskites").columns)
    first = table.iloc[0]
    assert (first["formula"], first["space_group"]) == ("SrTiO3", "Pm-3m")
    assert (first["e_form_ev_per_atom"], first["e_above_hull_ev_per_atom"], first["gap_ev"]) == (
        -3.55,
        0.0,
        1.77,
    )
    assert Structure.from_str(first["cif"], fmt="cif").matches(SRTIO3)
    asked = parse_qs(
        urlparse(next(path for path, _ in materials_project.requests if "summary" in path)).query
    )
    assert asked["formula"] == ["ABC3"]
    assert asked["nsites_min"] == asked["nsites_max"] == ["5"]


def test_without_a_key_the_cure_is_named(home, monkeypatch):
    monkeypatch.delenv("MP_API_KEY", raising=False)
    with pytest.raises(InputError, match=r"MP_API_KEY is not set.*set MP_API_KEY to your key"):
        loading.fetch_dataset("mp_perovskites")


def test_a_refused_key_is_a_sentence(materials_project):
    materials_project.answers["/materials/summary/"] = lambda handler: materials_project.reply(
        handler, 401, b'{"message": "No API key found"}'
    )
    with pytest.raises(InputError, match="refused or failed"):
        loading.fetch_dataset("mp_perovskites")


def oqmd_entry(number, structure, *, envelope=True, **extra):
    attributes = {
        "chemical_formula_reduced": structure.composition.reduced_formula,
        "lattice_vectors": structure.lattice.matrix.tolist(),
        "cartesian_site_positions": structure.cart_coords.tolist(),
        "species_at_sites": [str(symbol) for symbol in structure.species],
        "_oqmd_entry_id": number,
        "_oqmd_delta_e": -3.4,
        "_oqmd_band_gap": 1.8,
        **extra,
    }
    return {"id": number, "attributes": attributes} if envelope else {"id": number, **attributes}


@pytest.fixture
def oqmd_server(server, monkeypatch, home):
    monkeypatch.setattr(oqmd, "PAUSE_S", 0.0)
    point(server, monkeypatch, "oqmd_perovskites", "/structures")
    return server


def pages(server, *contents):
    """Serve the pages one after the other, each naming the next in its links."""

    def answer(handler):
        page = int(parse_qs(urlparse(handler.path).query).get("page_offset", ["0"])[0])
        more = f"{server.url}/structures?page_offset={page + 1}" if page + 1 < len(contents) else None
        link = {"href": more} if more and page % 2 else more
        content = {"data": contents[page], "links": {"next": link}, "meta": {"data_returned": 6}}
        server.reply(handler, 200, json.dumps(content).encode())

    server.answers["/structures"] = answer


def test_oqmd_is_read_page_by_page(oqmd_server):
    other = Structure(4 * np.eye(3), ["Al", "Al", "Ni", "Ni", "Ti"], np.linspace(0, 0.8, 15).reshape(5, 3))
    pages(
        oqmd_server,
        [oqmd_entry(11, SRTIO3), oqmd_entry(12, other)],
        [oqmd_entry(13, SRTIO3, envelope=False), oqmd_entry(14, SRTIO3, _oqmd_delta_e=None)],
        [oqmd_entry(15, SRTIO3, _oqmd_band_gap=None), oqmd_entry(11, SRTIO3)],
    )
    seen = []
    path = loading.fetch_dataset("oqmd_perovskites", progress=lambda *step: seen.append(step))
    table = pd.read_parquet(path)
    assert table["id"].tolist() == ["oqmd-11", "oqmd-13", "oqmd-15"]
    assert table["formula"].unique().tolist() == ["SrTiO3"]
    assert table["gap_ev"].isna().tolist() == [False, False, True]
    assert Structure.from_str(table["cif"].iloc[1], fmt="cif").matches(SRTIO3)
    assert [share for share, _ in seen] == pytest.approx([1 / 3, 2 / 3, 1.0])
    assert len(oqmd_server.requests) == 3


def test_oqmd_is_asked_again_after_a_bad_answer(oqmd_server):
    good = json_answer(oqmd_server, {"data": [oqmd_entry(1, SRTIO3)], "links": {"next": None}})
    failures = [502, 429]

    def answer(handler):
        return oqmd_server.reply(handler, failures.pop(), b"") if failures else good(handler)

    oqmd_server.answers["/structures"] = answer
    assert len(pd.read_parquet(loading.fetch_dataset("oqmd_perovskites"))) == 1


def test_oqmd_out_of_service_is_a_sentence_and_leaves_no_half_table(oqmd_server, home):
    pages(oqmd_server, [oqmd_entry(1, SRTIO3)], [oqmd_entry(2, SRTIO3)])
    first = oqmd_server.answers["/structures"]
    oqmd_server.answers["/structures"] = lambda handler: (
        oqmd_server.reply(handler, 500, b"") if "page_offset" in handler.path else first(handler)
    )
    with pytest.raises(InputError, match="failed 4 times"):
        loading.fetch_dataset("oqmd_perovskites")
    assert not (home / "datasets" / "oqmd_perovskites.parquet").exists()
