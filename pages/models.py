"""Models: what can be predicted, how well, and from which data."""

from mi_core.web.cards.page import page

page()
