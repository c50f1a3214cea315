"""Is what stands behind a number a title, a clause text or the rest of a cross-reference?"""

import re

from ..text.clauses import HeadingMark
from .lines import Line

TITLE_LIMIT = 40
ANNEX_NATURE = re.compile(r"[（(](?:规范性|资料性)(?:附录)?[）)]")
"""The line between ``附录A`` and its title in standards."""
NAMED_TITLES = re.compile(
    r"(?:前\s*言|引\s*言|序\s*言|序|导\s*言|绪\s*论|参考文献|致\s*谢|索\s*引|附\s*则|术语和定义|修订记录|文件修订记录|修改记录|文件更改记录"
    r"|修订历史|版本记录|颁布令|发布令|批准令|任命书|授权书|概\s*述|手册说明|编制说明|编写说明|公司简介|企业概况|公司概况)"
)
_SENTENCE_END = re.compile(r"[。；;！!？?]|[，,、…]$")
_LEADS = re.compile(r"(?:应|下列|如下|以下|包括|可以|按照|符合).{0,20}[：:]$")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_LABEL = re.compile(r"[【\[〔](?P<label>[^【】\[\]〔〕]{1,24})[】\]〕]\s*")
_LEAD_TITLE = re.compile(r"(?P<title>[^\s，,。；;：:、]{1,14})(?:[ \t]{2,}|\u3000+|[：:]\s*)(?=\S)")
_REFERENCE = re.compile(
    r"\s*(?:[的和与及至或、，,。；;）)～~%％/]|之规定|规定的|要求的|所[称列述指]|中[的所规]|条款?[的所规中和、，]"
    r"|[款节][的所规中]|第.{1,3}[款项])"
)
CAPTION = re.compile(r"(?:续?表|图|Table|Figure)\s*[A-Z]?[.．]?\d{1,3}(?:[-.．]\d{1,3})*(?![\d年月])", re.I)
"""Captions of tables and figures: never headings, kept with what follows."""
NOT_HEADING = re.compile(rf"[（(].*\d{{4}}\s*年.*[）)]\s*$|{CAPTION.pattern}", re.I)
_UNFINISHED = re.compile(r"[。；;，,、]$")
_PUNCTUATED = re.compile(r"[、，,。；;）)]")
_ARTICLE_REFERENCE = re.compile(
    r"(?:规定|要求|的|和|与|及|至|或|、|，|,|。|；|）|\)|所[称列述指]|中|款|项|第.{1,3}[款项])"
)


def split_title(rest: str, kind: str = "") -> tuple[str, bool]:
    """``(title, inline)``: the title (may be empty) and whether body text stands on the same line."""
    if not rest:
        return "", False
    if label := _LABEL.match(rest):
        return label["label"], label.end() < len(rest)
    if _LEADS.search(rest):
        return "", True
    if is_title(rest) and not (kind == "article" and re.search("[，,]", rest)):
        return rest.rstrip("：: "), False
    if lead := _LEAD_TITLE.match(rest):
        return lead["title"], True
    return "", True


def is_title(text: str, limit: int = TITLE_LIMIT) -> bool:
    """Short, without sentence punctuation; text in brackets does not count."""
    core = _BRACKETED.sub("", text)
    comma_limit = limit if not re.search("[，,]", core) else limit - 5
    return 0 < len(core) <= comma_limit and len(text) <= 2 * limit and not _SENTENCE_END.search(core.rstrip())


def is_reference(mark: HeadingMark) -> bool:
    """The line goes on like a sentence about that clause: ``第五条规定的…``, ``4.2和4.3…``."""
    if mark.kind == "article":
        return bool((_PUNCTUATED if mark.separator else _ARTICLE_REFERENCE).match(mark.title))
    return bool(_REFERENCE.match(mark.title))


def is_styled(line: Line) -> bool:
    """The file itself says that this line is a heading, and it is not a whole paragraph."""
    if line.kind != "heading" and line.level is None:
        return False
    return len(line.bare) <= 80 and not _UNFINISHED.search(line.bare) and not NOT_HEADING.match(line.bare)


def is_plain_heading(line: Line) -> bool:
    """An unnumbered heading by its own form: a well-known name alone on the line, or a short bold line."""
    if line.mark is not None or line.kind not in {"paragraph", "heading"}:
        return False
    if NAMED_TITLES.fullmatch(line.bare):
        return True
    if NOT_HEADING.match(line.bare):
        return False
    return line.bold and is_title(line.bare, 25) and not re.search(r"^[（(\[]|[：:]$", line.bare)
