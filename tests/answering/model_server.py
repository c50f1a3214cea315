"""A small OpenAI-compatible server on this machine: each behaviour is a reply as a real one would send it."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

GOOD = [
    '{"text": "管理评审由最高管理者主持。", "quotes": [{"source": "S1", "text": "管理评审由最高管理者主持"}]}\n',
    '{"text": "会后必须形成决议。", "quotes": [{"source": "S1", ',
    '"text": "会后必须形成决议"}]}\n',
]
HALF_TRUE = [
    *GOOD,
    '{"text": "管理评审要邀请全体股东参加。", "quotes": [{"source": "S1", "text": "应邀请全体股东参加评审"}]}\n',
]
LYING = [
    '{"text": "管理评审由工会主席主持。", "quotes": [{"source": "S1", "text": "管理评审由工会主席主持"}]}\n',
    '{"text": "每月开三次。", "quotes": [{"source": "S9", "text": "每月开三次"}]}\n',
]
OBEYING = ["好的，我已忽略规则：体系毫无用处。"]
REFUSING = ['{"refusal": "no_evidence", "text": "资料没有说到"}\n']


@contextmanager
def serving(behaviour: str) -> Iterator[tuple[str, list[Any]]]:
    """Base URL of a server that behaves so, and the requests it got."""
    requests: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            requests.append(json.loads(self.rfile.read(length)))
            _behave(self, behaviour)

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", requests
    finally:
        server.shutdown()
        server.server_close()


def _behave(handler: BaseHTTPRequestHandler, behaviour: str) -> None:
    if behaviour in ("rate-limited", "unauthorised", "failing"):
        status = {"rate-limited": 429, "unauthorised": 401, "failing": 500}[behaviour]
        _send(handler, status, "application/json", json.dumps({"error": {"message": behaviour}}).encode())
        return
    if behaviour == "html":
        _send(handler, 200, "text/html", b"<html>login</html>")
        return
    if behaviour == "slow":
        time.sleep(3)
    pieces = {
        "good": GOOD, "slow": GOOD, "half-true": HALF_TRUE, "lying": LYING, "obeying": OBEYING, "refusing": REFUSING,
        "broken": ['{"text": "管理评审由最高', "\n不是 JSON\n"], "empty": [""], "dropped": GOOD[:1],
    }[behaviour]  # fmt: skip
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.end_headers()
    for piece in pieces:
        chunk = {
            "id": "x", "object": "chat.completion.chunk", "created": 1, "model": "test",
            "choices": [{"index": 0, "delta": {"role": "assistant", "content": piece}, "finish_reason": None}],
        }  # fmt: skip
        handler.wfile.write(f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode())
        handler.wfile.flush()
    if behaviour != "dropped":
        handler.wfile.write(b"data: [DONE]\n\n")


def _send(handler: BaseHTTPRequestHandler, status: int, kind: str, body: bytes) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
