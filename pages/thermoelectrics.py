"""Thermoelectrics: what a measured material could reach, and what holds it back."""

from mi_core.thermoelectrics.web.page import page

page()
