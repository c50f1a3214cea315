"""Who is at the other end of this page: the session cookie, or the enterprise's identity provider."""

from datetime import UTC, datetime

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from ..bootstrap import Assistant
from ..guarded import Guarded, guarded, local
from .gate import COOKIE


def identified(opened: Assistant) -> Guarded | None:
    """The assistant in the hands of who asks, looked up anew each time; None: nobody known."""
    if not opened.people.accounts.any():
        return local(opened) if at_this_machine() else None
    if holder := opened.people.signed_in(token()):
        return None if holder.must_change else guarded(opened, holder.user)
    if claims := provider_claims():
        user = opened.people.external(*claims)
        return guarded(opened, user.name) if user else None
    return None


def token() -> str:
    """The session token the browser sent with its connection; scripts in the page cannot see it."""
    return st.context.cookies.get(COOKIE, "")


def at_this_machine() -> bool:
    """Whether the browser runs on this machine and no proxy stands between; the gate has checked more."""
    headers = {name.lower() for name in st.context.headers}
    return st.context.ip_address is None and not headers & {"x-forwarded-for", "x-real-ip", "forwarded"}


def oidc_configured() -> bool:
    """Whether ``secrets.toml`` names an identity provider."""
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        return False


def provider_claims() -> tuple[str, datetime] | None:
    """E-mail and moment of sign-in the identity provider vouches for."""
    if not oidc_configured() or not st.user.is_logged_in:
        return None
    email, issued = st.user.get("email"), st.user.get("iat")
    if not email or not isinstance(issued, int | float) or st.user.get("email_verified") is False:
        return None
    return str(email), datetime.fromtimestamp(issued, UTC)
