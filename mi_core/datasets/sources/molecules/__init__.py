"""Tables of molecules: what their public files become, and all of them in one."""
