"""Ten thousands of compounds ranked by the power factor that a model of their composition and gap predicts."""
