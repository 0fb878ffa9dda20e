"""Energy above the hull of perovskites ABO3 from A and B alone, for tables in which some cells could relax and some not.

High-throughput tables hold two populations. Where only the cubic cell was computed, the energy follows smoothly from A
and B and may be several eV/atom. Where distorted cells were computed, kept only if they came close to the hull, it is
small, whatever the cubic cell cost. In the data of Emery & Wolverton, Sci. Data 4, 170153 (2017), 0.5 eV/atom parts the
two. One smooth regressor blurs them; here

1. Gaussian processes on (A, B) learn the upper population, the lower one, the share of lower ones, and everything, each
   as the mean of two that compare elements by few properties and by many;
2. a forest joins their leave-one-out predictions for (A, B) and (B, A), the label of (B, A) where it is known, and the
   element properties, into the probability of the lower population: the likelier population's process answers;
3. another forest corrects the upper process from the same numbers, and answers with its median tree;
4. the two answers are averaged.
"""

from __future__ import annotations

import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from mi_core.errors import InputError
from mi_core.regressors.numeric import SMALLEST_SCALE
from mi_core.regressors.packed_trees import grow
from mi_core.regressors.pair_process import PairProcess, exchanged

#: Element properties on each site, first the few that tell elements apart best.
FEW_PROPERTIES = (
    "mendeleev_number", "electronegativity", "metallic_radius", "molar_volume", "melting_point",
    "common_oxidation_max", "atomic_radius", "valence_d",
)  # fmt: skip
MORE_PROPERTIES = (
    "group", "row", "electron_affinity", "van_der_waals_radius", "boiling_point",
    "ionic_radius_min", "ionic_radius_max", "ionic_radius_mean",
    "oxidation_max", "common_oxidation_min", "icsd_oxidation_min", "icsd_oxidation_max",
    "valence_s", "valence_p", "valence_f", "unfilled_d", "unpaired_electrons",
    "ionisation_energy_1", "ionisation_energy_2", "ionisation_energy_3", "ionisation_energy_4", "orbital_energy_highest",
)  # fmt: skip
#: How each of the two processes compares elements: by few properties closely, by all of them loosely.
COMPARISONS = {"few": {"length_scale": 0.7, "identity": 0.08}, "all": {"length_scale": 1.3, "identity": 0.15}}
NOISE = {"upper": 0.01, "lower": 0.1, "share": 0.2, "all": 0.1}
UNKNOWN_PARTNER = 9.0  # above every label, so that one split tells it from the known


class TwoPopulationRegressor(RegressorMixin, BaseEstimator):
    """Regressor on X = [properties of A, properties of B], (n, 2p), and y in eV/atom.

    Parameters
    ----------
    n_few : int
        How many of the p properties, the first ones, are the few.
    threshold : float
        Energy that parts the populations, in eV/atom.
    n_estimators : int
        Trees of each of the two forests; file size grows in proportion.
    random_state : int
        Seed.
    """

    def __init__(self, n_few=8, threshold=0.5, n_estimators=100, random_state=0):
        self.n_few = n_few
        self.threshold = threshold
        self.n_estimators = n_estimators
        self.random_state = random_state

    def fit(self, X, y):
        """Learn from pairs and energies; both populations must be there."""
        X, y = validate_data(self, X, y, y_numeric=True)
        lower = y < self.threshold
        if min(lower.sum(), (~lower).sum()) < 2:
            raise InputError(
                f"Energies on both sides of the threshold {self.threshold} eV/atom are needed; "
                f"got {lower.sum()} below and {(~lower).sum()} above. Set another threshold."
            )
        own = self._fit_processes(X, y, lower)
        self.pairs_, self.labels_ = X.astype(np.float32), y.astype(np.float32)
        table = self._table(X, own)
        options = {"n_estimators": self.n_estimators, "random_state": self.random_state}
        self.share_forest_ = grow(table, lower.astype(float), max_features=0.4, min_samples_leaf=2, **options)
        self.residual_forest_ = grow(table, y - own["upper"], max_features=0.6, **options)
        self.smallest_scale_ = SMALLEST_SCALE * float(np.std(y))
        return self

    def predict(self, X) -> np.ndarray:
        """Return the energy, (n,) in eV/atom."""
        return self.predict_with_scale(X)[0]

    def predict_with_scale(self, X) -> tuple[np.ndarray, np.ndarray]:
        """Return the energy and the standard deviation of the correcting trees, each (n,) in eV/atom."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        own = self._answers(X)
        table = self._table(X, own)
        probability = self.share_forest_.tree_values(table).mean(axis=1)
        likelier = np.where(probability > 0.5, own["lower"], own["upper"])
        trees = self.residual_forest_.tree_values(table).astype(float)
        corrected = own["upper"] + np.median(trees, axis=1)
        return (likelier + corrected) / 2, np.maximum(trees.std(axis=1), self.smallest_scale_)

    def outputs(self, X) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return energy (n,), scale (n,) and the few properties standardised, in which compounds are near."""
        process = self.processes_["all"]["few"]
        compared = self._compared(validate_data(self, X, reset=False), "few")
        scaled = (compared - np.tile(process.center_, 2)) / np.tile(process.spread_, 2)
        return *self.predict_with_scale(X), scaled

    def _fit_processes(self, X: np.ndarray, y: np.ndarray, lower: np.ndarray) -> dict[str, np.ndarray]:
        """Fit all processes; return their answers for X, leave-one-out on the rows that they learned."""
        everything = np.ones(len(y), dtype=bool)
        rows = {"upper": ~lower, "lower": lower, "share": everything, "all": everything}
        labels = dict.fromkeys(rows, y) | {"share": lower.astype(float)}
        self.processes_: dict[str, dict[str, PairProcess]] = {}
        answers: dict[str, np.ndarray] = {}
        for name, learned in rows.items():
            self.processes_[name] = {}
            for comparison, options in COMPARISONS.items():
                pairs = self._compared(X, comparison)
                process = PairProcess(noise=NOISE[name], **options).fit(pairs[learned], labels[name][learned])
                answer = process.predict(pairs)
                answer[learned] = process.leave_one_out_
                self.processes_[name][comparison] = process
                answers[name] = answers.get(name, 0) + answer / len(COMPARISONS)
        return answers

    def _compared(self, X: np.ndarray, comparison: str) -> np.ndarray:
        """Return the columns of A and of B that a comparison uses."""
        half = X.shape[1] // 2
        n = half if comparison == "all" else self.n_few
        return np.hstack([X[:, :n], X[:, half : half + n]])

    def _answers(self, X: np.ndarray) -> dict[str, np.ndarray]:
        return {
            name: np.mean([one.predict(self._compared(X, word)) for word, one in pair.items()], axis=0)
            for name, pair in self.processes_.items()
        }

    def _table(self, X: np.ndarray, own: dict[str, np.ndarray]) -> np.ndarray:
        """Join element properties, the processes for both orders of the pair, and the partner's label."""
        partner = exchanged(X)
        crossed = self._answers(partner)
        gap = own["upper"] - crossed["upper"]
        return np.column_stack([X, *own.values(), *crossed.values(), gap, self._partner_label(partner)])

    def _partner_label(self, partner: np.ndarray) -> np.ndarray:
        """Return the training label of each pair, UNKNOWN_PARTNER where there is none."""
        known = {pair.tobytes(): label for pair, label in zip(self.pairs_, self.labels_, strict=True)}
        half = partner.shape[1] // 2
        found = [known.get(pair.tobytes(), UNKNOWN_PARTNER) for pair in partner.astype(np.float32)]
        same = (partner[:, :half] == partner[:, half:]).all(axis=1)  # A = B is its own partner
        return np.where(same, UNKNOWN_PARTNER, found)


def hull_pipeline(**options):
    """Return the best model for energies above the hull: properties of A and B, then the two populations."""
    from sklearn.pipeline import make_pipeline

    from mi_core.descriptors.sites import SiteProperties

    return make_pipeline(
        SiteProperties(FEW_PROPERTIES + MORE_PROPERTIES, sites=("a", "b")),
        TwoPopulationRegressor(**options),
    )
