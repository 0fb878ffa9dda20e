"""Predictions for anybody's materials: which model answers, and the frame of answers."""
