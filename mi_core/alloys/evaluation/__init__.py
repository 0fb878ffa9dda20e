"""Generators side by side: specified in part, proposed, recomputed, scored."""
