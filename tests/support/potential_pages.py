"""What the Potentials page says, and the name of the potential that its tests have."""

from __future__ import annotations

NAME = "copper-small"


def said(at) -> str:
    boxes = (at.markdown, at.caption, at.info, at.warning, at.success, at.error, at.subheader)
    return "\n".join(str(element.value) for box in boxes for element in box)


def button(at, label):
    return next(one for one in at.button if one.label == label)
