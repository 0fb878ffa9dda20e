"""The part of the page that shows which tasks help which."""
