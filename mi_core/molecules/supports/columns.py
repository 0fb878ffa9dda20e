"""Columns of the losses of the comparison."""

COLUMNS = ["seed", "arm", "set", "target", "labels", "draw", "loss"]
