"""What alloys are made of: compositions, registered designations, prices."""
