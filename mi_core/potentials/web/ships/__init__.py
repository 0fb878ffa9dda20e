"""What each potential was found to be worth."""
