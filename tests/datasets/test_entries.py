"""Ids of the Materials Project and of OQMD lead to their pages; all others are text."""

from __future__ import annotations

import pytest

from mi_core.datasets.entries import entry_url


@pytest.mark.parametrize(
    ("row_id", "url"),
    [
        ("mp-149", "https://next-gen.materialsproject.org/materials/mp-149"),
        ("mvc-12905", "https://next-gen.materialsproject.org/materials/mvc-12905"),
        ("oqmd-4069899", "https://oqmd.org/materials/entry/4069899"),
    ],
)
def test_an_entry_of_a_database_has_a_page(row_id, url):
    assert entry_url(row_id) == url


@pytest.mark.parametrize(
    "row_id",
    ["", "perov_7", "Sr-Ti-O3", "mp-", "mp-149-GGA", "my mp-149", "oqmd-x", 'mp-1"><script>', "mp-1\n"],
)
def test_other_ids_have_none(row_id):
    assert entry_url(row_id) is None
