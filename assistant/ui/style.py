"""One sheet of style for all pages: quieter spacing, and Streamlit's own words in Chinese."""

from pathlib import Path

import streamlit as st

from . import chinese

ICON = Path(__file__).with_name("icon.png")
"""Of our own: Streamlit would fetch a named icon for the browser's tab from the internet."""
_STYLE = """
<style>
[data-testid="stMainMenu"] {display: none;}
.st-key-chinese {position: absolute; width: 0 !important; overflow: hidden;}
@media (min-width: 769px) {
  [data-testid="stColumn"]:has(.st-key-draft-points) {position: sticky; top: 4rem; align-self: flex-start;}
}
[data-testid="stStatusWidget"] label {font-size: 0;}
[data-testid="stMainBlockContainer"] {padding-top: 4.2rem; max-width: 1320px;}
[data-testid="stSidebarHeader"] {height: 2.6rem; margin-bottom: 0;}
[data-testid="stTabs"] [data-testid="stTabs"] [role="tablist"] {gap: 0.3rem;}
[data-testid="stTabs"] [data-testid="stTabs"] [role="tablist"]::after {display: none;}
[data-testid="stTabs"] [data-testid="stTabs"] [data-testid="stTab"] {
  height: 2.1rem; padding: 0.2rem 0.8rem; border-radius: 1.05rem;}
[data-testid="stTabs"] [data-testid="stTabs"] [data-testid="stTab"][aria-selected="true"] {
  background: rgba(77, 148, 196, 0.16);}
[data-testid="stTabs"] [data-testid="stTabs"] .react-aria-SelectionIndicator {display: none;}
[data-testid="stSidebarNav"]::before {content: "贯标助手"; display: block; padding: 0 0 0.6rem 0.5rem;
  font-size: 1.15rem; font-weight: 600;}
[data-testid="stMainBlockContainer"] h1 {font-size: 1.9rem; padding: 0.4rem 0 0.2rem;}
[data-testid="stCaptionContainer"] {opacity: 0.78;}
button[data-testid="stBaseButton-primary"], button[data-testid="stBaseButton-primaryFormSubmit"] {
  background-color: #1f5f8b; border-color: #1f5f8b;}
button[data-testid="stBaseButton-primary"]:hover, button[data-testid="stBaseButton-primaryFormSubmit"]:hover {
  background-color: #17496b; border-color: #17496b;}
[data-testid="stMetricValue"] {font-size: 1.7rem;}
[data-testid="stTextArea"] textarea {line-height: 1.6;}
.st-key-facts_text textarea {font-family: ui-monospace, "Noto Sans Mono CJK SC", monospace; font-size: 0.86rem;}
[data-testid="stElementToolbar"] {display: none;}
[data-testid="stMarkdownContainer"] h5 {font-size: 1.05rem; padding: 0.4rem 0 0.45rem;}
[data-testid="stMarkdownContainer"] h4 {font-size: 1.25rem;}
[data-testid="stException"] > * {display: none;}
[data-testid="stException"]::before {line-height: 1.7;
  content: "这一页出了错。请刷新后再试；仍不行，请把服务器日志发给维护者。";}
:focus-visible:not(input):not(textarea) {outline: 3px solid #4d94c4 !important; outline-offset: 1px;}
.st-key-clause-tree [data-testid="stRadioOption"] {width: 100%; padding: 0.12rem 0.5rem; border-radius: 0.4rem;}
.st-key-clause-tree [data-testid="stRadioOption"]:has(input:checked) {background: rgba(77, 148, 196, 0.18);}
.st-key-clause-tree [data-testid="stRadioOption"]:has(input:focus-visible) {outline: 3px solid #4d94c4;}
.st-key-clause-tree [data-testid="stRadioOption"] > div > div:first-child {display: none;}
.st-key-clause-tree [data-testid="stRadioGroup"] > div {width: 100%; min-width: 0;}
.st-key-clause-tree [data-testid="stRadioOption"] p {white-space: nowrap; overflow: hidden; text-overflow: ellipsis;}
@media (max-width: 768px) {
  [data-testid="stMainBlockContainer"] {padding-top: 4.2rem;}
  [data-testid="stHorizontalBlock"]:has([data-testid="stMetric"]) > [data-testid="stColumn"],
  .st-key-gap-filters [data-testid="stHorizontalBlock"] > [data-testid="stColumn"] {
    min-width: calc(50% - 0.5rem); flex: 1 1 calc(50% - 0.5rem);}
  [data-testid="stHorizontalBlock"]:has([data-testid="stMetric"]),
  .st-key-gap-filters [data-testid="stHorizontalBlock"] {
    flex-direction: row; flex-wrap: wrap; gap: 0.5rem 0.75rem;}
  [data-testid="stMetricValue"] {font-size: 1.35rem;}
  .st-key-clause-tree {max-height: 38vh;}
  [data-testid="stChatMessage"] {padding-left: 0; padding-right: 0; gap: 0.4rem;}
}
[data-testid="stHtml"] mark {background: #fbe2a4; color: #2d2200; border-radius: 3px; padding: 0.05rem 0;}
[data-testid="stChatMessageAvatarCustom"] {background: #1f5f8b;}
[data-testid="stChatMessageAvatarCustom"] * {color: #fff;}
.st-key-conversations button, .st-key-conversations button > div {justify-content: flex-start; text-align: left;}
.gb-text {white-space: pre-wrap; line-height: 1.75; overflow-wrap: anywhere;}
.gb-box {max-height: 32rem; overflow-y: auto; padding: 0.25rem 0.75rem 0.25rem 0;}
.gb-quote {border-left: 3px solid #9db4c6; padding: 0.15rem 0 0.15rem 0.75rem; white-space: pre-wrap; line-height: 1.65;
  overflow-wrap: anywhere;}
.gb-clip {display: -webkit-box; -webkit-line-clamp: 4; -webkit-box-orient: vertical; overflow: hidden;}
.gb-where {opacity: 0.7; font-size: 0.86rem; overflow-wrap: anywhere;}
.gb-row {line-height: 1.9; overflow-wrap: anywhere;}
.gb-row .no {display: inline-block; min-width: 4.2em; opacity: 0.7;}
.gb-list {margin: 0.2rem 0 0.8rem 0; padding-left: 1.3rem; line-height: 1.75;}
</style>
"""


def apply() -> None:
    """Put the sheet into the page."""
    st.html(_STYLE)
    chinese.apply()
