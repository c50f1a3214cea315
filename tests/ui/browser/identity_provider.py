"""A tiny OpenID Connect provider on this machine: ``python -m tests.ui.browser.identity_provider PORT EMAIL``."""

import secrets
import sys
import time
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

PORT, EMAIL = sys.argv[1:3]
ISSUER = f"http://127.0.0.1:{PORT}"
KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
ASKED: dict[str, dict[str, str]] = {}


async def configuration(request):
    return JSONResponse({
        "issuer": ISSUER, "authorization_endpoint": f"{ISSUER}/authorize", "token_endpoint": f"{ISSUER}/token",
        "jwks_uri": f"{ISSUER}/keys", "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    })  # fmt: skip


async def authorize(request):
    code = secrets.token_urlsafe(16)
    ASKED[code] = dict(request.query_params)
    back = urlencode({"code": code, "state": request.query_params["state"]})
    return HTMLResponse(f'<a href="{request.query_params["redirect_uri"]}?{back}">以 {EMAIL} 登录</a>')


async def token(request):
    asked = ASKED.pop((await request.form())["code"])
    now = int(time.time())
    claims = {
        "iss": ISSUER, "aud": asked["client_id"], "sub": EMAIL, "email": EMAIL, "email_verified": True, "iat": now,
        "exp": now + 600, "nonce": asked.get("nonce"),
    }  # fmt: skip
    signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, KEY)
    return JSONResponse({"access_token": "a", "token_type": "Bearer", "expires_in": 600, "id_token": signed})


async def keys(request):
    return JSONResponse({"keys": [KEY.as_dict(private=False)]})


PAGES = [
    Route("/.well-known/openid-configuration", configuration), Route("/authorize", authorize),
    Route("/token", token, methods=["POST"]), Route("/keys", keys),
]  # fmt: skip

if __name__ == "__main__":
    uvicorn.run(Starlette(routes=PAGES), host="127.0.0.1", port=int(PORT), log_level="warning")
