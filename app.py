"""The web app: open the assistant once, list the pages, run."""

import streamlit as st

from assistant.ui import admin, chat, checking, clauses, drafting, gaps, library, login, people, places, quality, style
from assistant.ui.session import ready_assistant

st.set_page_config(page_title="贯标助手", page_icon=style.ICON, layout="wide")
style.apply()
ready_assistant()
login.enter()
pages = {
    "": [
        st.Page(chat.page, title="问答", icon=":material/forum:", default=True),
        st.Page(clauses.page, title="条款", icon=":material/menu_book:", url_path="clauses"),
        st.Page(library.page, title="资料", icon=":material/folder_open:", url_path="library"),
    ],
    "编写与核对": [
        st.Page(drafting.page, title="起草", icon=":material/edit_document:", url_path="draft"),
        st.Page(checking.page, title="检查", icon=":material/spellcheck:", url_path="check"),
        st.Page(gaps.page, title="两张皮", icon=":material/compare_arrows:", url_path="gaps"),
    ],
    "维护": [
        st.Page(quality.page, title="评测", icon=":material/monitoring:", url_path="quality"),
        st.Page(people.page, title="用户", icon=":material/group:", url_path="people"),
        st.Page(admin.page, title="管理", icon=":material/settings:", url_path="admin"),
    ],
}
page = st.navigation(login.allowed(pages))
with st.sidebar:
    places.choose()
page.run()
