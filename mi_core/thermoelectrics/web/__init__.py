"""What the Thermoelectrics page shows."""
