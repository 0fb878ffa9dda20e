"""Is a model better than another, or was it luck with the folds?"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from mi_core.evaluation.metrics import regression_metrics
from mi_core.evaluation.paired import corrected_t_test

ERRORS = ("mae", "rmse", "r2", "coverage")
MEASURES = (*ERRORS, "fit_s", "predict_s_per_1000", "size_mb")


def summary(scores: pd.DataFrame, predictions: pd.DataFrame) -> pd.DataFrame:
    """Return a row per model, least mean absolute error first.

    Columns: `model`; the ERRORS over all held-out rows together, times and size as means over folds; `<measure>_spread`,
    the standard deviation of the folds' own values (NaN for one fold); `p_value` of the paired test against the first row
    (NaN there), and `test`, the name of the test.

    Errors are pooled, because a mean of R² over folds depends on how the rows fell into them, and is no R² of anything.
    """
    if scores.empty:
        return pd.DataFrame(columns=["model", *MEASURES, "p_value", "test"])
    grouped = scores.groupby("model", sort=False)[list(MEASURES)]
    table = grouped.mean().join(grouped.std().add_suffix("_spread"))
    table[list(ERRORS)] = pooled_errors(predictions).loc[table.index]
    table = table.sort_values("mae", kind="stable")
    best = table.index[0]
    tests = {model: paired_test(scores, predictions, model, best) for model in table.index}
    table["p_value"] = [tests[model][0] for model in table.index]
    table["test"] = [tests[model][1] for model in table.index]
    return table.reset_index()


def pooled_errors(predictions: pd.DataFrame) -> pd.DataFrame:
    """Return the ERRORS of each model (index) over all its held-out rows together: MAE and RMSE in the target's unit."""
    found = {}
    for model, rows in predictions.groupby("model", sort=False):
        metrics = regression_metrics(rows["true"], rows["predicted"])
        inside = (rows["true"] >= rows["lower"]) & (rows["true"] <= rows["upper"])
        found[model] = {key: metrics[key] for key in ERRORS[:3]} | {"coverage": float(inside.mean())}
    return pd.DataFrame.from_dict(found, orient="index", columns=list(ERRORS))


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
    p_value = corrected_t_test(difference, ratio, sizes["n_test"].to_numpy(dtype=float))
    return p_value, "corrected resampled t-test over folds"


def wilcoxon(difference: np.ndarray) -> float:
    """Return the two-sided p-value that paired differences (n,) centre on zero: F. Wilcoxon, Biometrics 1, 80 (1945)."""
    from scipy import stats

    return float(stats.wilcoxon(difference).pvalue) if np.any(difference) else 1.0


def error_by_element(predictions: pd.DataFrame) -> pd.DataFrame:
    """Return `model`, `element`, `site` ("any", and "a", "b", "x" for perovskites), `n` rows and their `mae`."""
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
