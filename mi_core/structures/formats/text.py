"""Bytes to text for the readers of this folder."""

from mi_core.encodings import decode

__all__ = ["decode"]
