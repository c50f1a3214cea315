"""What a column of a goal table holds, told from its cells: headings are worded freely, contents less so."""

import re
from collections.abc import Collection, Sequence

from ..text.cadence import parse_cadence
from ..text.dates import find_dates
from ..text.quantities import to_number
from ..text.roles import departments_in, posts_in
from .goal_item import is_empty

UNIT = (
    r"%|％|‰|个百分点|万元|亿元|元|个?小时|分钟|秒|个?工作日|天|日(?![前起至])|个月|周|年(?!\d)|次|起|件|台套?|套|吨|千克|公斤|"
    r"千瓦时|立方米|平方米|标煤|[a-zA-Z]{1,4}|℃|级|分(?![之别])|倍|批次?|单|家|项|人次?|米|点|公里|度|缸|页|条|份|户|片|根|卷|箱|车|趟|班|个"
)
_WHOLE_UNIT = re.compile(
    rf"(?:{UNIT})(?:[/／每·](?:{UNIT}|[\u4e00-\u9fff]{{1,4}})){{0,2}}|[\u4e00-\u9fff]{{1,4}}[/／](?:{UNIT})"
)
_KINDS = (
    (
        "direction",
        re.compile(
            r"(?:越?[高大多快长]|越?[低小少慢短])[越为者]好|(?:变|希望|应|往|向|走)?[高大多快低小少慢短上下][走为]?(?:好|佳|优)?|提高|提升|增加|上升|增长|升高?|降低|下降|减少|缩短|压缩|降|减|保持|维持|稳定|"
            r"[↑↓↗↘]|向[上下]"
        ),
    ),
    (
        "number",
        re.compile(r"[≥≤><＞＜=≈约\s]*[-−]?\d[\d,]*(?:\.\d+)?\s*[^\d\s，。；（(]{0,6}\s*(?:[（(].*[）)])?", re.DOTALL),
    ),
    ("date", re.compile(r"20\d\d\s*[年\-./]?\s*(?:\d{1,2}\s*[月\-./]?\s*)?(?:\d{1,2}\s*日?)?\s*年?[底末]?前?")),
)
_STAGE = re.compile(r"20\d\d[^：:到达至]{0,12}[：:到达至为]\s*[≥≤]?\d")
_FORMULA = re.compile(
    r"[÷×]|除以|占[^，。；]{1,24}(?:比|率|%)|之比|之和|平均(?:值|数)|\S{2,}[/／]\S{2,}数|[－−-][^\d]{2,12}[)）]"
)
_SOURCE = re.compile(
    r"系统|平台|台账|报表|记录|日志|[日周月年]报|数据库|清单|账|凭证|(?:^|[^A-Za-z])[A-Z]{2,6}(?:$|[^A-Za-z])"
)


def kind_of(cells: Sequence[str]) -> str:
    """``direction``, ``unit``, ``cadence``, ``formula``, ``stages``, ``owner``, ``source``, ``date``, ``number`` or "".

    All filled cells must be of the kind.
    """
    said = [cell.strip() for cell in cells if not is_empty(cell)]
    if not said:
        return ""
    for kind, shape in _KINDS:
        if all(shape.fullmatch(cell) for cell in said) and (kind != "number" or not _dates(said)):
            return kind
    if all(_is_cadence(cell) for cell in said):
        return "cadence"
    if all(re.fullmatch(r"[A-Z]{2,6}", cell) for cell in said):
        return "source"
    if all(len(cell) <= 8 and _WHOLE_UNIT.fullmatch(cell) for cell in said):
        return "unit"
    tests = (("stages", _STAGE, 60), ("formula", _FORMULA, 200), ("source", _SOURCE, 30))
    if all(len(cell) <= 18 and _is_owner(cell) for cell in said):
        return "owner"
    return next((kind for kind, shape, most in tests if all(len(c) <= most and shape.search(c) for c in said)), "")


def fill_by_contents(columns: Sequence[Sequence[str]], heads: Sequence[str], found: dict[str, int]) -> None:
    """Assign the columns no heading explains by what they hold; ``found``: slot → column."""
    open_ones = [i for i in range(len(columns)) if i not in found.values() and not _serial(columns[i], heads[i])]
    kinds = {index: kind_of(columns[index]) for index in open_ones}
    for index, kind in kinds.items():
        if kind in ("direction", "unit", "cadence", "formula", "stages", "owner", "source") and kind not in found:
            found[kind] = index
    days = [index for index, kind in kinds.items() if kind == "date"]
    if days and "due" not in found:
        found["due"] = max(
            days, key=lambda index: max(find_dates(cell)[0].last for cell in columns[index] if find_dates(cell))
        )
    _numbers([index for index, kind in kinds.items() if kind == "number"], found)
    if "name" not in found:
        texts = (i for i in open_ones if i not in found.values() and not kinds[i] and _names(columns[i]))
        name = next(texts, None)
        if name is not None and found:
            found["name"] = name


def is_unit(text: str) -> bool:
    """Whether a word in brackets is a unit."""
    return len(text) <= 8 and bool(_WHOLE_UNIT.fullmatch(text.strip()))


def _numbers(indexes: Sequence[int], found: dict[str, int]) -> None:
    """Columns of numbers: before the target what was, after the baseline what is to be, else the first and the last."""
    before = [i for i in indexes if "target" in found and i < found["target"]]
    after = [i for i in indexes if "baseline" in found and i > found["baseline"]]
    if "target" in found and "baseline" not in found and before:
        found["baseline"] = before[0]
    elif "baseline" in found and "target" not in found and after:
        found["target"] = after[-1]
    elif not {"target", "baseline"} & set(found) and len(indexes) > 1:
        found["baseline"], found["target"] = indexes[0], indexes[-1]
    between = [i for i in indexes if i not in found.values()]
    if between and {"target", "baseline"} <= set(found) and "stages" not in found:
        inner = [i for i in between if found["baseline"] < i < found["target"]]
        found.update({"stages": inner[0]} if inner else {})


def _serial(cells: Sequence[str], head: str) -> bool:
    """A column of ordinals, codes or weights."""
    said = [cell.strip() for cell in cells if cell.strip()]
    numbered = [to_number(cell) for cell in said] == [float(n) for n in range(1, len(said) + 1)]
    coded = bool(said) and all(re.fullmatch(r"[A-Z]{1,4}-?\d{1,3}(?:[.\-]\d+)?", cell) for cell in said)
    return (numbered and len(said) > 1) or coded or bool(re.search(r"权重|分值|比重|序|编号|^号$", head))


def _names(cells: Sequence[str]) -> bool:
    said = [cell.strip() for cell in cells if cell.strip()]
    return bool(said) and all(2 <= len(cell) <= 30 for cell in said) and len(set(said)) == len(said)


def _dates(cells: Sequence[str]) -> bool:
    return all(re.match(r"20\d\d\s*[年\-./]", cell) for cell in cells)


def _is_cadence(cell: str) -> bool:
    return len(cell) <= 10 and parse_cadence(cell, cell=True) is not None and not re.search(r"\d{2}", cell)


def _is_owner(cell: str) -> bool:
    return (
        bool(posts_in(cell) or departments_in(cell) or re.match(r"各|相关|有关", cell))
        and not _SOURCE.search(cell)
        and not re.search(r"能力|优势|率$", cell)
    )


def known_kinds(value: str, taken: Collection[str]) -> str:
    """The slot a single value names beyond doubt; empty where one cell alone does not tell."""
    kind = kind_of([value])
    return kind if kind in ("direction", "cadence", "formula", "stages") and kind not in taken else ""
