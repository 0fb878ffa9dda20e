"""The command alloys."""
