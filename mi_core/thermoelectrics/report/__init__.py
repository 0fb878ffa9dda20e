"""Predictions of thermoelectrics as one HTML file."""
