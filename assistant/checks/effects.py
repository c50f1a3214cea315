"""Whether what a verification found reaches what was wanted: samples, rates, counts against a criterion."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .paper import Line, Paper
from .registry import Context, Hit, at, check
from .report_parts import below
from .words import any_of, phrases

Parameters = Mapping[str, Any]

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_LEAST = r"不低于|不少于|不小于|≥|>=|＞|达到|至少|大于|高于"
_MOST = r"不高于|不超过|不多于|不大于|≤|<=|＜|低于|小于|少于|控制在"
_OF = re.compile(
    r"(?:抽查|抽取|抽样|抽看|抽|检查|查|核对|盘点|验证|观察|"
    r"变更)[^，。；]{0,20}?(?<![\d,])(?P<all>\d[\d,]*)\s*(?P<unit>个?[批份件次条台张个箱笔单套处项组炉托班趟车])[^。；\d]{0,18}?"
    r"(?<![\d,])(?P<good>\d[\d,]*)\s*(?P=unit)"
)
_RATE_WANTED = re.compile(r"(?:目标|要求|标准|指标|应)[^，。；\d]{0,10}?(?P<rate>\d{2,3}(?:\.\d+)?)\s*[%％]")
_BESIDE = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,12}}?)\s*(?:为|是|达|：|:)?\s*(?P<got>{_NUMBER})\s*(?P<unit>[%％]|"
    rf"[\u4e00-\u9fff]{{1,2}})\s*[，,（(、]\s*"
    rf"(?:目标|要求|标准|指标|判据|规定)(?:值)?(?:为|是|[:：])?\s*(?P<op>{_LEAST}|{_MOST}|"
    rf")\s*(?P<want>{_NUMBER})\s*(?P=unit)(?P<behind>以[上下内])?"
)
_CRITERION = re.compile(r"(?:判据|判定标准|验收标准|准则|验证标准|合格标准|目标|要求)\s*(?:为|是|[:：])")
_WANT = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,10}}?)(?:应|为|均)?\s*(?P<op>{_LEAST}|{_MOST}|"
    rf")\s*(?P<want>{_NUMBER})\s*(?P<unit>[%％]|[\u4e00-\u9fff])"
)
_WORSE = re.compile(r"差错|不良|故障|缺|漏|超|停机|误|投诉|返工|报废|未|偏差|异常|耗|周期|时间|天数|空")


class Short(NamedTuple):
    """A place where the effect falls short: what was found and what was wanted."""

    line: Line
    got: str
    want: str


@check("effect_below_target")
def effect_below_target(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """What the verification found is below what was wanted, and yet it is called effective."""
    lines = below(paper, parameters["verification"]) if parameters.get("verification") else list(paper.pieces)
    said = "\n".join(line.text for line in lines)
    wanted = [float(m["rate"]) for line in paper.pieces for m in _RATE_WANTED.finditer(line.text)]
    judged = re.search(
        r"(?<![无未])有效(?!性)|关闭|可以关|准予|管用|可以销|学会|效果(?:良|较|很)好|达到(?:预期|要求|目标|目的)|合格|通过",
        said,
    )
    partial = (
        ()
        if not (judged or wanted) or parameters.get("beside_only")
        else _partial(lines, any_of(parameters, "bad"), wanted)
    )
    for short in (
        *partial,
        *(_beside(lines) if judged else ()),
        *(_against_criterion(lines) if judged and not parameters.get("beside_only") else ()),
    ):
        yield at(short.line, None, share=short.got, wanted=short.want)


def _partial(lines: Sequence[Line], bad: re.Pattern[str], wanted: Sequence[float]) -> Iterator[Short]:
    """``抽查 20 批，相符 19 批``: fewer found good than were looked at."""
    for line in lines:
        match = _OF.search(line.text)
        if match is None or bad.search(line.text[match.start("all") : match.start("good")]):
            continue
        told = line.text[match.end() :]
        if re.match(r"[^，。；]{0,6}(?:不|未|漏|错|缺|差异|超|问题)", told):
            continue
        if re.search(r"因|说明|除外|例外|不适用|停用", told) and not wanted:
            continue
        everything, good = (_value(match[key]) for key in ("all", "good"))
        share = 100 * good / max(everything, 1)
        if share < (max(wanted) if wanted else 100):
            yield Short(line, f"{share:.3g}%", f"{max(wanted):g}%" if wanted else "100%")
            return


def _beside(lines: Sequence[Line]) -> Iterator[Short]:
    """``差错率 5%，要求低于 2%``: found and wanted side by side."""
    for line, text in phrases(lines):
        for got, want, _ in _shortfalls(text):
            yield Short(line, got, want)


def short_of_target(text: str) -> str:
    """What is told short of the target beside it; empty where nothing is."""
    return next((said for _, _, said in _shortfalls(text)), "")


def _shortfalls(text: str) -> Iterator[tuple[str, str, str]]:
    for match in _BESIDE.finditer(text):
        if match["op"] or match["behind"]:
            least = bool(re.fullmatch(_LEAST, match["op"])) or match["behind"] == "以上"
        else:
            least = not _WORSE.search(match["name"])
        if _fails(_value(match["got"]), _value(match["want"]), least):
            unit = match["unit"]
            yield f"{match['got']}{unit}", f"{match['op']}{match['want']}{unit}", match[0]


def _against_criterion(lines: Sequence[Line]) -> Iterator[Short]:
    """``判据：空炉 0 炉。结果：空炉 6 炉``: the criterion stands in a sentence of its own."""
    told = list(phrases(lines))
    criteria = [text for _, text in told if _CRITERION.search(text)]
    wants = [match for text in criteria for match in _WANT.finditer(_CRITERION.split(text)[-1])]
    for want in wants:
        limit = _value(want["want"])
        if not want["op"] and limit not in (0, 100):
            continue
        least = bool(re.fullmatch(_LEAST, want["op"])) if want["op"] else limit == 100
        name = re.escape(want["name"][-3:])
        for line, text in told:
            match = re.search(rf"{name}[^，。；\d]{{0,6}}?({_NUMBER})\s*{want['unit']}", text)
            if match and text not in criteria and _fails(_value(match[1]), limit, least):
                yield Short(line, match[1] + want["unit"], f"{want['op']}{want['want']}{want['unit']}")


def _fails(got: float, want: float, least: bool) -> bool:
    return got < want if least else got > want


def _value(text: str) -> float:
    return float(text.replace(",", ""))
