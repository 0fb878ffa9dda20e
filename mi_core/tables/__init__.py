"""Tables as people keep them: read from any usual file, their columns understood, their numbers counted out."""
