"""Estimators, by name, with the contract of scikit-learn."""
