"""Is a mean difference between two models, over splits of the same rows, more than luck with the splits?"""

from __future__ import annotations

import numpy as np


def corrected_t_test(difference: np.ndarray, test_to_train: float, rows: np.ndarray | None = None) -> float:
    """Return the two-sided p-value of a mean difference over k folds, (k,), being zero.

    Folds share training rows, so that the plain t-test finds differences where there are none; the variance is enlarged
    from 1/k to 1/k + n_test/n_train. C. Nadeau & Y. Bengio, Mach. Learn. 52, 239 (2003), section 3. Folds of unequal size
    count by their `rows` (k,), so that the mean is the difference over all rows together; 1/k is then the sum of the squared
    weights.
    """
    from scipy.stats import t as student

    k = len(difference)
    weights = np.full(k, 1 / k) if rows is None else rows / rows.sum()
    mean = float(weights @ difference)
    variance = float(np.var(difference, ddof=1))
    if variance == 0:
        return 1.0 if mean == 0 else 0.0
    statistic = mean / np.sqrt((float(weights @ weights) + test_to_train) * variance)
    return float(2 * student.sf(abs(statistic), df=k - 1))
