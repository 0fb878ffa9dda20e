import pytest

from mi_core.web.formulas import plain, pretty_formula


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# *b* [l](x) $y$", r"\# \*b\* \[l\](x) \$y\$"),
        (":red[hi] http://x", r"\:red\[hi\] http\://x"),
        ("1. first", r"1\. first"),
        ("- first", r"\- first"),
        ("<b>&lt;", r"\<b\>\&lt;"),
        ("site 1: Cu:0.5 & Ni:0.5, a-b.", "site 1: Cu:0.5 & Ni:0.5, a-b."),
        ("two\n# lines", r"two \# lines"),
    ],
)
def test_words_of_files_are_shown_as_they_stand(text, shown):
    assert plain(text) == shown


def test_formulas_get_lowered_digits():
    assert pretty_formula("La0.5Sr2TiO3") == "La0.5Sr₂TiO₃"
