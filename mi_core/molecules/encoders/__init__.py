"""Networks that learned one task each, frozen: what they make of a molecule is a description for other tasks."""
