"""The part of the page that ranks compounds by predicted power factor."""
