"""Commands of molecules."""
