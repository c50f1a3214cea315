"""Requests as no browser would send them: ``python -m tests.ui.browser.raw_requests PORT COOKIE``, paths on stdin.

Paths go out byte for byte; a path that begins with ``ws:`` asks for a WebSocket. One line of JSON a path comes back.
"""

import http.client
import json
import sys

UPGRADE = {
    "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": "x3JJHMbDL1EzLkh9GBhXDw==",
    "Sec-WebSocket-Version": "13",
}  # fmt: skip


def answer(port: int, cookie: str, path: str) -> dict[str, object]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": cookie} if cookie else {}
    if path.startswith("ws:"):
        path, headers = path.removeprefix("ws:"), {**headers, **UPGRADE, "Origin": f"http://127.0.0.1:{port}"}
    connection.putrequest("GET", path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    got = connection.getresponse()
    body = b"" if got.status == http.client.SWITCHING_PROTOCOLS else got.read(200_000)
    connection.close()
    return {"path": path, "status": got.status, "body": body.decode("utf-8", "replace")}


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(int(sys.argv[1]), sys.argv[2], line.rstrip("\n"))) + "\n")
