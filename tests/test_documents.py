"""CHANGELOG, CITATION and DATA-LICENSES say what holds."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import PurePosixPath

import pytest
import yaml
from tracked import ROOT, tracked_files

from mi_core.datasets.registry import list_datasets

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LICENCES = (ROOT / "DATA-LICENSES.md").read_text()
LEARNT = {".parquet", ".safetensors", ".skops", ".npz"}
# Each row: path, what it is, made from, licence.
SHIPPED = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in LICENCES.splitlines()
    if line.startswith("| `")
]


def section(name: str) -> str:
    """What DATA-LICENSES.md says of a table."""
    found = re.search(rf"^### {re.escape(name)}\n(.*?)(?=^### |\Z)", LICENCES, re.DOTALL | re.MULTILINE)
    assert found, f"DATA-LICENSES.md has no section {name}"
    return " ".join(found[1].split())


def licensed(name: str) -> list[list[str]]:
    return [row for row in SHIPPED if name == row[0].strip("`") or name.startswith(row[0].strip("`"))]


def test_every_table_and_model_that_ships_has_one_line():
    data = [
        name
        for name in tracked_files()
        if name.startswith("mi_core/") and PurePosixPath(name).suffix in LEARNT
    ]
    assert data
    assert {name: len(licensed(name)) for name in data} == dict.fromkeys(data, 1)


def test_every_line_names_what_exists():
    kept = tracked_files()
    for path, *_ in SHIPPED:
        assert any(name.startswith(path.strip("`")) for name in kept), path


@pytest.mark.parametrize("card", list_datasets(), ids=lambda card: card.name)
def test_licence_and_attribution_are_those_of_the_card(card):
    said = section(card.name)
    assert said.startswith(card.licence)
    for citation in card.citation:
        assert f"[{citation.doi}](https://doi.org/{citation.doi})" in said


@pytest.mark.parametrize("row", SHIPPED, ids=lambda row: row[0])
def test_what_is_derived_keeps_the_licence_of_its_tables(row):
    path, _, tables, licence = row
    if "designations" in path:
        return  # facts, from no table
    stated = {table: section(table) for table in tables.split(", ")}
    assert any(words.startswith(licence) for words in stated.values())
    for table, words in stated.items():  # CC0 asks for nothing, so that it goes with any other
        assert words.startswith((licence, "CC0")), f"{path} and {table} differ"


@pytest.mark.parametrize(
    "card", sorted((ROOT / "mi_core").rglob("card.yaml")), ids=lambda card: card.parent.name
)
def test_a_card_and_its_line_name_the_same_table(card):
    (row,) = licensed(card.relative_to(ROOT).as_posix())
    known = yaml.safe_load(card.read_text())
    dataset = known.get("dataset", {})
    if name := dataset.get("name") or dataset.get("dataset"):
        assert name in row[2].split(", ")


def test_the_citation_file_is_one():
    """The keys that Citation File Format 1.2.0 requires and allows, with the values that they may have."""
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert set(citation) <= {
        "abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi", "identifiers", "keywords",
        "license", "license-url", "message", "preferred-citation", "references", "repository", "repository-artifact",
        "repository-code", "title", "type", "url", "version",
    }  # fmt: skip
    assert (citation["cff-version"], citation["type"]) == ("1.2.0", "software")
    for author in citation["authors"]:
        assert set(author) <= {"name", "website", "email"} or {"family-names", "given-names"} <= set(author)
    assert all(set(reference) >= {"type", "title", "authors"} for reference in citation["references"])
    assert isinstance(citation["date-released"], date)
    assert all(isinstance(word, str) for word in citation["keywords"])


def test_version_and_licence_are_the_same_everywhere():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert citation["version"] == PROJECT["version"]
    assert citation["license"] == PROJECT["license"]
    assert (ROOT / "LICENSE").read_text().startswith(f"{PROJECT['license']} License")
    (released,) = re.findall(rf"^## \[{re.escape(PROJECT['version'])}\] - (\S+)$", changelog(), re.MULTILINE)
    assert citation["date-released"] == date.fromisoformat(released)


def changelog() -> str:
    return (ROOT / "CHANGELOG.md").read_text()


def test_the_changelog_keeps_its_form():
    """keepachangelog.com 1.1.0: releases, newest first, below what is not released; six kinds of change."""
    releases = re.findall(r"^## \[(.+?)\](?: - (\S+))?$", changelog(), re.MULTILINE)
    assert releases[0] == ("Unreleased", "")
    dates = [date.fromisoformat(day) for _, day in releases[1:]]
    assert dates == sorted(dates, reverse=True)
    kinds = set(re.findall(r"^### (.+)$", changelog(), re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert all(
        re.search(r"^- ", part, re.MULTILINE)
        for part in re.split(r"^### .+$", changelog(), flags=re.MULTILINE)[1:]
    )
