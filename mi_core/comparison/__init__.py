"""Which regressor predicts best on which data, and whether that is more than luck."""
