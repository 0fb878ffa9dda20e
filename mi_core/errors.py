"""Errors that carry one sentence for the person at the screen."""


class InputError(ValueError):
    """Input that cannot be used; the message says what, which one, what is allowed, what was got, how to cure."""
