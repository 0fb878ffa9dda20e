"""The page of molecules."""
