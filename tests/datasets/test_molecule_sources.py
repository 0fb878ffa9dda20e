"""Converters of tables of molecules, each fed by a local server with the public source's own layout and made-up rows."""

from __future__ import annotations

import gzip
import io

import pandas as pd
import pytest
from served_tables import serve

from mi_core.datasets import loading
from mi_core.datasets.loading import load_dataset
from mi_core.datasets.registry import find_dataset
from mi_core.datasets.sources import CSV_TABLES
from mi_core.datasets.sources.molecules.csv_tables import RENAMED
from mi_core.errors import InputError

SMILES = ["CCO", "C1:C:C:C:C:C:1", None, "c1ccccc1O"]


def made_up(name):
    """Four rows of a table under our names, the third without a molecule."""
    card = find_dataset(name)
    columns = {
        column: [0.0, 1.0, 1.0, 0.5] if card.columns[column].dtype == "float" else ["NA", "b", "c", "d"]
        for column in card.stored
    }
    return pd.DataFrame(columns | {"smiles": SMILES})[card.stored]


def csv_of(name, **changes):
    table = made_up(name).rename(columns=RENAMED.get(name, {}) | changes).assign(further="of no use")
    body = table.to_csv(index=False).encode()
    return (
        gzip.compress(body, mtime=0) if find_dataset(name).origin.files[0].filename.endswith(".gz") else body
    )


@pytest.mark.parametrize("name", CSV_TABLES)
def test_a_csv_comes_back_as_our_table(name, home, server, monkeypatch):
    serve(server, monkeypatch, name, [csv_of(name)])
    pd.testing.assert_frame_equal(pd.read_parquet(loading.fetch_dataset(name)), made_up(name))
    data = load_dataset(name)
    assert len(data.frame) == 3
    assert data.frame["id"].is_unique
    assert data.report.steps[0].sentence == "1 rows dropped with nothing in smiles."


def test_a_changed_layout_is_named(home, server, monkeypatch):
    serve(server, monkeypatch, "molecules_bace", [csv_of("molecules_bace", pIC50="potency")])
    with pytest.raises(InputError, match=r"lacks the columns pIC50; it has mol, .*potency"):
        loading.fetch_dataset("molecules_bace")


@pytest.mark.parametrize(
    "body", [gzip.compress(b"", mtime=0), gzip.compress(b"smiles,CT_TOX\nC,1", mtime=0)[:-12], b"no gzip"]
)
def test_a_file_that_is_no_csv_is_a_sentence(body, home, server, monkeypatch):
    serve(server, monkeypatch, "molecules_clintox", [body])
    with pytest.raises(InputError, match=r"clintox\.csv\.gz is no readable CSV with a heading"):
        loading.fetch_dataset("molecules_clintox")


def test_measurements_that_are_marked_are_left_out(home, server, monkeypatch):
    sheet = pd.DataFrame(
        {
            "key": [1, 2, 3],
            "name": ["ethanol", "phenol", "benzene"],
            "smiles": ["CCO", " Oc1ccccc1 ", "c1ccccc1"],
            "mpC": [-114, 41, 5.5],
            "donotuse": ["x", "", None],
        }
    )
    book = io.BytesIO()
    sheet.to_excel(book, index=False, engine="openpyxl")
    serve(server, monkeypatch, "molecules_bradley", [book.getvalue()])
    frame = load_dataset("molecules_bradley").frame
    assert frame["smiles"].tolist() == ["Oc1ccccc1", "c1ccccc1"]
    assert frame["mpC"].tolist() == [41.0, 5.5]
