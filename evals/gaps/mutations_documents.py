"""One defect a type, in the documents themselves (family A)."""

from .registers import EFFECTIVE
from .seeds import Seed
from .view_documents import rule_key
from .words import Words, parts
from .world import World


def no_funds(world: World, words: Words) -> list[Seed]:
    """A1: nobody says how money is provided."""
    world.extra["manual:support.0"] = "；".join((
        f"{world.departments['hr']}保证人员能力，培训按培训管理文件执行",
        f"{world.departments['equip']}每年更新设备设施台账，保证联网设备可用",
        f"{world.departments['digital']}管理信息资源与信息安全。",
    ))
    world.omit |= {"matrix:资金保障", "duty:finance"}
    return [
        Seed(
            "A1",
            "资金投入与保障",
            "手册与程序均无资金保障的规定",
            "doc.manual",
            document_quotes=["资金", "经费", "财务资源", "资金投入"],
            also_papers=["doc.matrix"],
            severity="high",
        )
    ]


def vague_rule(world: World, words: Words) -> list[Seed]:
    """A2: relevant departments shall act in good time."""
    text = words.pick(
        "m.vague", ["系统出现故障时，相关部门应及时处理。", "发生故障后有关部门应尽快处置，必要时采取措施。"]
    )
    world.extra["rule:ops.fault"] = f"{text}|{text}|及时"
    return [Seed("A2", "系统故障处理", "未规定由谁、何时、留何记录", "doc.ops", document_quotes=parts(text))]


def contradiction(world: World, words: Words) -> list[Seed]:
    """A3: manual and procedure differ about the internal audit."""
    text = "公司通过评估与诊断、监视与测量、考核和管理评审评价绩效；内部审核每年10月组织一次。"
    world.extra["manual:evaluate.0"] = text
    key = rule_key(world, "audit.cadence")
    return [
        Seed(
            "A3",
            "内部审核的频次",
            "手册与程序规定的频次不同",
            "doc.audit",
            key,
            record="doc.manual",
            record_quotes=["内部审核每年10月组织一次", "10月组织一次"],
            severity="high",
        )
    ]


def ghost_department(world: World, words: Words) -> list[Seed]:
    """A4a: a duty for a department nobody has."""
    name = words.pick("m.ghost", ["运营保障处", "智能装备推进办", "数据治理委员会办公室"])
    text = f"系统停机检修前须报{name}备案，由{name}通知各使用部门。"
    world.extra["add:ops:ghost"] = text
    return [
        Seed(
            "A4",
            name,
            "组织机构和职责矩阵中没有该部门",
            "doc.ops",
            document_quotes=[name],
            also_papers=["doc.matrix", "doc.organisation"],
        )
    ]


def ghost_form(world: World, words: Words) -> list[Seed]:
    """A4b: a form no register knows."""
    text = "项目需求变动的，应填写《需求变动评估单》（XQ-BD-07）并由项目组留存。"
    world.extra["add:project:form"] = text
    return [
        Seed(
            "A4",
            "需求变动评估单",
            "表单清单中没有该表单",
            "doc.project",
            document_quotes=["需求变动评估单", "XQ-BD-07"],
            also_papers=["doc.register"],
        )
    ]


def copied_text(world: World, words: Words) -> list[Seed]:
    """A5: traces of another firm's paper."""
    text = "XX公司各养殖基地应将饲料配方和种禽免疫记录交【部门名称】归档。"
    world.extra["add:record:copied"] = text
    return [
        Seed(
            "A5",
            "记录控制文件",
            "留有占位符和他业词语",
            "doc.record",
            document_quotes=["XX公司", "养殖", "种禽", "【部门名称】"],
        )
    ]


def rushed_release(world: World, words: Words) -> list[Seed]:
    """A6: in force on the day of release, although the rule asks for ten days."""
    info = world.documents["appraisal"]
    info.version, info.released, info.effective = "A/1", EFFECTIVE, EFFECTIVE
    return [
        Seed(
            "A6",
            info.title,
            "发布当日即实施，未留出培训时间",
            "doc.doc",
            "doc.gap",
            record="doc.appraisal",
            record_quotes=[words.day(info.effective), info.code, info.title],
            also_papers=["doc.register"],
        )
    ]
