"""Learning curves: how the error falls with the rows, of one target and of several side by side."""
