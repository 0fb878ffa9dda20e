"""Predict: choose properties, read values with intervals, look at one material or at all in a figure."""

from mi_core.web.prediction.page import page

page()
