"""Trained models: recipes, store, cards."""
