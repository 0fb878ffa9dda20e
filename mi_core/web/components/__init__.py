"""What pages are made of: downloads, formulas, pickers and other drawn components."""
