"""Login by OpenID Connect, where `.streamlit/secrets.toml` has a section [auth]; without one everybody may come in.

`.streamlit/secrets.example.toml` says what to write there.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st


def login_needed() -> bool:
    """Return whether the person at the screen has to log in before any page is made."""
    return _broken_secrets() is not None or (_auth() is not None and not st.user.get("is_logged_in"))


def login_form() -> None:
    """Offer the identity providers that the secrets name."""
    st.title("MI Workbench", anchor=False)
    if (file := _broken_secrets()) is not None:
        st.error(
            f"{file} cannot be read; mend or remove it, then restart the workbench.", icon=":material/error:"
        )
        return
    st.markdown("This workbench asks you to log in; your jobs and tables are then yours alone.")
    named = [name for name, value in (_auth() or {}).items() if isinstance(value, Mapping)]
    for name in named or [None]:
        label = f"Log in with {name.replace('_', ' ').title()}" if name else "Log in"
        st.button(
            label,
            type="primary",
            icon=":material/login:",
            key=f"login_{name or 'default'}",
            on_click=st.login,
            args=(name,) if name else (),
        )


def logged_in_person() -> str | None:
    """Return who is logged in, by issuer and subject, which never change; None without login."""
    if _auth() is None or not st.user.get("is_logged_in"):
        return None
    return f"{st.user.get('iss', '')}\n{st.user.get('sub') or st.user['email']}"


def display_name() -> str:
    """Return what the person is called."""
    return str(st.user.get("email") or st.user.get("name") or st.user.get("sub"))


def _auth() -> Mapping | None:
    return st.secrets.get("auth") if st.secrets.load_if_toml_exists() else None


def _broken_secrets() -> str | None:
    """Return the secrets file that is there but cannot be read: a slip in it must not open the door."""
    if st.secrets.load_if_toml_exists():
        return None
    files = st.get_option("secrets.files")
    return next((file for file in files if Path(file).exists()), None)
