"""Crystals on pages: intake, the session's rows, viewer and panels."""
