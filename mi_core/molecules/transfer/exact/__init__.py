"""The exact affinity of a task of one's own: networks trained on it alone, and beside each known task."""
