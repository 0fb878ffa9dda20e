"""How far computed energies above the hull lie from published ones: what the labels of `perovskite_hull_energies` are worth.

Needs MI_DATA_DIR. Errors in eV/atom. The hull of mp_compositions is set against the Materials Project's own hull energies in
the same table (it lacks a tenth of the entries), and against pymatgen's PhaseDiagram. OQMD's formation energies are shifted
by references fitted to other compounds (ten folds of compositions) and compared with the published hull energies of the same
ordered perovskites. Castelli's energies per atom are compared with published ones as they stand.
"""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
from record import save
from sklearn.model_selection import GroupKFold

from mi_core.datasets.composition import atomic_fractions, composition_key
from mi_core.datasets.hull import CompetingPhases
from mi_core.datasets.loading import load_dataset
from mi_core.datasets.references import ElementShifts
from mi_core.datasets.sources.perovskite_hull import (
    FORMATION,
    SAME_PHASE_EV,
    SITES,
    TARGET,
    formula_of,
    ordered_perovskites,
    shift_release,
)
from mi_core.evaluation.groups import family

STABLE = 0.025


def main() -> None:
    """Measure everything and save one file."""
    table = load_dataset("mp_compositions").frame
    started = time.perf_counter()
    phases = CompetingPhases(table["formula"], table[FORMATION])
    mp, _ = ordered_perovskites(load_dataset("mp_perovskites").frame, "mp")
    mp, _ = shift_release(mp, table)
    oqmd, _ = ordered_perovskites(load_dataset("oqmd_perovskites").frame, "oqmd")
    keys = {composition_key(f) for frame in (mp, oqmd) for f in frame["formula"]}
    for key in keys:
        phases.hull_energy(key)
    found = {"hulls": len(keys), "hulls_s": round(time.perf_counter() - started, 1)}
    found["pymatgen"] = against_pymatgen(phases, sorted(keys))
    found["mp_compositions, own hull"] = own_hull(table, phases)
    own = [
        phases.energy_above_hull(f, e, own_within=SAME_PHASE_EV)
        for f, e in zip(mp["formula"], mp[FORMATION], strict=True)
    ]
    found["mp_perovskites, formation energy on this hull"] = by_family(mp, own, mp[TARGET])
    pairs = lowest_pairs(mp, oqmd)
    for words, oxides in (("oxides", True), ("no oxides", False)):
        part = pairs[(pairs["x_site"] == "O") == oxides].reset_index(drop=True)
        found[f"OQMD, {words}"] = oqmd_labels(part, phases)
    found["castelli"] = castelli(mp)
    save("hull_labels", found)


def against_pymatgen(phases: CompetingPhases, keys: list[str], count: int = 150) -> dict:
    """Return the largest difference from pymatgen's decomposition of trial compounds."""
    from pymatgen.analysis.phase_diagram import PDEntry, PhaseDiagram
    from pymatgen.core import Composition

    differences = []
    for key in keys[:: max(1, len(keys) // count)]:
        entries = [
            PDEntry(Composition(k), e * Composition(k).num_atoms) for k, e in phases.system(key).items()
        ]
        trial = PDEntry(Composition(key), 0.1 * Composition(key).num_atoms)
        _, above = PhaseDiagram(entries).get_decomp_and_e_above_hull(trial, allow_negative=True)
        differences.append(abs(above - phases.energy_above_hull(key, 0.1, own_within=np.inf)))
    return {"compounds": len(differences), "largest difference": float(np.max(differences))}


def own_hull(table: pd.DataFrame, phases: CompetingPhases, count: int = 3000) -> dict:
    """Recompute published hull energies of the table itself."""
    rows = table[table[TARGET].notna()].sample(count, random_state=0)
    rows = rows[[len(atomic_fractions(f)) > 1 for f in rows["formula"]]]
    above = [phases.energy_above_hull(f, e) for f, e in zip(rows["formula"], rows[FORMATION], strict=True)]
    error = np.maximum(above, 0) - rows[TARGET].to_numpy()
    return {
        "rows": len(rows),
        **errors(error),
        "within 1 meV": round(float((np.abs(error) < 1e-3).mean()), 3),
    }


def lowest_pairs(mp: pd.DataFrame, oqmd: pd.DataFrame) -> pd.DataFrame:
    """Return ordered perovskites of both, each in its lowest polymorph."""
    by_sites = mp.groupby(SITES).agg(mp=(FORMATION, "min"), published=(TARGET, "min"))
    joined = by_sites.join(oqmd.groupby(SITES).agg(oqmd=(FORMATION, "min")), how="inner").reset_index()
    return joined.assign(formula=[formula_of(*sites) for sites in joined[SITES].itertuples(index=False)])


def oqmd_labels(pairs: pd.DataFrame, phases: CompetingPhases) -> dict:
    """Cross-validate the shifts and compare the labels that follow."""
    groups = [composition_key(f) for f in pairs["formula"]]
    difference, shift = (pairs["mp"] - pairs["oqmd"]).to_numpy(), np.zeros(len(pairs))
    for train, test in GroupKFold(10, shuffle=True, random_state=0).split(pairs, groups=groups):
        shifts = ElementShifts(pairs["formula"].iloc[train], difference[train])
        shift[test] = [shifts.of(f) for f in pairs["formula"].iloc[test]]
    energies = pairs["oqmd"] + shift
    above = [
        phases.energy_above_hull(f, e, own_within=SAME_PHASE_EV)
        for f, e in zip(pairs["formula"], energies, strict=True)
    ]
    return {
        "pairs": len(pairs),
        "formation energy, unshifted": errors(-difference),
        "formation energy, shifted": errors(shift - difference),
        "hull energy": by_family(pairs, above, pairs["published"]),
    }


def castelli(mp: pd.DataFrame) -> dict:
    """Compare energies per atom of pure O3 and N3 cells with published hull energies."""
    frame = load_dataset("castelli_perovskites").frame
    frame = frame[[len(atomic_fractions(f)) <= 3 for f in frame["formula"]]]
    cells, _ = ordered_perovskites(frame, "castelli")
    energy = (cells.groupby(SITES)["e_form_ev_per_cell"].min() / 5).rename("castelli")
    oxides = load_dataset("wolverton_perovskite_oxides").frame.assign(x_site="O")
    cubic = oxides[oxides["lowest_distortion"] == "cubic"].set_index(SITES)[TARGET]
    published = {"wolverton, cubic oxides": cubic, "mp_perovskites": mp.groupby(SITES)[TARGET].min()}
    found = {"nitrides N3": int((cells["x_site"] == "N").sum())}
    for name, values in published.items():
        both = pd.concat([energy, values.rename("published")], axis=1, join="inner")
        error = both["castelli"] - both["published"]
        found[name] = {
            "pairs": len(both),
            "of them nitrides": int((both.index.get_level_values("x_site") == "N").sum()),
            **errors(error),
            "below 0.2 eV/atom": errors(error[both["published"] < 0.2]),
            "correlation": round(float(both.corr().iloc[0, 1]), 3),
        }
    return found


def by_family(frame: pd.DataFrame, above, published) -> dict:
    """Return errors and the agreement about stability for each family of the X element."""
    from pymatgen.core import Element

    above, published = np.asarray(above), np.asarray(published)
    families = np.array([family([Element(x).Z]) for x in frame["x_site"]])
    found = {}
    for name in dict.fromkeys(families):
        rows = families == name
        stable, called = published[rows] <= STABLE, above[rows] <= STABLE
        found[name] = {
            "n": int(rows.sum()),
            **errors(np.maximum(above, 0)[rows] - published[rows]),
            "published stable": int(stable.sum()),
            "computed stable": int(called.sum()),
            "both": int((stable & called).sum()),
        }
    return found


def errors(error) -> dict:
    """Return mean absolute error, median absolute error and mean."""
    error = np.asarray(error, dtype=float)
    words = {"mae": np.abs(error).mean(), "median": np.median(np.abs(error)), "mean": error.mean()}
    return {key: round(float(value), 4) for key, value in words.items()}


if __name__ == "__main__":
    main()
