# ruff: noqa: E501  (texts of files written in place)
"""Plain text, Markdown, web pages, CSV, JSONL and the encodings they come in."""

import pytest

from assistant.adapters.csv_loader import read_csv
from assistant.adapters.file_decoding import decode
from assistant.adapters.file_loader import FileLoader
from assistant.adapters.file_source import Source
from assistant.adapters.html_loader import read_html, read_mht
from assistant.adapters.markdown_loader import read_markdown
from assistant.adapters.segments_loader import load_segments
from assistant.domain.errors import InputError

SIMPLE = "内部审核管理程序\r\n第一条　为规范内部审核，制定本程序。\r\n1. 审核员不得审核本部门的工作。（见附表）\n"
TRADITIONAL = "內部稽核管理程序\n第一條　為規範內部稽核，制定本程序。稽核員不得稽核本部門的工作，並應當留存紀錄。\n"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("gb18030", b""), ("gbk", b""), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""), ("utf-16-be", b""),
    ],
)  # fmt: skip
def test_simplified_text_is_read_in_any_encoding(encoding, mark):
    found = decode(mark + SIMPLE.encode(encoding))
    assert found.text == SIMPLE
    assert found.damaged == 0


@pytest.mark.parametrize("encoding", ["big5", "utf-8", "gb18030", "utf-16-le"])
def test_traditional_text_is_told_from_simplified(encoding):
    assert decode(TRADITIONAL.encode(encoding)).text == TRADITIONAL


@pytest.mark.parametrize(
    "text", ["审核", "张三签字", "2025年3月", "OK", "第一条 目的", "编号,名称\n1,手册", "ABC-01 培训记录表", "附件："]
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_short_texts_are_not_mistaken_for_another_encoding(text, encoding):
    assert decode(text.encode(encoding)).text == text


def test_rare_characters_of_gb18030_survive():
    assert decode("负责人：㐂𠀀䶮（镕堃）".encode("gb18030")).text == "负责人：㐂𠀀䶮（镕堃）"


def test_damaged_bytes_are_counted_and_the_rest_kept(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("体系文件应当受控并保持最新版本。".encode() + b"\xff\n" + "记录应当保存三年以上。".encode())
    found = FileLoader().load(path)
    assert "1 处字符无法解码" in found.warnings[0]
    assert not found.complete
    assert found.blocks[1].text == "记录应当保存三年以上。"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_each_line_of_a_text_is_a_block_kept_exactly(end, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(end.join(["  第一条  目的\t说明 ", "", "\u3000\u3000第二条", "\x0c第三条"]).encode())
    found = FileLoader().load(path)
    assert [block.text for block in found.blocks] == ["  第一条  目的\t说明 ", "\u3000\u3000第二条", "第三条"]
    assert {block.kind for block in found.blocks} == {"paragraph"}


def markdown(text):
    return read_markdown(Source("a.md", text.encode())).blocks


def test_markdown_gives_headings_lists_tables_and_notes():
    blocks = markdown(
        "---\ntitle: 指南\n---\n# 标题 **粗**\n\n正文[链接](http://x)与`码`\n第二行\n\n3. 甲\n4. 乙\n\n- 点\n\n> 引用\n\n| 部门 | 职责 |\n|---|---|\n| 企管部 | 体系<br>内审 |\n\n<!-- 暗语 -->\n"
    )
    assert [(b.kind, b.number, b.text) for b in blocks] == [
        ("note", None, "title: 指南"), ("heading", None, "标题 粗"), ("paragraph", None, "正文链接与码"), ("paragraph", None, "第二行"),
        ("list_item", "3.", "甲"), ("list_item", "4.", "乙"), ("list_item", None, "点"), ("paragraph", None, "引用"),
        ("table", None, "部门 | 职责\n企管部 | 体系 内审"), ("note", None, "暗语"),
    ]  # fmt: skip
    assert blocks[1].level == 1


def html(text):
    return read_html(Source("a.html", text.encode()))


def test_web_pages_give_visible_text_in_order():
    parsed = html(
        "<html><head><title>程序</title><style>p{}</style></head><body><h2>职责</h2><p>第一<b>句</b>，\n第二句。<br>第三句</p>"
        "<ol start=2><li>甲</li><li>乙</li></ol><script>bad()</script><div style='display: none'>藏</div></body></html>"
    )
    assert [(b.kind, b.number, b.text) for b in parsed.blocks] == [
        ("heading", None, "职责"), ("paragraph", None, "第一句， 第二句。"), ("paragraph", None, "第三句"),
        ("list_item", "2.", "甲"), ("list_item", "3.", "乙"), ("note", None, "藏"),
    ]  # fmt: skip
    assert parsed.facts["title"] == "程序"


def test_spans_of_web_tables_are_expanded():
    parsed = html(
        "<table><tr><th rowspan=2>编号</th><th colspan=2>日期</th></tr><tr><th>发现</th><th>关闭</th></tr>"
        "<tr><td>1</td><td>2025-01-01</td><td>2025-02-01</td></tr></table>"
    )
    table = parsed.blocks[0].table
    assert [[cell.text for cell in row] for row in table.rows][:2] == [
        ["编号", "日期", "日期"],
        ["编号", "发现", "关闭"],
    ]
    assert table.header_rows == 2
    assert parsed.blocks[0].text == "编号 | 日期\n发现 | 关闭\n1 | 2025-01-01 | 2025-02-01"


def test_layout_tables_of_web_pages_do_not_swallow_the_page():
    parsed = html("<table><tr><td><h1>通知</h1><table><tr><td>甲</td><td>乙</td></tr></table></td></tr></table>")
    assert [block.kind for block in parsed.blocks] == ["heading", "table"]


def test_white_text_is_hidden_but_not_on_a_coloured_ground():
    parsed = html(
        '<p style="color:#fff">藏</p><div style="background:#036"><span style="color:white">标题</span></div>'
    )
    assert [(block.kind, block.text) for block in parsed.blocks] == [("note", "藏"), ("paragraph", "标题")]


def test_a_declared_charset_is_followed():
    page = '<html><head><meta charset="gbk"></head><body>文件控制</body></html>'.encode("gbk")
    assert read_html(Source("a.html", page)).blocks[0].text == "文件控制"


def test_single_file_pages_are_unpacked():
    mail = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    import base64

    data = mail + base64.b64encode("<p>管理评审</p>".encode()) + b"\r\n--x--\r\n"
    assert read_mht(Source("a.doc", data)).blocks[0].text == "管理评审"


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_cells_keep_their_line_ends_and_the_delimiter_is_found(delimiter):
    lines = [["编号", "内容", "日期"], ["1", '"第一行\n第二行，含逗号"', "45797"], ["2", "乙", "45798"]]
    block = read_csv(Source("a.csv", "\r\n".join(delimiter.join(line) for line in lines).encode("gbk"))).blocks[0]
    assert [cell.text for cell in block.table.rows[1]] == ["1", "第一行\n第二行，含逗号", "45797"]
    assert block.table.rows[1][2].value_on.isoformat() == "2025-05-20"
    assert block.table.header_rows == 1


def test_segments_keep_their_ids_paths_and_exact_text(tmp_path):
    path = tmp_path / "s.jsonl"
    path.write_text(
        '{"id":"a1","title":"标准","path":["第一章","总则"],"clause":"1.1","text":" 正文 "}\n\n{"id":2,"text":"二"}\n',
        encoding="utf-8",
    )
    first, second = load_segments(path)
    assert (first.id, first.path, first.clause, first.text) == ("a1", ("第一章", "总则"), "1.1", " 正文 ")
    assert (second.id, second.path, second.clause) == ("2", (), None)


def test_a_wrong_segment_names_its_line(tmp_path):
    path = tmp_path / "s.jsonl"
    path.write_text('{"id":"a","text":"甲"}\n{"id":"b"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="第 2 行"):
        load_segments(path)
