"""Chat models through LangChain: any OpenAI-compatible server, and every provider ``init_chat_model`` knows.

Names: ``openai:NAME`` (with ``base_url`` for DeepSeek, Qwen, GLM, vLLM, Ollama, llama.cpp …) or ``PROVIDER:NAME``. The
libraries are imported when the first question is asked.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..domain.errors import ModelError

_OPENAI = "openai"
_LOCAL_KEY = "not-needed"
"""Sent to servers of one's own that ask for no key."""
_FIX = "检查模型名称、地址和密钥；不配置模型时使用摘录式回答"
_SETTINGS = "设置 GUANBIAO_MODEL"


@dataclass
class LangChainChat:
    """Fulfils ``ChatModel``. ``timeout_seconds`` bounds the wait for each piece and for the whole reply."""

    name: str
    base_url: str | None = None
    api_key: str | None = None
    timeout_seconds: float = 60.0
    max_tokens: int = 2000
    _model: Any = field(default=None, repr=False)

    def stream(self, system: str, user: str) -> Iterator[str]:
        """Pieces of the reply; raises ModelError on time-out, refusal of service, lost connection or broken replies."""
        deadline = time.monotonic() + self.timeout_seconds
        model = self._opened()
        try:
            for chunk in model.stream([("system", system), ("human", user)]):
                if time.monotonic() > deadline:
                    raise ModelError("模型超时", self.name, "调大 GUANBIAO_MODEL_TIMEOUT，或换更快的模型")
                if text := _text(chunk.content):
                    yield text
        except ModelError:
            raise
        except Exception as error:  # noqa: BLE001 - providers raise their own classes, all of them mean: no answer
            raise _explained(error, self.name) from error

    def _opened(self) -> Any:
        if self._model is None:
            self._model = _open(self)
        return self._model


def _open(chat: LangChainChat) -> Any:
    provider, _, model = chat.name.partition(":")
    if not model:
        raise ModelError("模型名称缺少提供方", chat.name, "写成 openai:模型名 或 提供方:模型名")
    try:
        return _openai(chat, model) if provider == _OPENAI else _other(chat, provider, model)
    except ModelError:
        raise
    except Exception as error:  # noqa: BLE001 - a missing integration package or a bad option
        raise ModelError("无法打开模型", f"{chat.name}：{type(error).__name__}", _FIX) from error


def _openai(chat: LangChainChat, model: str) -> Any:
    from langchain_openai import ChatOpenAI

    if not chat.base_url and not chat.api_key:
        raise ModelError("没有模型服务的地址或密钥", _SETTINGS, "设置 GUANBIAO_BASE_URL 或 GUANBIAO_API_KEY")
    return ChatOpenAI(
        model=model,
        base_url=chat.base_url,
        api_key=chat.api_key or _LOCAL_KEY,  # pyright: ignore[reportArgumentType] - LangChain wraps it itself
        timeout=chat.timeout_seconds,
        max_retries=0,
        temperature=0,
        max_completion_tokens=chat.max_tokens,
        streaming=True,
    )


def _other(chat: LangChainChat, provider: str, model: str) -> Any:
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {"temperature": 0, "timeout": chat.timeout_seconds, "max_retries": 0}
    if chat.base_url:
        options["base_url"] = chat.base_url
    if chat.api_key:
        options["api_key"] = chat.api_key
    return init_chat_model(model, model_provider=provider, **options)


def _text(content: Any) -> str:
    """The text of a chunk; some providers send a list of parts."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(str(part.get("text", "")) if isinstance(part, dict) else str(part) for part in content)
    return ""


def _explained(error: Exception, name: str) -> ModelError:
    """A provider's error in plain words; keys and addresses are not repeated."""
    kind, status = type(error).__name__, getattr(error, "status_code", None)
    if status == 429 or "RateLimit" in kind:
        return ModelError("模型服务限流", name, "稍后再试，或换一个服务")
    if status in (401, 403) or "Authentication" in kind or "Permission" in kind:
        return ModelError("模型服务拒绝了密钥", name, "检查 GUANBIAO_API_KEY")
    if status == 404 or "NotFound" in kind:
        return ModelError("模型服务没有这个模型", name, "检查 GUANBIAO_MODEL 与 GUANBIAO_BASE_URL")
    if "Timeout" in kind:
        return ModelError("模型超时", name, "调大 GUANBIAO_MODEL_TIMEOUT，或换更快的模型")
    if "Connection" in kind or "Connect" in kind:
        return ModelError("连不上模型服务", name, "检查 GUANBIAO_BASE_URL 与网络")
    return ModelError("模型服务出错", f"{name}：{kind}", _FIX)
