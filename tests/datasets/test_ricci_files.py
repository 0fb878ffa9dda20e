"""The full files of Ricci et al., on a small file of their form."""

from __future__ import annotations

import gzip
import json

import numpy as np
import pytest

from mi_core.datasets.sources.ricci_files import (
    COLUMNS,
    MOST_BYTES,
    compound_transport,
    transport_by_temperature,
)
from mi_core.errors import InputError

SEEBECK = {"1e+18": [-400.0, -400.0, -100.0], "1e+20": [-100.0, -100.0, -100.0]}  # µV/K
SIGMA = {"1e+18": [2e17, 2e17, 5e17], "1e+20": [3e19, 3e19, 3e19]}  # 1/(Ω m s)


def tensors(by_doping):
    return {
        doping: {"eigs": values, "tensor": np.diag(values).tolist()} for doping, values in by_doping.items()
    }


def compound(**changes):
    """One compound with two temperatures and two dopings, n-type alone."""
    transport = {
        "seebeck_doping": {"n": {t: tensors(SEEBECK) for t in ("300", "1000")}},
        "cond_doping": {"n": {t: tensors(SIGMA) for t in ("300", "1000")}},
        "kappa_doping": {"n": {t: tensors({"1e+18": [1e12, 1e12, 4e12]}) for t in ("300", "1000")}},
        "cond_eff_mass": {"n": {"300": {"1e+18": [0.1, 0.1, 0.4]}}},
    }
    return {
        "gap": {"GGA": 1.5},
        "task_id": {"GGA": "mp-9"},
        "volume": 60.0,
        "pretty_formula": "PbTe",
        "GGA": transport,
    } | changes


def written(folder, content, name="transport_mp-19717.json.gz"):
    path = folder / name
    path.write_bytes(gzip.compress(json.dumps(content).encode()))
    return path


def test_both_axes_come_back_in_our_units(tmp_path):
    frame = transport_by_temperature([written(tmp_path, compound())])
    assert list(frame) == list(COLUMNS)
    assert len(frame) == 4
    row = frame[(frame["temperature_k"] == 300) & (frame["carriers_per_cm3"] == 1e18)].iloc[0]
    assert (row["id"], row["formula"], row["gap_ev"], row["carrier"]) == ("mp-19717", "PbTe", 1.5, "n")
    assert row["sigma"] == pytest.approx(300.0)  # 3e17 · 1e-15 s
    assert row["S"] == pytest.approx(-300.0)
    assert row["kappa"] == pytest.approx(2e12 * 1e-15 * 1e6)  # 2 mW/(m K) in µW
    # (2 · (4e-4)² · 200 + (1e-4)² · 500) / 3 W/(m K²) = 23 µW/(m K²): not S² σ of the averages, 27
    assert row["PF"] == pytest.approx(23.0)
    assert row["m"] == pytest.approx(0.2)


def test_what_a_file_lacks_is_missing_and_the_rest_stays(tmp_path):
    frame = transport_by_temperature([written(tmp_path, compound())]).set_index(
        ["temperature_k", "carriers_per_cm3"]
    )
    assert np.isnan(frame.loc[(1000.0, 1e18), "m"])
    assert np.isnan(frame.loc[(300.0, 1e20), "kappa"])
    assert frame.loc[(300.0, 1e20), "PF"] == pytest.approx(300.0)  # (1e-4)² · 3e4 W/(m K²)


def test_the_calculation_with_u_is_preferred(tmp_path):
    plain = compound()
    both = compound(**{"gap": {"GGA": 1.5, "GGA+U": 2.0}, "GGA+U": plain["GGA"], "GGA": {}})
    frame = transport_by_temperature(
        [written(tmp_path, plain), written(tmp_path, both, "transport_mvc-7.json.gz")]
    )
    assert frame.groupby("id")["gap_ev"].first().to_dict() == {"mp-19717": 1.5, "mvc-7": 2.0}


BROKEN = {"n": {"300": {"1e+18": {"eigs": [1.0, 2.0], "tensor": [[1.0, 2.0]]}}}}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({}, "another JSON"),
        ([], "another JSON"),
        ({"gap": {"GGA": 1.0}}, "no transport under 'GGA'"),
        (compound(GGA={"seebeck_doping": 3}), "lacks seebeck_doping and cond_doping"),
        (compound(GGA={"seebeck_doping": {"n": {}}, "cond_doping": {}}), "no temperature and doping"),
        (compound(GGA={"seebeck_doping": {"x": {}}, "cond_doping": {}}), "n and p by temperature"),
        (compound(GGA={"seebeck_doping": {"n": {"300": 3}}, "cond_doping": {}}), "no dopings at 300 K"),
        (compound(GGA={"seebeck_doping": BROKEN, "cond_doping": BROKEN}), "three eigenvalues"),
        (compound(gap={"GGA": "wide"}), "the gap 'wide'"),
        (compound(gap={"GGA": -1.0}), "the gap -1.0"),
        (compound(pretty_formula=3), "no `pretty_formula`"),
    ],
)
def test_another_form_is_a_sentence(tmp_path, content, said):
    with pytest.raises(InputError, match=r"transport_mp-19717\.json\.gz .*Dryad gn001") as caught:
        transport_by_temperature([written(tmp_path, content)])
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b'{"gap": ', "cannot be parsed as JSON"),
        (b"[" * 100_000, "cannot be parsed as JSON"),
        (gzip.compress(b"{}", mtime=0)[:-6], "cannot be unpacked"),
        (b" " * (MOST_BYTES + 1), "more than 20 MiB"),
        (gzip.compress(b" " * MOST_BYTES, mtime=0), "more than 3 MiB"),  # a bomb
        (b"[" + b"0," * 6_000_000 + b"0]", "6,000,000 values"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # not megabytes of content
)
def test_broken_files_are_a_sentence(data, said):
    with pytest.raises(InputError, match=said) as caught:
        compound_transport("a/x_mp-1.json.gz", data)
    assert str(caught.value).startswith("x_mp-1.json.gz ")


def test_a_file_that_is_not_packed_is_read_and_copies_keep_their_entry(tmp_path):
    path = tmp_path / "x_mp-1 (2).json"
    path.write_text(json.dumps(compound()))
    assert set(transport_by_temperature([path])["id"]) == {"mp-1"}
    assert set(compound_transport("made_up.json", path.read_bytes())["id"]) == {"up"}


def test_no_files_give_an_empty_table():
    assert list(transport_by_temperature([])) == list(COLUMNS)
