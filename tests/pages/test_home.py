def test_the_start_page_says_what_to_do(app):
    app.run()
    assert not app.exception
    assert app.title[0].value
    assert [s.value.split(" ", 1)[1] for s in app.subheader] == [
        "1. Bring crystals",
        "2. Look at them",
        "3. Predict",
        "4. See whether a crystal is stable",
        "5. Screen",
        "6. Design alloys",
        "7. Predict thermoelectrics",
        "8. See densities as networks do",
        "9. Bring fifty molecules",
        "10. See what networks have learned",
        "11. Learn a potential from frames",
    ]


def test_its_buttons_lead_to_the_structures_page(app):
    app.run()
    labels = [button.label for button in app.button]
    assert "Open your crystals" in labels


def test_a_first_look_loads_that_example(app):
    app.run()
    app.button(key="look_SrTiO3").click().run()
    assert not app.exception
    assert app.header[0].value == "SrTiO₃"
