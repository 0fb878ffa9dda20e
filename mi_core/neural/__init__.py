"""What all networks share: one training loop, its settings, blocks, the device, and tensors on disk."""
