"""What is wished of an alloy: how it is read, checked for contradictions, and compared with an alloy."""
