"""Thermoelectric materials: what turns heat into electricity, and how well."""
