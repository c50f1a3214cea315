"""Registers: departments, controlled documents, forms with their versions."""

import re
from collections.abc import Iterator, Sequence

from ..domain.facts import Department, DocumentEntry, FormEntry, Line, Paper, Source
from ..text.roles import departments_in, fold_department, is_generic
from .form_versions import (
    ENDED,
    OLD_NAME,
    began_in,
    begun_beside,
    merge_versions,
    older_beside,
    two_versions,
    withdrawn_in,
)
from .identity import codes_in, fold_version
from .ledger_rows import day_of
from .posts import NOT_ORG, PLACE, column_of, day_under
from .signatures import people_in

_ORG_HEAD = re.compile(r"职责|负责人|岗位|职务|曾用名|简称|叫法|俗称|原名|定编|编制人数|人数|姓名|联系|分管")
_CODE_HEAD = r"编号|代号|编码|代码|号码|[文表]号|(?:文件|表单|记录|表格|单据)号|^号$"
_NAME_HEAD = r"名称|标题|[表文件单]名|^名$|^名字"
_DOC_TITLE = re.compile(r"程序|规定|办法|手册|制度|规程|细则|规范|准则|指导书|指南|一览表|目标")
_FORM_NAME = re.compile(r"(?:表|单|记录|报告|台[账帐]|计划|方案|纪要|清单|簿|书|通报|登记|日志|签到)(?:[（(].*[)）])?$")
_NORMATIVE_NAME = re.compile(
    r"(?:程序|规定|办法|手册|制度|规程|细则|规范|准则|指导书|指南|规则|流程)(?:[（(].*[)）])?$"
)


def departments_of(papers: Sequence[Paper]) -> list[Department]:
    """Departments of organisation tables, duty matrices and 公司设有…, with the other names given beside them."""
    found: dict[str, Department] = {}
    for paper in papers:
        if paper.kind not in ("manual", "register", "procedure", "other", "record"):
            continue
        for name, aliases, line in [*_table_departments(paper), *_prose_departments(paper)]:
            old = found.get(name)
            merged = tuple(dict.fromkeys((*(old.aliases if old else ()), *aliases)))
            source = (
                old.source
                if old
                else Source(file=paper.file, locator=line.locator, quote=line.quote, rule="organisation/1")
            )
            found[name] = Department(name=name, aliases=merged, source=source)
    return list(found.values())


def _table_departments(paper: Paper) -> Iterator[tuple[str, list[str], Line]]:
    for line in paper.lines:
        if line.cells and not line.heads and paper.kind in ("manual", "register", "procedure"):
            names = [c for c in dict.fromkeys(line.cells) if departments_in(c) == [c]]
            if len(names) >= 4:
                yield from ((fold_department(n), [], line) for n in names)
        if (
            not line.heads
            or paper.kind == "record"
            and not _tells_departments(line)
            and not re.search("组织|机构|任职|岗位|花名|职责|部门|分工|名单|人员", paper.title)
        ):
            continue
        heads = "/".join(line.heads)
        if _ROSTER.search(heads):
            yield from _roster_department(line)
            continue
        roster = "姓名" in line.heads and bool(re.search("职务|岗位|职位", heads))
        if not roster and not re.search("部门|单位|科室|机构|车间", "".join(line.heads[:2])):
            continue
        if not re.search("部门|单位|科室|机构|车间", heads) or not _ORG_HEAD.search(heads) or NOT_ORG.search(heads):
            continue
        column = next(i for i, h in enumerate(line.heads) if re.search("部门|单位|科室|机构|车间", h))
        for cell in re.split(r"[、\n]", line.cells[column]) if column < len(line.cells) else []:
            name = fold_department(cell)
            if 2 <= len(name) <= 14 and not is_generic(name) and not re.search(r"\d{3}|[。；]|合计", name):
                yield name, _aliases_beside(line, cell), line


def _tells_departments(line: Line) -> bool:
    """部门 | 简称 | 职责: a table about departments, whatever its file is called."""
    rest = "/".join(line.heads[1:])
    return bool(re.search("部门|科室|机构", line.heads[0]) and re.search("职责|简称|曾用名|别名|俗称|定编|分管", rest))


_ROSTER = re.compile(r"姓名.*(?:干什么|做什么|干啥|管什么|在哪|哪一?[块摊片])|(?:在哪|哪一?[块摊片]).*姓名")
"""Headings of a roster in plain words: 姓名 | 干什么的 | 在哪一块."""


def _roster_department(line: Line) -> Iterator[tuple[str, list[str], Line]]:
    """The part of the firm a roster puts somebody in; where all are named so, 办公室 and 车间 are names too."""
    name = re.sub(r"[（(].*?[)）]|\s", "", column_of(line, PLACE))
    if 2 <= len(name) <= 8 and name not in ("公司", "全厂", "厂里") and people_in(column_of(line, "姓名")):
        yield name, [], line


_OTHER_NAME = re.compile("简称|曾用名|别名|别称|原名|旧[名称]|又[称叫名]|也叫|俗称|其他名称|叫法|常用名|习惯")


def _aliases_beside(line: Line, cell: str) -> list[str]:
    names = re.findall(r"[（(](?:简称|原|又称|曾用名|即)?[：:]?([\u4e00-\u9fff]{2,10}?)(?:\d{4}年?.*?)?[)）]", cell)
    for index, head in enumerate(line.heads):
        if _OTHER_NAME.search(head) and index < len(line.cells):
            names += [_former(n) for n in re.split(r"[、，,；;/]", line.cells[index])]
    return [n for n in names if 2 <= len(n) <= 12 and not re.search("职责|人员|不变|归口|更名", n)]


def _former(text: str) -> str:
    """The name in 2025-09-30前称信息中心, 原名信息科 or 信息科（旧称）."""
    plain = re.sub(r"[（(].*?[)）]", "", text).strip()
    told = re.search(
        r"(?:前称|原[称叫]|[前旧曾]叫|旧称|曾称|原名|以前[是叫]|前身(?:为|是)?|曾用名)[：:为]?([\u4e00-\u9fff]{2,10})$",
        plain,
    )
    return told[1] if told else plain


def _prose_departments(paper: Paper) -> Iterator[tuple[str, list[str], Line]]:
    for line in paper.lines:
        if line.kind == "text" and re.search(
            r"(?:下设|设有|设置|共设|设立|内设)[^。]{0,20}(?:部|科|处|中心|车间|室)", line.text
        ):
            names = list(
                departments_in(re.split("下设|设有|设置|共设|设立|内设", line.text, maxsplit=1)[1].split("。")[0])
            )
            if len(names) >= 3:
                yield from ((fold_department(n), [], line) for n in names)


def registered(papers: Sequence[Paper]) -> tuple[list[DocumentEntry], list[FormEntry]]:
    """Entries of the lists of controlled documents and of forms."""
    documents: list[DocumentEntry] = []
    forms: dict[tuple[str, str | None], FormEntry] = {}
    for paper in papers:
        sheet_title = ""
        for line in paper.lines:
            if line.kind in ("text", "heading") and len(line.text) < 40:
                sheet_title = line.text
            if not line.heads or not (_is_register(paper, line, sheet_title) or _is_plain_list(paper, line)):
                continue
            entry = _entry(line, paper, sheet_title)
            if isinstance(entry, DocumentEntry):
                documents.append(entry)
            elif entry is not None:
                forms[(entry.code or entry.name, entry.version)] = entry
    return documents, merge_versions(list(forms.values()))


def _is_register(paper: Paper, line: Line, title: str) -> bool:
    heads = "/".join(line.heads)
    listed = re.search(
        r"清单|目录|一览|总表|索引|台账|登记", paper.title + title + paper.file.rsplit("/", 1)[-1] + line.locator
    )
    listed = (
        listed
        or re.search("版", heads)
        and re.search("实施|生效|[启起]用|归口|保存期|保管期", heads)
        and not re.search("发放|回收|领用|份数|申请|更改|评审|会签", heads)
    )
    coded = re.search(_CODE_HEAD, heads) and re.search(rf"{_NAME_HEAD}|表单|文件|记录|表格", heads)
    return bool(listed and coded and re.search(r"版|实施|发布|生效|[启起]用|归口|保存|保管|所属", heads)) and bool(
        codes_in(line.text)
    )


def _is_plain_list(paper: Paper, line: Line) -> bool:
    """A list of a firm that numbers nothing: 文件 | 批准 | 执行, 表格名 | 现行版 | 从哪天起用."""
    heads = "/".join(line.heads)
    named = any(re.fullmatch(r"(?:文件|表格|表单|记录|表|制度|规定)(?:名称?|的名字)?|名称", h) for h in line.heads)
    since = re.search(r"实施|生效|[启起]用|施行|执行", heads)
    told = re.search("现行|版本|版次|批准|发布", heads)
    listed = re.search("清单|目录|一览|总表", f"{paper.title}{paper.file.rsplit('/', 1)[-1]}")
    return bool(named and since and told and listed) and not re.search(rf"{_CODE_HEAD}|发放|回收|领用|更改", heads)


def _entry(line: Line, paper: Paper, title: str) -> DocumentEntry | FormEntry | None:
    code = next(iter(codes_in(column_of(line, _CODE_HEAD))), "")
    name = column_of(line, _NAME_HEAD) or column_of(line, "(?:表单|文件|记录|表格)(?!号|编|代)")
    if not name or not (code or _is_plain_list(paper, line)):
        return None
    source = Source(file=paper.file, locator=line.locator, quote=line.quote, rule="register/1")
    told_version = column_of(line, r"现行版|现用版|版次|版本|版号|^版|修订(?:状态|号)|^修订$")
    changed = two_versions(told_version)
    version = (changed[0] if changed else fold_version(re.split(r"[（(，,；;]", told_version)[0])) or None
    effective = day_under(line, "实施|生效|[启起]用|施行|执行|(?:使用|领用)(?:日期|时间)") or (
        changed[2] if changed else None
    )
    listed = title + line.locator + "/".join(line.heads)
    rules = _NORMATIVE_NAME.search(name) or "〔" in code or _lists_documents(title) and not _FORM_NAME.search(name)
    is_form = not rules and (
        bool(re.search("表单|记录|表格", listed))
        or not _DOC_TITLE.search(name)
        and bool(_FORM_NAME.search(name) or "文件" not in title)
    )
    status = column_of(line, "状态|备注|现行情况|有效性|说明")
    if re.search("作废|停用|废止|失效", told_version) and not changed:
        status = f"{status} {told_version}"
    effective = effective or began_in(status, version) or begun_beside(told_version)
    if not is_form and re.search("作废|停用|废止|失效|被代替", status):
        return None
    if not is_form:
        return DocumentEntry(
            code=code,
            name=name,
            version=version,
            released_on=day_under(line, "发布|批准|颁布|印发|签发"),
            effective_on=effective,
            owner=column_of(line, "归口|主管|责任|编制部门|部门"),
            source=source,
        )
    withdrawn = list(withdrawn_in(column_of(line, "旧版|作废|历史|历次|原版|上一版")))
    withdrawn += [(changed[1], changed[2] or effective)] if changed else []
    told = [
        (v, d) for v, d in withdrawn_in(status) if v != version and re.search("作废|停用|废止|过渡|用[至到]", status)
    ]
    withdrawn += [(v, d or effective) for v, d in told]
    ended = None if re.search(r"[A-Z]\s*/\s*\d|版", column_of(line, ENDED)) else day_under(line, ENDED)
    if version and not told and (ended or re.search("作废|停用|废止|失效", status) or OLD_NAME.search(name)):
        withdrawn.append((version, day_of(status, None) or ended))
    withdrawn += [] if changed else older_beside(told_version, effective)
    document = next(iter(codes_in(column_of(line, "所属|依据|来源文件|引用|对应"))), None)
    return FormEntry(
        code=code,
        name=OLD_NAME.sub("", name),
        version=version,
        effective_on=effective,
        withdrawn=tuple(withdrawn),
        document=document,
        source=source,
    )


def _lists_documents(title: str) -> bool:
    """A list titled by documents alone (文件目录, 制度清单), not by forms or records beside them."""
    plain = re.sub("清单|一览表?|总表|目录", "", title)
    return bool(re.search("文件|制度", plain)) and not re.search("表|单(?!位)|记录", plain)
