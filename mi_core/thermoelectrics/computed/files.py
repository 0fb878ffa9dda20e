"""Files of Ricci et al. in, points out: one by one, so that a bad file is a sentence and the others stay."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from mi_core.datasets.sources.ricci_files import COLUMNS, compound_transport
from mi_core.errors import InputError
from mi_core.structures.limits import DEFAULT_LIMITS
from mi_core.words import counted, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FILE = "file"
MOST_COMPOUNDS = 1000  # 130 points each
LIMITS = replace(DEFAULT_LIMITS, max_members=2 * MOST_COMPOUNDS)  # of a zip: each may unpack once more
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # the second of an empty one

Content = bytes | InputError


class Reading(NamedTuple):
    """What files held.

    points : columns of `datasets.sources.ricci_files.COLUMNS`, for 1 fs, and `file`; problems : a sentence for each file
    that is left out; remarks : a sentence for each file of which some points or quantities are left out.
    """

    points: pd.DataFrame
    problems: tuple[str, ...]
    remarks: tuple[str, ...]


def no_points() -> pd.DataFrame:
    """Return the points of no file."""
    return pd.DataFrame(columns=[*COLUMNS, FILE])


def read_files(
    files: Iterable[tuple[str, Content]],
    held: Mapping[str, str] | None = None,
    *,
    most: int | None = MOST_COMPOUNDS,
) -> Reading:
    """Return what JSON files, gzipped or not, and zips of them hold.

    files : name and bytes of each, or why there are none; held : the compounds that are there already, by id, with the files
    that they are from; most : compounds, those included, None for no limit.
    """
    known, tables, problems, remarks = dict(held or {}), [], [], []
    for name, content in _each(files):
        try:
            table, said = _usable(name, _read(name, content))
            _check_new(name, table["id"].iloc[0], known, most)
        except InputError as problem:
            problems.append(str(problem))
            continue
        known[table["id"].iloc[0]] = name
        tables.append(table)
        remarks += said
    points = pd.concat(tables, ignore_index=True) if tables else no_points()
    return Reading(points, tuple(problems), tuple(remarks))


def _each(files: Iterable[tuple[str, Content]]) -> Iterator[tuple[str, Content]]:
    """Yield name and bytes of each file, those of a zip one by one; in place of bytes the reason why they are not read."""
    from mi_core.structures.formats.archive import members, open_archive
    from mi_core.structures.source import Source

    for name, data in files:
        if isinstance(data, InputError) or not data.startswith(_ZIP):
            yield name, data
            continue
        try:
            archive, infos = open_archive(Source(name, data), LIMITS, "JSON files, gzipped or not,")
        except InputError as problem:
            yield name, problem
            continue
        for member, content in members(archive, infos, LIMITS, gzipped=True):
            yield f"{name}/{member}", content.data if isinstance(content, Source) else content


def _read(name: str, content: Content) -> pd.DataFrame:
    if isinstance(content, InputError):
        raise InputError(f"{shown(name)}: {content}") from content
    return compound_transport(name, content)


def _check_new(name: str, compound: str, known: Mapping[str, str], most: int | None) -> None:
    if compound in known:
        raise InputError(
            f"{shown(name)} is of {compound}, which {shown(known[compound])} has given already; it is left out. Remove the "
            "compound to read it from another file."
        )
    if most is not None and len(known) >= most:
        raise InputError(
            f"{shown(name)} is left out: at most {most:,} compounds are held at once; remove some."
        )


def _usable(name: str, table: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return the points that have S and σ, κ only where it is above 0; with sentences on what is left out."""
    needed = table[["S", "sigma", "PF"]].to_numpy(dtype=float)
    good = np.isfinite(needed).all(axis=1) & (table["sigma"] > 0) & (table["PF"] >= 0)
    if not good.any():
        raise InputError(
            f"{shown(name)} has no point with a finite S and a σ above 0; it is left out. Fetch the file anew."
        )
    said = []
    if lost := int((~good).sum()):
        said.append(
            f"{shown(name)}: {lost:,} of {counted(len(table), 'point')} left out: not finite, or σ not above 0."
        )
    kept = table[good].drop_duplicates(["carrier", "temperature_k", "carriers_per_cm3"])
    kappa = kept["kappa"].where(np.isfinite(kept["kappa"]) & (kept["kappa"] > 0))
    if lost := int(kappa.isna().sum()):
        said.append(f"{shown(name)}: {counted(lost, 'point')} without a κₑ above 0, hence without zTₑ.")
    return kept.assign(kappa=kappa, file=name), said
