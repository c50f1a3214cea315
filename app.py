"""The web app: open the assistant once, list the pages, run."""

import streamlit as st

from assistant.ui import chat
from assistant.ui.session import ready_assistant

st.set_page_config(page_title="贯标助手", page_icon=":material/fact_check:", layout="wide")
assistant = ready_assistant()
pages = [st.Page(chat.page, title="问答", icon=":material/forum:", url_path="ask", default=True)]
st.navigation(pages).run()
