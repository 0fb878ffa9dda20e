"""Perovskites by the hundred thousand: candidates, rules, predictions, rankings."""
