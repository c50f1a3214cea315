"""Single defects put into the invented enterprises: (id, accepted types, words the finding must hold, edit)."""

from collections.abc import Callable
from typing import Any, NamedTuple

from .builder import World


class Mutation(NamedTuple):
    """One defect: what must be found, and the edit that makes it."""

    id: str
    types: tuple[str, ...]
    words: tuple[str, ...]
    edit: Callable[[World], None]


def drop(*files: str) -> Callable[[World], None]:
    def edit(world: World) -> None:
        for file in files:
            del world[file]

    return edit


def swap(file: str, *pairs: tuple[Any, Any]) -> Callable[[World], None]:
    def edit(world: World) -> None:
        content = world[file]
        for old, new in pairs:
            content = _replaced(content, old, new)
            assert content != world[file], f"{old!r} not found in {file}"
        world[file] = content

    return edit


def _replaced(node: Any, old: Any, new: Any) -> Any:
    if isinstance(node, str) and isinstance(old, str):
        return node.replace(old, new)
    if isinstance(node, list):
        return [_replaced(n, old, new) for n in node]
    if isinstance(node, dict):
        return {k: _replaced(v, old, new) for k, v in node.items()}
    return new if type(node) is type(old) and node == old else node


def row(file: str, start: Any, new: list[Any] | None) -> Callable[[World], None]:
    """Replace (or drop) the table row whose cells hold ``start``."""

    def edit(world: World) -> None:
        world[file] = _rows(world[file], start, new)

    return edit


def _rows(node: Any, start: Any, new: list[Any] | None) -> Any:
    if isinstance(node, dict):
        return {k: _rows(v, start, new) for k, v in node.items()}
    if isinstance(node, list):
        kept = []
        for n in node:
            if isinstance(n, list) and start in n:
                kept += [new] if new is not None else []
            else:
                kept.append(_rows(n, start, new) if isinstance(n, list) else n)
        return kept
    return node


def both(*edits: Callable[[World], None]) -> Callable[[World], None]:
    def edit(world: World) -> None:
        for one in edits:
            one(world)

    return edit


def _undecided(world: World) -> None:
    file = "审核评审/2025年评审报告.docx"
    content = world[file]
    assert isinstance(content, list)
    kept = [x for x in content if isinstance(x, str)]
    world[file] = [
        x if "讨论" not in x else "会议认为体系适宜、充分、有效，成绩显著，希望各科室再接再厉，把各项工作做得更好。"
        for x in kept
    ]


FLAT: tuple[Mutation, ...] = (
    Mutation(
        "A2",
        ("A2",),
        ("数据质量",),
        swap(
            "QP-08监视测量（修订）.docx",
            (
                "4 每半年考核一次，考核结果在7月底和次年1月底前公布。",
                "4 每半年考核一次，考核结果在7月底和次年1月底前公布。有关部门应适时对数据质量进行检查，"
                "必要时采取相应措施。",
            ),
        ),
    ),
    Mutation(
        "A3",
        ("A3",),
        ("机房",),
        swap(
            "QP-01 文件和记录控制.docx",
            ("4. 记录随做随填", "5. 服务器和网络由信息中心每季度检查一次，填写机房检查记录。记录随做随填"),
        ),
    ),
    Mutation(
        "A4a",
        ("A4",),
        ("数字化办公室",),
        swap("QP-08监视测量（修订）.docx", ("2 综合管理部每季度", "2 数字化办公室每季度")),
    ),
    Mutation(
        "A5",
        ("A5",),
        ("恒屹",),
        swap(
            "QP-09 内审（终稿2）.docx", ("5 检查表要写明", "本程序适用于江南恒屹制药有限公司的内部审核。检查表要写明")
        ),
    ),
    Mutation(
        "A6",
        ("A6",),
        ("QP-08",),
        swap(
            "QP-08监视测量（修订）.docx",
            ("批准发布：2024年12月2日   实施日期：2024年12月16日", "批准发布：2025年3月3日   实施日期：2025年3月4日"),
        ),
    ),
    Mutation("B1-report", ("B1", "B3"), ("第二季度",), drop("二季度目标分析.docx")),
    Mutation("B1-month", ("B1", "B3"), ("2025年7月",), row("机房检查2025.xlsx", "空调滤网清洗", None)),
    Mutation("B2", ("B2",), ("10月",), swap("2025年10月内审报告.docx", ("2025年10月30日", "2025年11月21日"))),
    Mutation(
        "B3",
        ("B3",),
        ("内部审核",),
        drop("2025年10月内审报告.docx", "10月内审检查表.docx", "10月内审计划.docx", "纠正措施单 LH2502 销售部.docx"),
    ),
    Mutation("B4", ("B4",), ("排产看板",), swap("排产看板验收.docx", ("2025年9月29日", "2025年10月24日"))),
    Mutation(
        "B6",
        ("B6",),
        ("演练",),
        swap(
            "恢复演练20250905.docx",
            (
                "过程：用9月3日备份在测试机恢复，用时1小时50分，核对库存与订单两张表，行数一致。"
                "问题：恢复脚本路径写死，已改。",
                "过程：XXX",
            ),
        ),
    ),
    Mutation(
        "C2",
        ("C2",),
        ("庄志恒",),
        swap(
            "2025管评纪要.docx",
            ("总经理冯树声主持，管理者代表庄志恒和各部门负责人参加", "管理者代表庄志恒主持，各部门负责人参加"),
        ),
    ),
    Mutation(
        "C3",
        ("C3",),
        ("邹明远", "信息中心"),
        both(swap("4月内审计划.docx", ("卢一帆", "邹明远")), swap("4月内审检查表.docx", ("卢一帆", "邹明远"))),
    ),
    Mutation(
        "F1",
        ("F1",),
        ("方针",),
        swap(
            "管理手册2024版.docx",
            ("以数据驱动制造，以协同缩短交期，以精度赢得客户。", "开拓进取，追求卓越，团结奉献，再创辉煌。"),
            (
                "其中数据驱动制造对应设备联网率，协同缩短交期对应订单准时交付率和图纸下发及时率，"
                "精度对应一次交检合格率。",
                "全体员工要发扬奉献精神，为公司发展努力工作。",
            ),
        ),
    ),
    Mutation(
        "F2",
        ("F2",),
        ("图纸下发及时率",),
        row(
            "2025目标.xlsx",
            "图纸下发及时率",
            [4, "图纸下发及时率", "", "", "", "", "明显提高", "", "技术中心", "2025年底", ""],
        ),
    ),
    Mutation("F3", ("F3",), ("设备联网率",), swap("目标统计台账.xlsx", (82.0, None))),
    Mutation("F5", ("F5",), ("一次交检合格率",), swap("目标统计台账.xlsx", (97.8, 96.2), (97.7, 96.4))),
    Mutation(
        "G1",
        ("G1", "D5"),
        ("财务部",),
        both(
            row("10月内审检查表.docx", "财务部", None),
            swap("2025年10月内审报告.docx", ("采购部、销售部、技术中心、财务部", "采购部、销售部、技术中心")),
        ),
    ),
    Mutation(
        "G3",
        ("G3",),
        ("LH2502",),
        swap(
            "纠正措施单 LH2502 销售部.docx",
            (
                "验证：抽11月改期订单6份，均当天录入。验证人：卢一帆 2025年11月24日 结论：有效，关闭",
                "验证：          验证人：          结论：关闭",
            ),
        ),
    ),
    Mutation(
        "G6",
        ("G6",),
        ("上次评审",),
        both(
            swap("管评输入汇总.docx", ("四、上次评审决定事项的落实情况", ""), ("2024年三件事已全部办完。", "")),
            swap("2025管评纪要.docx", ("以及2024年评审三件事的落实情况", "")),
        ),
    ),
    Mutation(
        "G7",
        ("G7",),
        ("决议",),
        both(
            swap(
                "2025管评纪要.docx",
                (
                    "会议决定：一、制造部袁大勇负责，8月底前完成6台旧机床接入；二、信息中心邹明远负责，"
                    "9月30日前上线排产看板；三、销售部苗春生负责，7月底前把改期流程写清楚。",
                    "大家一致认为体系运行适宜、充分、有效，今后要继续保持，再接再厉。",
                ),
            ),
            drop("管评决定跟踪.xlsx"),
        ),
    ),
    Mutation(
        "G8",
        ("G8",),
        ("旧机床",),
        swap("管评决定跟踪.xlsx", ("8月27日完成，联网率84.9%", ""), ("袁大勇", "袁大勇 "), ("施晓琴", "")),
    ),
    Mutation(
        "H1",
        ("H1",),
        ("文件编写",),
        both(
            swap("培训记录汇总.xlsx", ("标准条款与文件编写", "标准条款学习")),
            swap("培训评价0409.docx", ("标准条款与文件编写", "标准条款学习")),
        ),
    ),
    Mutation("H2", ("H2", "B1"), ("内审员培训",), drop("培训评价0514内审员.docx")),
)

SECTIONS: tuple[Mutation, ...] = (
    Mutation(
        "A4b",
        ("A4",),
        ("LC-F-0319",),
        swap(
            "制度/设备数据采集与点检规定.docx",
            ("当日报信息化中心处理。", "当日报信息化中心处理，填写《数据缺失登记单》（LC-F-0319）。"),
        ),
    ),
    Mutation(
        "A6",
        ("A6",),
        ("LC-B-03",),
        both(
            swap("制度/目标监测与考核办法.docx", ("2024-12-16", "2025-01-01")),
            swap("台账/受控文件与表单一览.xlsx", ("两化融合目标监测与考核办法", "两化融合目标监测与考核办法 ")),
        ),
    ),
    Mutation("B1-month", ("B1", "F3"), ("2025年6月",), drop("目标/统计/目标完成统计表06月.docx")),
    Mutation("B1-year", ("B1",), ("制度复审",), drop("运行/制度复审2025.docx")),
    Mutation("B2", ("B2",), ("审核报告",), swap("审核评审/审核报告2025.docx", ("2025年6月9日", "2025年7月4日"))),
    Mutation(
        "B2-monthly", ("B2",), ("4月",), swap("目标/统计/目标完成统计表04月.docx", ("2025年5月6日", "2025年5月28日"))
    ),
    Mutation("C1", ("C1",), ("Q3", "季度分析"), swap("目标/分析/2025Q3分析.docx", ("编制：祝凌云", "编制：冉志刚"))),
    Mutation(
        "C2", ("C2",), ("栾志远",), swap("审核评审/2025年评审报告.docx", ("主持：总经理屠仲明", "主持：生产副总栾志远"))
    ),
    Mutation(
        "C3",
        ("C3",),
        ("丁泽宇",),
        both(
            swap("审核评审/审核检查记录.xlsx", ("离职3人账号已停", "离职3人账号停用")),
            row(
                "审核评审/审核检查记录.xlsx",
                "信息化中心",
                ["信息化中心", "备份与权限", "查5月备份日志，成功率100%；离职3人账号已停", "符合", "丁泽宇"],
            ),
        ),
    ),
    Mutation("C3-nc", ("C3",), ("贺新民",), swap("审核评审/整改单ZG-2025-01.docx", ("丁泽宇", "贺新民"))),
    Mutation("E1", ("E1",), ("测配色", "评估"), swap("培训/评估-测配色.docx", ("LC-F-0703 B", "LC-F-0703 A"))),
    Mutation(
        "F2",
        ("F2",),
        ("综合能耗",),
        row(
            "目标/2025年目标分解表.docx",
            "单位产品综合能耗",
            [
                "单位产品综合能耗",
                "能源精细化",
                "",
                "",
                "",
                "",
                "大幅下降",
                "",
                "设备动力科",
                "2025年12月",
                "蒸汽计量表42台",
            ],
        ),
    ),
    Mutation(
        "F5",
        ("F5",),
        ("订单按期完成率",),
        both(
            *(
                swap(f"目标/统计/目标完成统计表{m}月.docx", (v, n))
                for m, v, n in (("06", "95.1", "92.1"), ("07", "94.8", "91.8"), ("08", "95.0", "92.0"))
            )
        ),
    ),
    Mutation(
        "G1",
        ("G1", "D5"),
        ("后整理车间",),
        both(
            row("审核评审/审核检查记录.xlsx", "后整理车间", None),
            swap("审核评审/审核报告2025.docx", ("染色车间、后整理车间、", "染色车间、")),
        ),
    ),
    Mutation(
        "G3",
        ("G3",),
        ("ZG-2025-01",),
        swap(
            "审核评审/整改单ZG-2025-01.docx",
            ("抽6月20日至25日手改配方4缸，均已回录。", ""),
            ("丁泽宇", ""),
            ("2025-06-27", ""),
        ),
    ),
    Mutation(
        "G6",
        ("G6",),
        ("相关方意见",),
        swap(
            "审核评审/评审资料12月.docx",
            ("（5）相关方意见", "（5）工作安排"),
            ("品牌客户要求提供能耗数据。", "按计划推进。"),
        ),
    ),
    Mutation("G7", ("G7",), ("决议",), _undecided),
    Mutation("H2", ("H2", "B1"), ("审核员培训",), drop("培训/评估-审核员.docx")),
)

_P = "02 程序/"
_R = "04 记录/"
FORMAL: tuple[Mutation, ...] = (
    Mutation(
        "A2",
        ("A2",),
        ("外协",),
        swap(
            _P + "ZY-P-02 监视测量与考核程序.docx",
            ("4.4 运营部每两个月", "4.5 有关部门应不定期对外协数据进行核对，必要时采取相应措施。4.4 运营部每两个月"),
        ),
    ),
    Mutation(
        "A4a",
        ("A4",),
        ("流程管理处",),
        swap(
            _P + "ZY-P-06 系统运行与信息安全程序.docx",
            ("由数字化部组织，写出演练总结", "由流程管理处组织，写出演练总结"),
        ),
    ),
    Mutation(
        "A5",
        ("A5",),
        ("XX",),
        swap(_P + "ZY-P-05 人才保障程序.docx", ("4.1 人力行政部", "本程序适用于XX公司的培训工作。4.1 人力行政部")),
    ),
    Mutation(
        "A6",
        ("A6",),
        ("ZY-P-05",),
        swap(
            _P + "ZY-P-05 人才保障程序.docx",
            ("2025年2月17日发布    2025年3月3日实施", "2025年3月3日发布    2025年3月3日实施"),
        ),
    ),
    Mutation("B1-half", ("B1",), ("下半年",), drop(_R + "信息安全/权限检查表下半年.docx")),
    Mutation("B1-year", ("B1",), ("演练",), drop(_R + "信息安全/应急演练总结.docx")),
    Mutation(
        "B2",
        ("B2",),
        ("审核报告",),
        swap(_R + "内审/审核报告.docx", ("二〇二五年十月十五日", "二〇二五年十一月二十日")),
    ),
    Mutation(
        "B4-plan",
        ("B4", "B2"),
        ("审核计划",),
        swap(
            _R + "内审/审核计划（与QMS结合）.docx",
            ("傅子墨 2025.9.10    批准：钱亦舟 2025.9.11", "傅子墨 2025.10.8    批准：钱亦舟 2025.10.9"),
        ),
    ),
    Mutation(
        "C2",
        ("C2",),
        ("钱亦舟",),
        both(drop(_R + "管评/委托书.docx"), swap(_R + "管评/管理评审报告.docx", ("（受总经理书面委托）", ""))),
    ),
    Mutation(
        "C3",
        ("C3",),
        ("舒静",),
        both(
            row(
                _R + "内审/审核检查表.docx",
                "品质部",
                ["品质部", "在线检测", "查误判记录8月12条均已复判", "符合", "舒静"],
            )
        ),
    ),
    Mutation(
        "D5",
        ("D5",),
        ("2",),
        swap(_R + "内审/审核报告.docx", ("提出不合格1项：CAR-2025-01", "提出不合格2项：CAR-2025-01")),
    ),
    Mutation("E1", ("E1",), ("宣贯", "效果确认"), swap(_R + "培训/效果确认-宣贯.docx", ("ZY-R-0502 B", "ZY-R-0502 A"))),
    Mutation("F3", ("F3",), ("直通率",), swap(_R + "目标实绩表.xlsx", (96.2, None))),
    Mutation("F5", ("F5",), ("订单交付周期",), drop(_R + "目标偏差说明-交付周期二季度.docx")),
    Mutation(
        "G1",
        ("G1",),
        ("研发部",),
        both(row(_R + "内审/审核检查表.docx", "研发部", None), swap(_R + "内审/审核报告.docx", ("研发部、", ""))),
    ),
    Mutation(
        "G3",
        ("G3",),
        ("CAR-2025-01",),
        both(
            row(_R + "内审/不合格项报告CAR-2025-01.docx", "验证", ["验证", "", "验证人", ""]),
            row(_R + "内审/不合格项报告CAR-2025-01.docx", "验证日期", ["验证日期", "", "结论", "措施有效，关闭"]),
        ),
    ),
    Mutation(
        "G6",
        ("G6",),
        ("资源",),
        swap(_R + "管评/管理评审报告.docx", ("五、资源的充分性：数据分析人员缺1名。", "五、其他：无。")),
    ),
    Mutation(
        "G8",
        ("G8",),
        ("老化房",),
        swap(_R + "管评/决定跟踪.docx", ("12月17日接入，试报三次正常", ""), ("傅子墨 12月19日", "")),
    ),
    Mutation("H1", ("H1",), ("内审员",), drop(_R + "培训/签到-内审员.docx", _R + "培训/效果确认-内审员.docx")),
    Mutation("H2", ("H2",), ("宣贯",), drop(_R + "培训/效果确认-宣贯.docx")),
)
