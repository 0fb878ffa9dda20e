"""Ridge regression in the space of a Matérn kernel: C. Saunders, A. Gammerman, V. Vovk, Proc. 15th Int. Conf.
Mach. Learn., 515 (1998).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mi_core.errors import InputError
from mi_core.regressors.kernel_answers import KernelAnswers
from mi_core.regressors.numeric import NumericRegressor


@dataclass(eq=False, repr=False)
class KernelRidge(NumericRegressor):
    """Kernel ridge on standardised columns; the error to expect is the mean of the leave-one-out errors.

    Parameters
    ----------
    length_scale : float
        Of the kernel (ν = 5/2), in units of √d, the distance of rows that differ by one spread in all d columns that vary.
    noise : float
        Variance of the noise as a share of the variance of y.
    n_landmarks : int
        Rows that span the kernel's space, all of them in small tables; training time grows with its square.
    random_state : int
        Seed of the choice of these rows.
    """

    length_scale: float = 2.0
    noise: float = 1e-3
    n_landmarks: int = 4000
    random_state: int = 0

    def learn(self, X, y):
        """Solve for the weights of the landmarks."""
        if not (self.length_scale > 0 and self.noise > 0 and self.n_landmarks >= 1):
            raise InputError(
                "length_scale and noise must be above 0 and n_landmarks 1 or more; "
                f"got {self.length_scale}, {self.noise} and {self.n_landmarks}."
            )
        self.label_mean_, self.label_spread_ = float(y.mean()), float(y.std()) or 1.0
        labels = (y - self.label_mean_) / self.label_spread_
        self.kernel_ = KernelAnswers(self.length_scale, self.noise, self.n_landmarks)
        left_out = self.kernel_.fit(self.standardised(X), labels, np.random.default_rng(self.random_state))
        self.residual_ = float(np.abs(left_out - labels).mean()) * self.label_spread_

    def answer(self, X):
        """Return what the kernel answers, in the unit of y."""
        found = self.kernel_.predict(self.standardised(X)) * self.label_spread_ + self.label_mean_
        return found, np.full(len(X), self.residual_)
