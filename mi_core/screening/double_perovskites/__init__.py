"""Double perovskites A2BB'X6, by the ten million."""
