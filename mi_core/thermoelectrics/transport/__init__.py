"""The physics of transport: from S, σ and κ to zT, weighted mobility, quality factor and efficiency.

All functions take and return numpy arrays that broadcast, in SI; names carry the units. Numbers that cannot be (NaN, 0 K,
σ ≤ 0, κ ≤ 0, S = 0 where the Fermi level would be infinite) give NaN in their own place; what is no number at all, and
shapes that do not fit, are an InputError.
"""
