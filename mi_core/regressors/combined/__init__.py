"""Regressors made of regressors: averages, and one estimator for several targets."""
