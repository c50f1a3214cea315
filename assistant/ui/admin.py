"""管理: whether everything is sound, a backup to take away, the model and its connection."""

import tempfile
import time
from pathlib import Path

import streamlit as st

from ..domain.errors import GuanbiaoError
from ..settings import DEFAULT_WORKSPACE, LIBRARY
from ..workflows.care import Examination
from . import background
from .parts import bullets, heading, plain, subheading
from .session import assistant, leave_soon

_NAMES = {LIBRARY: "内置资料", DEFAULT_WORKSPACE: "默认工作区"}


def page() -> None:
    """The page of the person who looks after the server."""
    heading("管理", "检查数据与索引，下载备份，查看模型设置。")
    state, backup, model = st.tabs(["运行状态", "备份", "模型与设置"])
    with state:
        _state()
    with backup:
        _backup()
        st.divider()
        _restore()
    with model:
        _model()


def _state() -> None:
    if st.button("重新检查", icon=":material/refresh:", key="examine"):
        _examined.clear()
    assistant().need_admin()  # the report below may come from the cache
    with st.spinner("正在检查…"):
        report = _examined(str(assistant().settings.home))
    if report.problems:
        st.error(f"发现 {len(report.problems)} 个问题")
        bullets(report.problems)
    else:
        st.success("一切正常。", icon=":material/check_circle:")
    bullets(report.facts)
    names = assistant().store.workspaces()
    counts = {name: len(assistant().store.documents([name])) for name in names}
    subheading("资料")
    rows = [{"工作区": _NAMES.get(name, name), "文件数": counts[name]} for name in names]
    st.dataframe(rows, hide_index=True)
    _rebuilding()


def _rebuilding() -> None:
    st.caption("如果查不到本应查到的内容，可以重建全部索引；资料本身不受影响。")
    if job := background.under_way("reindex"):
        background.watch(job.id)
        return
    if st.button("重建索引", icon=":material/database:", key="reindex"):
        background.submit("reindex", "全部工作区", {})
    if job := background.outcome("reindex"):
        if background.told(job):
            st.success(f"索引已重建，共 {(job.result or {}).get('chunks')} 段。")
        background.close(job)


@st.cache_data(show_spinner=False, ttl=300)
def _examined(home: str) -> Examination:  # one for each data folder
    return assistant().doctor()


def _backup() -> None:
    st.caption("备份含资料及原件、对话、上传的文件和设置；索引在恢复时自动重建。")
    name = f"贯标助手备份-{assistant().clock.now():%Y%m%d-%H%M}.zip"
    if st.button("生成备份", icon=":material/archive:", key="make_backup"):
        with st.spinner("正在打包…"):
            st.session_state["backup"] = _packed()
    if data := st.session_state.get("backup"):
        label = f"下载（{len(data) / 1e6:.1f} MB）"
        st.download_button(label, data, name, "application/zip", icon=":material/download:", on_click="ignore")


def _restore() -> None:
    upload = st.file_uploader("从备份恢复（.zip）", type=["zip"], key="restore_file")
    st.caption("现在的数据会移到旁边的文件夹，不会丢；所有人需要重新登录。很大的备份请在服务器上用 guanbiao restore。")
    sure = st.checkbox("我确认用这份备份替换现在的数据", key="restore_sure", disabled=upload is None)
    if upload and sure and st.button("恢复", icon=":material/settings_backup_restore:", key="restore_go"):
        try:
            assistant().plan_restore(upload.getvalue())
        except GuanbiaoError as error:
            st.error(plain(error.message))
            return
        st.success("正在恢复并重新启动，约需一分钟；之后刷新本页重新登录。", icon=":material/hourglass_top:")
        leave_soon()


def _packed() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "backup.zip"
        assistant().backup(target)
        return target.read_bytes()


def _model() -> None:
    settings = assistant().settings
    rows = {
        "语言模型": settings.model or "未配置（摘录式回答，不需要模型）",
        "模型地址": settings.base_url or "—",
        "密钥": "已设置（不显示）" if settings.api_key else "未设置",
        "回答时限": f"{settings.model_timeout_seconds:g} 秒",
        "向量模型": "内置" if settings.embedding == "builtin" else settings.embedding,
        "重排模型": settings.reranker or "未配置",
        "离线运行": "是" if settings.offline else "否",
        "单个文件上限": f"{settings.max_file_mb} MB",
        "解析进程数": str(settings.workers),
    }
    st.dataframe([{"设置": name, "值": value} for name, value in rows.items()], hide_index=True)
    st.caption("在数据文件夹的 settings.yaml 或环境变量中修改，重新启动后生效。")
    if st.button("测试连接", icon=":material/network_check:", disabled=not settings.model, key="try_model"):
        _try()


def _try() -> None:
    model = assistant().answering_model()
    if model is None:
        st.info("没有配置语言模型。")
        return
    begun = time.monotonic()
    try:
        with st.spinner("正在连接…"):
            reply = "".join(model.stream("只回答“正常”两个字。", "请回答。"))
    except GuanbiaoError as error:
        st.error(plain(error.message))
        return
    st.success(plain(f"连接正常，用时 {time.monotonic() - begun:.1f} 秒；回复：{reply[:40]}"))
