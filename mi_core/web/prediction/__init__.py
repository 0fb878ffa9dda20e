"""Predictions on pages: table, detail, figures, downloads."""
