"""Is a model better than another, or was it luck with the folds?"""

from __future__ import annotations

import numpy as np
import pandas as pd

MEASURES = ("mae", "rmse", "r2", "coverage", "fit_s", "predict_s_per_1000", "size_mb")


def summary(scores: pd.DataFrame, predictions: pd.DataFrame) -> pd.DataFrame:
    """Return a row per model, least mean absolute error first.

    Columns: `model`; for each measure its mean over folds and `<measure>_spread`, the standard deviation (NaN for one
    fold); `p_value` of the paired test against the first row (NaN there), and `test`, the name of the test.
    """
    if scores.empty:
        return pd.DataFrame(columns=["model", *MEASURES, "p_value", "test"])
    grouped = scores.groupby("model", sort=False)[list(MEASURES)]
    table = grouped.mean().join(grouped.std().add_suffix("_spread")).sort_values("mae", kind="stable")
    best = table.index[0]
    tests = {model: paired_test(scores, predictions, model, best) for model in table.index}
    table["p_value"] = [tests[model][0] for model in table.index]
    table["test"] = [tests[model][1] for model in table.index]
    return table.reset_index()


def paired_test(scores: pd.DataFrame, predictions: pd.DataFrame, model: str, best: str) -> tuple[float, str]:
    """Return the two-sided p-value that two models have the same mean absolute error, and the test's name.

    Over folds the corrected resampled t-test; with one fold Wilcoxon's signed ranks of the rows' absolute errors.
    """
    if model == best:
        return float("nan"), ""
    errors = scores.pivot_table(index="fold", columns="model", values="mae")[[model, best]].dropna()
    if len(errors) < 2:
        rows = predictions.assign(error=(predictions["predicted"] - predictions["true"]).abs())
        both = rows.pivot_table(index="row", columns="model", values="error")[[model, best]].dropna()
        return wilcoxon(both[model].to_numpy() - both[best].to_numpy()), "Wilcoxon signed-rank over rows"
    sizes = scores[scores["model"] == best].set_index("fold").loc[errors.index]
    ratio = float((sizes["n_test"] / sizes["n_train"]).mean())
    difference = (errors[model] - errors[best]).to_numpy()
    return corrected_t_test(difference, ratio), "corrected resampled t-test over folds"


def corrected_t_test(difference: np.ndarray, test_to_train: float) -> float:
    """Return the two-sided p-value of a mean difference over k folds, (k,), being zero.

    Folds share training rows, so that the plain t-test finds differences where there are none; the variance is enlarged
    from 1/k to 1/k + n_test/n_train. C. Nadeau & Y. Bengio, Mach. Learn. 52, 239 (2003), section 3.
    """
    from scipy.stats import t as student

    k = len(difference)
    variance = float(np.var(difference, ddof=1))
    if variance == 0:
        return 1.0 if difference.mean() == 0 else 0.0
    statistic = difference.mean() / np.sqrt((1 / k + test_to_train) * variance)
    return float(2 * student.sf(abs(statistic), df=k - 1))


def wilcoxon(difference: np.ndarray) -> float:
    """Return the two-sided p-value that paired differences (n,) centre on zero: F. Wilcoxon, Biometrics 1, 80 (1945)."""
    from scipy import stats

    return float(stats.wilcoxon(difference).pvalue) if np.any(difference) else 1.0


def error_by_element(predictions: pd.DataFrame) -> pd.DataFrame:
    """Return `model`, `element`, `site` ("any", and "a", "b", "x" for perovskites), `n` rows and their `mae`."""
    import re

    rows = predictions.assign(
        error=(predictions["predicted"] - predictions["true"]).abs(),
        any=[sorted(set(re.findall("[A-Z][a-z]?", formula))) for formula in predictions["formula"]],
    )
    if "x" in rows:
        rows = rows.assign(x=rows["x"].str.split())
    parts = []
    for site in ("any", *(s for s in "abx" if s in rows)):
        long = rows[["model", "error", site]].explode(site).rename(columns={site: "element"})
        found = long.groupby(["model", "element"])["error"].agg(n="size", mae="mean").reset_index()
        parts.append(found.assign(site=site))
    return pd.concat(parts, ignore_index=True)[["model", "element", "site", "n", "mae"]]
