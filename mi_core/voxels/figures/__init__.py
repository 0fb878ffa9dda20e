"""Figures of densities, in reciprocal and in real space; plotly, no streamlit."""
