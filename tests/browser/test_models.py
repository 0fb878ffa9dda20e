"""Models and data sets lead to each other, and the browser's buttons lead back."""

from __future__ import annotations

import re

from playwright.sync_api import expect


def test_back_and_forward_lead_from_a_data_set_to_its_model_and_on(tab):
    at = tab()
    at.open("models")
    link = at.page.get_by_role("button", name=re.compile("Data-set card of"))
    link.click()
    expect(link).to_have_count(0)
    expect(at.page).to_have_url(re.compile("dataset="))
    at.page.go_back()
    expect(link).to_be_visible()
    expect(at.page).to_have_url(re.compile("model="))
    at.page.go_forward()
    expect(link).to_have_count(0)
