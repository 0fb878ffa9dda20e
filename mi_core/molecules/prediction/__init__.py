"""What the models say of molecules."""
