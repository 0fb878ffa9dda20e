"""A card of a data set whose files a local server has."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from mi_core.datasets import loading
from mi_core.datasets.card import OriginFile
from mi_core.datasets.registry import find_dataset


def serve(server, monkeypatch, name, bodies, digest=None):
    """Let the card of that name point at the local server, which serves the bodies."""
    card, files = find_dataset(name), []
    for file, body in zip(card.origin.files, bodies, strict=True):
        server.files[f"/{file.filename}"] = body
        sha = digest or hashlib.sha256(body).hexdigest()
        files.append(OriginFile((f"{server.url}/{file.filename}",), sha, file.filename))
    card = replace(card, origin=replace(card.origin, files=tuple(files)))
    monkeypatch.setattr(loading, "find_dataset", lambda _name: card)
