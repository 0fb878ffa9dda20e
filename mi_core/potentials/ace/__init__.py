"""The linear atomic cluster expansion: Drautz, Phys. Rev. B 99, 014104 (2019)."""
