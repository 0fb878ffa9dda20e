"""Figures of thermoelectrics; plotly, no streamlit."""
