import pytest

from mi_core.web.components.formulas import escaped, pretty_formula


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
    assert escaped(text) == shown


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("SrTiO3", "SrTiO₃"),
        ("La0.7Sr0.3MnO3", "La₀.₇Sr₀.₃MnO₃"),
        ("K2Mg6Al2Si6O22.8F1.2", "K₂Mg₆Al₂Si₆O₂₂.₈F₁.₂"),
        ("Ba(Ti0.9Zr0.1)3", "Ba(Ti₀.₉Zr₀.₁)₃"),
        ("MgO", "MgO"),
    ],
)
def test_formulas_get_lowered_digits(formula, shown):
    assert pretty_formula(formula) == shown
