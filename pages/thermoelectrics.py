"""Thermoelectrics: what a composition is predicted to do, what a sample could reach, and what others measured."""

from mi_core.thermoelectrics.web.page import page

page()
