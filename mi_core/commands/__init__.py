"""The command line, one file per command; each is as thin as a page."""
