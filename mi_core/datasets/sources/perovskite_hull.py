"""Energies above the hull of ordered perovskites ABX3, joined from four tables of the registry.

Oxides: as published by Emery & Wolverton. Others, and oxides that they lack: as published by the Materials Project; and from
OQMD's formation energies, brought to the Materials Project's references (`mi_core.datasets.references`) and set against its
competing phases (`mi_core.datasets.hull`). Castelli's energies are left out: see the traps on the card.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.datasets.composition import atomic_fractions
from mi_core.datasets.hull import CompetingPhases
from mi_core.datasets.references import ElementShifts

if TYPE_CHECKING:
    from mi_core.datasets.card import Origin
    from mi_core.datasets.download import Progress

SITES = ["a_site", "b_site", "x_site"]
TARGET, FORMATION = "e_above_hull_ev_per_atom", "e_form_ev_per_atom"
#: A phase of the same composition nearer than this, the error of a shifted energy, is taken for the compound itself.
SAME_PHASE_EV = 0.05
#: Elements that form compounds with every metal; without such a compound in the table, a hull is not known.
COMBINING = frozenset({"O", "F", "Cl", "Br", "I"})
#: 99 % of the stable ternary compounds of mp_compositions lie higher; below, the table lacks a competing phase.
DEEPEST_EV = -0.4
ORDER = ("wolverton_perovskite_oxides", "mp_perovskites", "oqmd_perovskites")


def perovskite_hull_table(
    _origin: Origin, tables: list[pd.DataFrame], progress: Progress | None
) -> pd.DataFrame:
    """Return one row per ordered (A, B, X): the label of the most trusted table, there of the lowest polymorph.

    tables : those of `ORDER`, then mp_compositions.
    The counts of every step are in `DataFrame.attrs["steps"]`, a list of sentences.
    """
    tell = progress or (lambda _share, _words: None)
    wolverton, mp, oqmd, phases_of_mp = tables
    tell(0.1, "finding perovskite sites")
    mp, mp_steps = ordered_perovskites(mp, "mp_perovskites")
    oqmd, oqmd_steps = ordered_perovskites(oqmd, "oqmd_perovskites")
    tell(0.3, "building the hulls of the competing phases")
    phases = CompetingPhases(phases_of_mp["formula"], phases_of_mp[FORMATION])
    mp, release_steps = shift_release(mp, phases_of_mp)
    published = mp.assign(**{TARGET: signed_hull_energies(mp, phases), "label": "published"})
    shifted, shift_steps = shift_oqmd(oqmd, mp)
    computed, computed_steps = computed_hull_energies(shifted, phases)
    oxides = wolverton.assign(x_site="O", label="published")
    table, steps = _one_per_triple(dict(zip(ORDER, (oxides, published, computed), strict=True)))
    table.attrs["steps"] = [*mp_steps, *oqmd_steps, *release_steps, *shift_steps, *computed_steps, *steps]
    return table


def ordered_perovskites(frame: pd.DataFrame, name: str) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the rows whose crystal is a perovskite with one element on X, with the columns of `SITES`, and the counts."""
    found = [_sites(row_id, cif) for row_id, cif in zip(frame["id"], frame["cif"], strict=True)]
    pure = [sites is not None and len(set(sites.x)) == 1 for sites in found]
    kept = frame[pure].drop(columns="cif")
    sites = [(s.a, s.b, s.x[0]) for s, keep in zip(found, pure, strict=True) if keep]
    kept = kept.assign(**dict(zip(SITES, map(list, zip(*sites, strict=True)), strict=True)))
    no_perovskite = sum(sites is None for sites in found)
    sentence = (
        f"{name}: {len(frame)} rows, {no_perovskite} no perovskite by their geometry, "
        f"{len(frame) - no_perovskite - len(kept)} with several elements on X, {len(kept)} kept."
    )
    return kept, (sentence,)


def _sites(row_id: str, text: str):
    """Return the site elements of a crystal, None where it is no perovskite or cannot be read."""
    from mi_core.errors import InputError
    from mi_core.structures.analysis.perovskite import find_sites
    from mi_core.structures.formats import cif
    from mi_core.structures.limits import Limits

    material = next(iter(cif.rows(text, row_id, row_id, Limits())))
    try:
        return find_sites(material.structure) if material.structure is not None else None
    except InputError:
        return None


def signed_hull_energies(frame: pd.DataFrame, phases: CompetingPhases) -> list[float]:
    """Return published energies above the hull (n,) in eV/atom, those of compounds on it taken below it.

    A compound on the hull is published as 0. Left out of the hull, it lies below by its decomposition enthalpy. It stays 0
    where the competing phases are not complete enough to tell.
    """

    def below(formula: str, formation: float) -> float:
        if phases.missing_binaries(formula, COMBINING):
            return 0.0
        energy = phases.energy_above_hull(formula, formation, own_within=np.inf)
        return energy if DEEPEST_EV <= energy <= 0 else 0.0

    rows = zip(frame["formula"], frame[FORMATION], frame[TARGET], strict=True)
    return [energy if energy > 0 else below(formula, formation) for formula, formation, energy in rows]


def computed_hull_energies(
    frame: pd.DataFrame, phases: CompetingPhases
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the rows whose hull is known with the label computed from their formation energies, and the counts."""
    complete = frame[[not phases.missing_binaries(formula, COMBINING) for formula in frame["formula"]]]
    rows = zip(complete["formula"], complete[FORMATION], strict=True)
    energies = [phases.energy_above_hull(*row, own_within=SAME_PHASE_EV) for row in rows]
    labelled = complete.assign(**{TARGET: energies, "label": "computed"})
    kept = labelled[labelled[TARGET] >= DEEPEST_EV]
    sentence = (
        f"oqmd_perovskites: {len(frame) - len(complete)} rows dropped for want of a halide or oxide among the competing "
        f"phases, {len(labelled) - len(kept)} below {DEEPEST_EV:g} eV/atom for the same reason, {len(kept)} labelled."
    )
    return kept, (sentence,)


def shift_release(mp: pd.DataFrame, earlier: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the Materials Project's perovskites with formation energies (eV/atom) on the references of an earlier release.

    Between the releases the corrections of the anions were fitted anew: bromine's moved by 0.6 eV/atom.
    """
    shared = mp.merge(earlier[["id", FORMATION]], on="id", suffixes=("", "_earlier"))
    shifts = ElementShifts(shared["formula"], shared[f"{FORMATION}_earlier"] - shared[FORMATION])
    sentence = (
        f"mp_perovskites: formation energies brought to the release of mp_compositions by element shifts from "
        f"{shifts.n_pairs} entries of both, {shifts.n_pairs - shifts.n_kept} of them outliers."
    )
    return mp.assign(**{FORMATION: mp[FORMATION] + [shifts.of(f) for f in mp["formula"]]}), (sentence,)


def shift_oqmd(oqmd: pd.DataFrame, mp: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return OQMD's perovskites other than oxides with formation energies (eV/atom) on the Materials Project's references.

    The shifts are fitted to the ordered perovskites, not oxides, that both hold, each in its lowest polymorph. Rows with an
    element that has no pair are dropped unless it is a transition metal: those hardly differ.
    """
    others, reference = oqmd[oqmd["x_site"] != "O"], mp[mp["x_site"] != "O"]
    pairs = pd.concat(
        [
            frame.groupby(SITES)[FORMATION].min().rename(name)
            for name, frame in (("oqmd", others), ("mp", reference))
        ],
        axis=1,
        join="inner",
    )
    shifts = ElementShifts([formula_of(*sites) for sites in pairs.index], pairs["mp"] - pairs["oqmd"])
    known = [_known(formula, shifts) for formula in others["formula"]]
    kept = others[known]
    kept = kept.assign(**{FORMATION: kept[FORMATION] + [shifts.of(formula) for formula in kept["formula"]]})
    sentence = (
        f"oqmd_perovskites: {len(oqmd) - len(others)} oxides left to the two published tables, "
        f"{len(others) - len(kept)} rows with an element of unknown reference dropped, {len(kept)} kept; element shifts "
        f"from {shifts.n_pairs} compounds that mp_perovskites holds too, {shifts.n_pairs - shifts.n_kept} of them outliers."
    )
    return kept, (sentence,)


def _known(formula: str, shifts: ElementShifts) -> bool:
    from pymatgen.core import Element

    missing = set(atomic_fractions(formula)) - set(shifts.shifts)
    return all(Element(s).is_transition_metal and not Element(s).is_actinoid for s in missing)


def _one_per_triple(tables: dict[str, pd.DataFrame]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Join tables, the most trusted first; keep of each ordered triple the lowest label of the first that has it."""
    joined = pd.concat(
        [
            frame[["id", *SITES, TARGET, "label"]].assign(source=name, trust=rank)
            for rank, (name, frame) in enumerate(tables.items())
        ],
        ignore_index=True,
    ).rename(columns={"id": "source_id"})
    joined = joined.sort_values(["trust", TARGET], kind="stable")
    kept = joined.drop_duplicates(SITES).sort_values(SITES, ignore_index=True)
    counts = kept["source"].value_counts()
    shares = ", ".join(f"{counts.get(name, 0)} from {name}" for name in tables)
    sentence = f"{len(joined)} labels of {len(kept)} ordered compounds: {shares}."
    names = kept[SITES].agg("-".join, axis=1) + "3"
    formulas = [formula_of(*sites) for sites in kept[SITES].itertuples(index=False)]
    return kept.assign(id=names, formula=formulas), (sentence,)


def formula_of(a: str, b: str, x: str) -> str:
    """Return the formula of ordered sites, "SrTiO3" or "Ti2O3"; swapped sites give another text of one composition."""
    return f"{a}2{x}3" if a == b else f"{a}{b}{x}3"
