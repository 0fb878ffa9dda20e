"""Learners for few rows, which settle their own penalties, and what turns their answers into probabilities."""
