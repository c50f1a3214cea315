"""The papers a manual asks for once a year: advantages and capabilities, budget, equipment, suggestions."""

from datetime import date, timedelta

from .paper import Block, Cell, Paper, Para, Sheet, Table
from .view_records import record, signed
from .words import Words

_MACHINES = ("数控加工中心", "龙门铣床", "装配线体", "空压机组", "检测仪")


def yearly_records(words: Words) -> list[Paper]:
    """What is made up once a year, each in the department that owns it."""
    return [_identification(words), _budget(words), _equipment(words), _suggestions(words), *_disposal(words)]


def _identification(words: Words) -> Paper:
    world = words.world
    day = date(world.year, 1, 9)
    rows = [("可持续竞争优势", "新型能力", "识别依据")]
    rows += [(world.advantage, name, f"{world.product}的客户需求和同行对比分析") for name in world.capabilities]
    blocks: list[Block] = [
        Para(
            f"{words.day(day)}由{world.department_on('digital', day)}召集各部门分析内外部环境，"
            "确认本年度优势和能力如下。"
        ),
        Table(tuple(rows)),
        signed(words, ("记录", world.person("digital.staff"), day), ("确认（总经理）", world.person("gm"), day)),
    ]
    title = f"{world.year}年可持续竞争优势与新型能力识别记录"
    return record(words, "ye.identify", "", title, world.person("digital.staff"), day, blocks)


def _budget(words: Words) -> Paper:
    world = words.world
    day = date(world.year, 1, 16)
    rows: list[tuple[Cell, ...]] = [(f"{world.year}年信息化资金预算", None, None), ("项目", "金额（万元）", "说明")]
    rows += [(world.project.name, 186, "含终端和接口"), ("系统运维服务", 24, "续签"), ("人员培训", 6, "见年度培训计划")]
    rows.append((
        f"编制：{world.head('finance')}  {words.day(day)}    批准：{world.person('gm')}  {words.day(day)}",
        None,
        None,
    ))
    paper = record(
        words, "ye.budget", "", f"{world.year}年信息化资金预算表", world.head("finance"), day, [], "finance", "xlsx"
    )
    paper.sheets = [Sheet("预算", tuple(rows), ((0, 0, 0, 2), (len(rows) - 1, 0, len(rows) - 1, 2)))]
    return paper


def _equipment(words: Words) -> Paper:
    world = words.world
    day = date(world.year, 12, 3)
    rows: list[tuple[Cell, ...]] = [("设备编号", "设备名称", "是否联网", "启用日期", "更新日期", "登记人")]
    who = world.person("equip.staff")
    rows += [
        (f"SB-{n:03d}", name, "是" if n < 5 else "否", date(2019 + n, 5, 8 + n), day, who)
        for n, name in enumerate(_MACHINES, 1)
    ]
    paper = record(words, "ye.equipment", "", f"{world.year}年设备设施台账", who, day, [], "equip", "xlsx")
    paper.sheets = [Sheet("设备台账", tuple(rows))]
    return paper


def _suggestions(words: Words) -> Paper:
    world = words.world
    day = date(world.year, 12, 2)
    rows = [("提出部门", "改进建议", "处理意见")]
    rows.append((world.departments["quality"], "首检终端旁增加扫码支架", "采纳，12月安装"))
    rows.append((world.departments["sales"], "向客户开放订单进度只读页面", "列入下一阶段需求"))
    rows.append((world.departments["prod"], f"把{world.process}的换线准备纳入{world.system}采集", "提交管理评审"))
    blocks: list[Block] = [Table(tuple(rows)), signed(words, ("汇总", world.person("digital.staff"), day))]
    title = f"{world.year}年改进建议汇总表"
    return record(words, "ye.suggest", "", title, world.person("digital.staff"), day, blocks)


def _disposal(words: Words) -> list[Paper]:
    """The list of records destroyed after their time; ``disposal`` in the world says how the last one was treated."""
    world = words.world
    how = world.extra.get("disposal")
    if how is None:
        return []
    years, day, who = world.numbers.retention, date(world.year, 11, 20), world.person("digital.staff")
    last = {"kept": day - timedelta(days=366 * years + 90), "just": day - timedelta(days=366 * years + 1)}
    heads = words.pick(
        "disposal",
        [
            ("记录名称", "形成日期", "保存期限", "销毁日期", "经办人", "批准人"),
            ("销毁的记录", "归档日期", "保存年限", "处置日期", "执行人", "审批"),
            ("名称", "产生时间", "保管期", "销毁时间", "承办人", "批准"),
        ],
    )
    rows: list[tuple[Cell, ...]] = [heads]
    for name, made in (
        ("设备点检旧记录", date(world.year - years - 2, 3, 14)),
        ("早期培训签到表", last.get(how, early_made(world.year))),
    ):
        rows.append((name, made, f"{years}年", day, who, world.person("mr")))
    title = f"{world.year}年记录销毁登记"
    paper = record(words, "ye.disposal", "", title, who, day, [], kind="xlsx")
    paper.sheets = [Sheet("销毁登记", tuple(rows))]
    return [paper]


def early_made(year: int) -> date:
    """When the record was made that a mutation destroys too early: the spring of the year before."""
    return date(year - 1, 4, 18)
