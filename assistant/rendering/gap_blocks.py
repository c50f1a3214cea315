"""The gap report as blocks, the same for every format: what is said, in which order."""

from collections.abc import Mapping, Sequence

from ..gaps.excused import SETTLED
from ..labels import SEVERITY
from ..workflows.gaps import GapReport
from .gap_follow_up import card_notes, changes, facts_to_review, overview_columns, summary
from .gap_parts import Bars, Block, Bullets, Card, Grid, Heading, Heat, Share, Text, kind_of, objects, place_of, short
from .gap_view import (
    Item,
    Priority,
    Rate,
    by_family,
    calendar,
    leading,
    matrix,
    months_of,
    plain_name,
    priorities,
    ranges,
    rate,
    settled,
    suspected,
    undecided,
)
from .gap_words import CONDUCT, COVERAGE, COVERAGE_FAMILY, FAMILY, NEXT, PAPER_KIND, READ, START_WITH, TITLE, WHY_FIRST


def report_blocks(report: GapReport, clauses: Mapping[str, str]) -> list[Block]:
    """The whole report."""
    items = suspected(report)
    found = priorities([item for item in items if not settled(item)])
    return [
        *_front(report, items),
        *_first_things(found),
        *changes(report),
        *_overview(report, items),
        *_details(items, clauses),
        *_calendar(report),
        *_matrix(report, items, clauses),
        *_undecided(report),
        *facts_to_review(report),
        *_files(report),
        *_method(report),
    ]


def _front(report: GapReport, items: Sequence[Item]) -> list[Block]:
    window = f"{report.window[0]} 至 {report.window[1]}"
    read = [sum(f.read == state for f in report.files) for state in ("ok", "partly", "failed")]
    files = f"{len(report.files)} 份：已读 {read[0]}，部分读出 {read[1]}，未能读取 {read[2]}"
    facts = (
        ("企业", report.enterprise or "（未写明）"),
        ("检查期间", window),
        ("判断截止日", str(report.as_of)),
        ("所提供材料", files),
        *summary(report),
    )
    return [
        Heading(TITLE, 0),
        Grid((), facts, (22, 78)),
        Heading("结论摘要"),
        Text(_conclusion(report, items), "strong"),
        Share(rate(report)),
        Text(_rate_told(rate(report)), "quiet"),
        *_families(items),
        Heading("材料提供情况声明", 2),
        *_coverage(report),
        Heading("怎样使用本报告", 2),
        Bullets(CONDUCT),
    ]


def _families(items: Sequence[Item]) -> list[Block]:
    if not items:
        return []
    rows = tuple((FAMILY[f], str(high), str(mid), str(low)) for f, high, mid, low in by_family(items))
    return [Heading("差距分布（项）", 2), Grid(("方面", "高", "中", "低"), rows, (55, 15, 15, 15))]


def _conclusion(report: GapReport, items: Sequence[Item]) -> str:
    numbers = rate(report)
    count = sum(len(i.findings) for i in items)
    if not count:
        return "在已提供的材料范围内，没有发现疑似差距；不可评价的部分仍需补充材料。"
    high = sum(len(i.findings) for i in items if i.first.severity == "high")
    lead = leading(priorities([item for item in items if not settled(item)]))
    names = "、".join(p.process for p in lead[:3])
    done = sum(f.state in SETTLED for i in items for f in i.findings)
    told = f"发现疑似差距 {count} 处（归为 {len(items)} 项，其中高等级 {high} 处）"
    told += f"，其中 {done} 处已有说明或批准的例外" if done else ""
    first = f"建议先从{names}入手。" if names else ""
    return f"{told}；应发生的活动中可评价的 {numbers.judged} 次，按期完成 {numbers.fulfilled} 次。{first}"


def _rate_told(numbers: Rate) -> str:
    return (
        f"执行符合率 {numbers.percent} ＝ 按期 {numbers.fulfilled} ÷（按期 {numbers.fulfilled} ＋ "
        f"逾期 {numbers.late} ＋ 缺失 {numbers.missing}）。另有 {numbers.not_evaluable} 次不可评价，不计入分子和分母。"
        + (f"{numbers.excused} 次逾期或缺失已有说明或批准的例外，也不计入。" if numbers.excused else "")
    )


def _coverage(report: GapReport) -> list[Block]:
    if not report.coverage:
        return [Text("没有提供材料完整性的声明，因此缺少的记录一律列为不可评价，不作为差距。")]
    groups: dict[str, list[str]] = {}
    for family, state in report.coverage:
        groups.setdefault(state, []).append(COVERAGE_FAMILY.get(family, family))
    rows = tuple((COVERAGE.get(state, state), "、".join(names)) for state, names in groups.items())
    return [Grid(("声明", "记录类别"), rows, (22, 78))]


def _first_things(found: Sequence[Priority]) -> list[Block]:
    if not found:
        return []
    lead = leading(found)
    share = lead[-1].cumulative
    rows = tuple((str(n), _process(p), *_advice(p)) for n, p in enumerate(lead, 1))
    told = f"按等级加权，前 {len(lead)} 个环节（共 {len(found)} 个）集中了 {share:.0%} 的差距。先解决它们，收效最快。"
    return [
        Heading("先做什么", page=True),
        Text(told, "strong"),
        Bars(tuple((p.process, *p.counts) for p in found[:12])),
        Grid(("次序", "环节与差距", "为什么先做", "从哪里入手"), rows, (7, 31, 29, 33)),
        Heading("接下来", 2),
        Bullets(NEXT),
    ]


def _process(found: Priority) -> str:
    """``内部审核程序：应有记录缺失、独立性缺失（第1、4项）``."""
    names = "、".join(dict.fromkeys(i.first.title for i in found.items))
    return f"{found.process}：{names}（第 {ranges([i.number for i in found.items])} 项）"


def _advice(found: Priority) -> tuple[str, str]:
    """Why and where to begin, by the family that weighs most in the process."""
    heavy = max(found.items, key=lambda i: (i.first.severity == "high", len(i.findings)))
    family = heavy.first.type[0]
    return WHY_FIRST[family], START_WITH[family]


def _overview(report: GapReport, items: Sequence[Item]) -> list[Block]:
    if not items:
        return []
    followed = overview_columns(report, items)
    rows = tuple(
        (str(i.number), SEVERITY[i.first.severity], kind_of(i), short(objects(i), 90), place_of(i), *followed.cells[n])
        for n, i in enumerate(items)
    )
    tones = tuple(i.first.severity for i in items)
    widths = (6, 6, 18, 38 - followed.width, 32 - followed.width, *followed.widths)
    return [
        Heading("差距一览"),
        Grid(("序号", "等级", "类别", "事项", "涉及", *followed.heads), rows, widths, tones),
    ]


def _details(items: Sequence[Item], clauses: Mapping[str, str]) -> list[Block]:
    if not items:
        return []
    cards = [Card(i, tuple(clauses.get(c, c) for c in i.first.clauses), card_notes(i)) for i in items]
    return [
        Heading("差距详情", page=len(items) > 40),
        Text("每项左右对照规定与记录的原文，原文均与所提供文件逐字核对。", "quiet"),
        *cards,
    ]


def _calendar(report: GapReport) -> list[Block]:
    rows = calendar(report)
    if not rows:
        return []
    note = "每格为该月到期的活动：√ 按期，迟 逾期，缺 缺失，？ 不可评价，免 已批准例外；空格表示当月没有到期的活动。"
    return [Heading("应发生活动日历"), Text(note, "quiet"), Heat(tuple(months_of(report)), tuple(rows))]


def _matrix(report: GapReport, items: Sequence[Item], clauses: Mapping[str, str]) -> list[Block]:
    rows = tuple(
        (row.clause, _names(row.documents), _names(row.records), ranges(row.items))
        for row in matrix(report, items, clauses)
    )
    if not rows:
        return []
    head = ("要求", "规定所在文件", "相关记录", "差距序号")
    note = (
        "按标题、章节、规定和记录的用词对应到要求；“未见”表示本次材料中没有对得上的，请核实是否另有名称。"
        "条号标有“待核对”的，引用前请查对正式文本。"
    )
    return [Heading("要求—文件—记录对照"), Text(note, "quiet"), Grid(head, rows, (26, 26, 30, 18))]


def _names(files: Sequence[str]) -> str:
    names = list(dict.fromkeys(plain_name(f) for f in files))
    more = f" 等 {len(names)} 份" if len(names) > 6 else ""
    return "；".join(names[:6]) + more or "未见"


def _undecided(report: GapReport) -> list[Block]:
    items = undecided(report)
    lines = [x for x in report.ledger if x.state == "not_evaluable"]
    if not items and not lines:
        return []
    rows = tuple((kind_of(i), short(objects(i), 100), i.first.explanation) for i in items)
    table = [Grid(("类别", "事项", "为什么不能评价"), rows, (22, 38, 40))] if rows else []
    rest = "下表为其他不能评价的事项。" if rows else ""
    note = f"应发生活动中有 {len(lines)} 次不能评价。{rest}补充材料或期限届满后可再次判断。"
    return [Heading("不可评价的事项"), Text(note), *table]


def _files(report: GapReport) -> list[Block]:
    if not report.files:
        return []
    doubtful = sorted(
        (f for f in report.files if f.read != "ok" or f.reason), key=lambda f: (f.read != "failed", f.file)
    )
    rows = tuple((f.file, PAPER_KIND.get(f.kind, f.kind), READ[f.read], f.reason or "") for f in doubtful)
    tones = tuple({"failed": "high", "partly": "medium"}.get(f.read, "") for f in doubtful)
    head = ("文件", "种类", "阅读", "原因")
    return [
        Heading("材料阅读情况"),
        *([Grid(head, rows, (44, 14, 12, 30), tones)] if rows else []),
        Text(f"{'其余' if rows else '全部'}文件都已完整读出：", "quiet"),
        Grid(("种类", "份数", "文件"), _read_well(report), (14, 8, 78)),
    ]


def _read_well(report: GapReport) -> tuple[tuple[str, ...], ...]:
    groups: dict[str, list[str]] = {}
    for file in report.files:
        if file.read == "ok" and not file.reason:
            groups.setdefault(PAPER_KIND.get(file.kind, file.kind), []).append(file.file.rsplit("/", 1)[-1])
    return tuple((kind, str(len(names)), "；".join(sorted(names))) for kind, names in sorted(groups.items()))


def _method(report: GapReport) -> list[Block]:
    model = str(report.run.get("model", "rules"))
    signs = "已开启" if report.run.get("authenticity") else "未开启"
    how = "仅规则，未使用模型" if model == "rules" else "以规则为准，模型的意见另行标明"
    lines = (
        "判断由明确的规则作出，依据标签为“规则判定”；“模型判断”须人工复核，“人工认定”来自使用者的确认。",
        "迹象类（记录之间的异常）只提示待核实，不作任何定性。",
        f"判断方式：{how}；迹象类检查：{signs}。",
        "等级为建议，由审核员结合影响范围确定。",
    )
    return [Heading("说明"), Bullets(lines)]
