"""Compare: which regressor predicts best on which data, by how much, and whether that is more than luck."""

from mi_core.comparison.web.page import page

page()
