"""Drafts of a workspace as they were kept: every one made or changed is a version of its own."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from ..domain.draft import Draft, DraftVersion
from ..rendering.differences import differences_html
from ..rendering.draft_text import DRAFT_STATUS
from .parts import plain, text_box
from .session import assistant, files, user

_KIND = "drafts"


def keep(draft: Draft, how: str) -> None:
    """Keep a draft as the newest version."""
    now = assistant().clock.now()
    version = DraftVersion(draft=draft, by=user(), at=now, how=how)
    files().save_run(_KIND, now, version.model_dump_json(), f"{now:%f}")


def name_of(version: DraftVersion) -> str:
    """The name of the file a version is kept in."""
    return next((path.name for path in files().runs(_KIND) if _version(path) == version), "")


def versions(kind: str) -> list[DraftVersion]:
    """The versions of one kind, the newest first."""
    known = (_version(path) for path in files().runs(_KIND))
    return [version for version in known if version.draft.kind == kind]


def latest_kind() -> str | None:
    """The kind last worked on in this workspace."""
    newest = next(iter(files().runs(_KIND)), None)
    return _version(newest).draft.kind if newest else None


@st.cache_data(show_spinner=False, max_entries=200)
def _version(path: Path) -> DraftVersion:
    return DraftVersion.model_validate_json(path.read_text(encoding="utf-8"))


def choose(found: Sequence[DraftVersion]) -> DraftVersion:
    """The version to look at; the newest unless another is chosen."""
    if len(found) == 1:
        return found[0]
    key = f"version-{found[0].draft.kind}-{len(found)}"
    at = st.selectbox("版本", range(len(found)), format_func=lambda at: version_name(found[at], at == 0), key=key)
    return found[at]


def version_name(version: DraftVersion, newest: bool) -> str:
    """``2026-01-15 09:30　起草　张三　有待补充``."""
    mark = "　最新" if newest else ""
    return f"{version.at:%Y-%m-%d %H:%M}　{version.how}　{version.by}　{DRAFT_STATUS[version.draft.status]}{mark}"


def compare(version: DraftVersion, found: Sequence[DraftVersion]) -> None:
    """What changed since the version before."""
    older = found[found.index(version) + 1 :]
    if older and st.toggle("与上一版比较", key=f"compare-{version.at}"):
        st.caption(plain(f"上一版：{version_name(older[0], newest=False)}"))
        text_box(differences_html(_text(older[0].draft), _text(version.draft)) or "文字没有变化。")


def _text(draft: Draft) -> str:
    return "\n".join(f"{section.heading}\n{section.text}" for section in draft.sections)
