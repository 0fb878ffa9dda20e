"""From a specification to ranked, refined and verified proposals."""
