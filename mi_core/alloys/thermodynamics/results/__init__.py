"""What follows from equilibria: tables, derived temperatures, sections, solidification."""
