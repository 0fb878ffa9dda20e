"""Measures of how far a layer parts points of different labels, one file each; a new one is a file and a line below."""

from __future__ import annotations

from mi_core.representations.measures import probe, purity, silhouette, variance

MEASURES = {
    measure.name: measure for measure in (purity.MEASURE, variance.MEASURE, probe.MEASURE, silhouette.MEASURE)
}
