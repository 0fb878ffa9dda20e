"""What a potential says of crystals, frames and examples."""
