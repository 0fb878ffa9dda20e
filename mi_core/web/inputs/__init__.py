"""What is brought to a workspace, crystals or molecules: read once, kept, shown by the session."""
