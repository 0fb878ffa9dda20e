"""From wishes to proposals, on the page."""
