"""What a file really is, from its bytes; the extension only decides between kinds of plain text."""

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from ..domain.errors import InputError
from .file_decoding import decode, looks_binary
from .file_limits import shown

LABELS = {
    "pdf": "PDF", "docx": "Word（docx）", "xlsx": "Excel（xlsx）", "pptx": "PowerPoint（pptx）",
    "doc": "旧版 Word（doc）", "xls": "旧版 Excel（xls）", "ppt": "旧版 PowerPoint（ppt）", "rtf": "RTF", "odf": "ODF",
    "image": "图片", "html": "网页", "md": "Markdown", "csv": "CSV", "jsonl": "JSONL", "txt": "纯文本",
    "officexml": "Office 2003 XML", "mht": "单一文件网页",
}  # fmt: skip
_BY_MEDIA = {
    "pdf": "pdf",
    "docx": "docx docm dotx",
    "xlsx": "xlsx xlsm xltx",
    "pptx": "pptx pptm ppsx",
    "doc": "doc dot wps",
    "xls": "xls et",
    "ppt": "ppt dps",
    "rtf": "rtf",
    "odf": "odt ods odp",
    "image": "png jpg jpeg bmp gif tif tiff webp",
    "html": "html htm xhtml xml",
    "mht": "mht mhtml",
    "md": "md markdown",
    "csv": "csv tsv",
    "jsonl": "jsonl",
    "txt": "txt text",
}
EXTENSIONS = {extension: media for media, extensions in _BY_MEDIA.items() for extension in extensions.split()}
"""Media by extension (lower case, no dot)."""
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"), (b"II*\x00", "image"),
    (b"MM\x00*", "image"), (b"{\\rtf", "rtf"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"PK\x07\x08", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
)  # fmt: skip
_REFUSED = (
    (b"Rar!", "RAR 压缩包"), (b"7z\xbc\xaf", "7z 压缩包"), (b"\x1f\x8b", "gzip 压缩包"), (b"MZ", "Windows 程序"),
    (b"\x7fELF", "程序"), (b"BZh", "bzip2 压缩包"), (b"\xfd7zXZ", "xz 压缩包"), (b"SQLite format 3", "数据库"),
)  # fmt: skip
_HTML = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|rss|div|style)\b",
    re.I | re.S,
)
_OFFICE_XML = re.compile(
    r"<\?mso-application|schemas\.microsoft\.com/office/(?:word|excel)/2003|urn:schemas-microsoft-com:office:spreadsheet"
)


@dataclass(frozen=True)
class Kind:
    """The media by content, and what the extension promised ("" when unknown)."""

    media: str
    promised: str

    @property
    def warning(self) -> str | None:
        """A line for a mislabelled file."""
        plain = {"txt", "md", "csv", "jsonl", "html"}
        if not self.promised or self.promised == self.media or {self.media, self.promised} <= plain - {"html"}:
            return None
        return f"扩展名像{LABELS[self.promised]}，实际内容是{LABELS[self.media]}，已按实际内容读取"


def kind_of(name: str, data: bytes) -> Kind:
    """The kind of ``data``; raises InputError for what cannot be a document (archives, programs, unknown binary)."""
    promised = EXTENSIONS.get(PurePath(name).suffix.lower().lstrip("."), "")
    return Kind(_media(name, data, promised), promised)


def _media(name: str, data: bytes, promised: str) -> str:
    magic = next((media for start, media in _MAGIC if data.startswith(start)), "")
    if magic == "zip":
        return _zip_media(name, data)
    if magic == "ole":
        return _ole_media(name, data)
    if magic:
        return magic
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if (data.startswith(b"RIFF") and data[8:12] == b"WEBP") or (data.startswith(b"BM") and data[6:10] == bytes(4)):
        return "image"
    _refuse_known_binary(name, data)
    return _text_media(name, data, promised)


def _refuse_known_binary(name: str, data: bytes) -> None:
    for start, label in _REFUSED:
        if data.startswith(start):
            raise InputError(f"这是{label}，不是文档", shown(name), "请解压或改存为 PDF、DOCX、XLSX 等格式")


def _zip_media(name: str, data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            encrypted = any(info.flag_bits & 1 for info in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError) as error:
        raise InputError("文件已损坏或下载不完整（压缩结构读不出）", shown(name), "请重新导出或重新下载") from error
    if encrypted:
        raise InputError("文件已加密", shown(name), "请取消密码后再导入")
    for prefix, media in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if any(member.startswith(prefix) for member in names) and "[Content_Types].xml" in names:
            return media
    if "mimetype" in names and "content.xml" in names:
        return "odf"
    if "OFD.xml" in names:
        raise InputError("OFD 版式文件暂不支持", shown(name), "请用 OFD 阅读器转换为 PDF 后再导入")
    raise InputError("这是压缩包，不是文档", shown(name), "请解压后导入其中的文件")


def _ole_media(name: str, data: bytes) -> str:
    streams = (
        ("EncryptedPackage", "encrypted"),
        ("WordDocument", "doc"),
        ("PowerPoint Document", "ppt"),
        ("Workbook", "xls"),
        ("Book", "xls"),
    )
    for stream, media in streams:
        if stream.encode("utf-16-le") in data:
            if media == "encrypted":
                raise InputError("文件已加密", shown(name), "请用密码打开、取消密码后再导入")
            return media
    raise InputError("这是无法识别的旧版 Office 文件", shown(name), "请另存为 DOCX、XLSX 或 PDF 后再导入")


def _text_media(name: str, data: bytes, promised: str) -> str:
    text = decode(data[:65536] if len(data) > 65536 else data).text
    if looks_binary(text):
        fix = "请确认文件没有损坏，或改存为 PDF、DOCX、XLSX、TXT 等格式"
        raise InputError("无法识别的文件内容（既不是已知格式，也不是文本）", shown(name), fix)
    head = text[:4000]
    if _OFFICE_XML.search(head):
        return "officexml"
    if head.lstrip().upper().startswith(("MIME-VERSION:", "FROM: <SAVED BY")) and "content-type:" in head.lower():
        return "mht"
    if _HTML.match(head):
        return "html"
    return promised if promised in ("md", "csv", "jsonl", "html") else "txt"
