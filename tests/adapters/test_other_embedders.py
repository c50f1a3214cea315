"""Embedding endpoints over HTTP, LangChain, and models that are not there."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import numpy as np
import pytest

from assistant.adapters.langchain_retriever import GuanbiaoRetriever, as_document
from assistant.adapters.openai_embedder import OpenAIEmbedder
from assistant.domain.errors import ModelError
from assistant.domain.evidence import Passage
from assistant.retrieval.retriever import Retriever
from tests.builders import make_document


class Server(BaseHTTPRequestHandler):
    status = 200

    def do_POST(self):
        texts = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["input"]
        vectors = [[float(len(text)), 1.0] for text in texts]
        data = [{"object": "embedding", "index": i, "embedding": vector} for i, vector in enumerate(vectors)]
        body = json.dumps({"object": "list", "model": "m", "data": data[::-1], "usage": {}}).encode()
        self.send_response(type(self).status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def endpoint(socket_enabled):
    Server.status = 200
    server = HTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()


def test_vectors_of_an_endpoint_are_put_in_order_and_normalised(endpoint):
    embedder = OpenAIEmbedder("m", endpoint)
    rows = embedder.passages(["一", "一二三"] * 20)
    assert rows.shape == (40, 2)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert rows[1, 0] > rows[0, 0]
    assert embedder.dimension == 2
    assert np.allclose(embedder.query("一"), rows[0])


def test_an_endpoint_that_refuses_says_which_settings_to_look_at(endpoint):
    Server.status = 401
    with pytest.raises(ModelError, match="GUANBIAO_EMBEDDING_BASE_URL"):
        OpenAIEmbedder("m", endpoint).query("问")


def test_langchain_gets_the_words_and_where_they_stand(monkeypatch):
    document, (chunk,) = make_document("程序.docx", "管理评审每年一次", clause="5.2", title="管理评审程序")
    passage = Passage(chunk=chunk, document=document.title, role="client", score=0.9, found_by=("dense",))
    asked = []

    def search(self, query, workspaces, limit=10, **_):
        asked.append((query, workspaces, limit))
        return [passage]

    monkeypatch.setattr(Retriever, "search", search)
    retriever = GuanbiaoRetriever(retriever=Retriever.__new__(Retriever), workspaces=("w",), limit=3)
    (found,) = retriever.invoke("管理评审多久一次")
    assert asked == [("管理评审多久一次", ("w",), 3)]
    assert found == as_document(passage)
    assert found.page_content == "管理评审每年一次"
    assert found.metadata["clause"] == "5.2"


@pytest.mark.slow
def test_a_model_that_is_not_on_this_machine_fails_with_the_setting_to_change():
    from assistant.adapters.cross_encoder import CrossEncoderReranker
    from assistant.adapters.sentence_transformer import SentenceTransformerEmbedder

    with pytest.raises(ModelError, match="GUANBIAO_EMBEDDING"):
        SentenceTransformerEmbedder("no-such/model").query("问")
    with pytest.raises(ModelError, match="GUANBIAO_RERANKER"):
        CrossEncoderReranker("no-such/model").scores("问", ["答"])
