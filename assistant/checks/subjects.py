"""Who acts in a sentence of a procedure: the subject of a duty, not those who are told, asked or spoken of."""

import re

from .doers import told_apart

_ACTOR = re.compile(
    r"(?:(?<![全内外局大干一])部(?!分|位|件|署)门?|科(?!目|学|技)室?|课(?![程后前堂时])|室(?!内|外|温)|(?<![到用各])处(?![理置于罚])|中心(?!思)|车间|班组?(?!次)|"
    r"组(?![织成合])|办公室|(?<![主承协举包督经])办(?![理法公结事案])|队(?!列)|站(?!点|内)|院|厂(?![内外区房])|公司(?!级)|单位(?!名|产|时)|事业部|岗位?|双方|"
    r"员(?!工)|员工|人员|(?<![个本他私])人(?![力工数员次事为均才民])|[使管领责编起审批验受提申接][^，。；]{0,3}者(?!代表)|师(?!傅带)|[部科课处厂院所校班组队店站]长|(?<![汇全])总(?![数结量体额计是和则成共])|"
    r"经理|主任|代表|用户|主管(?!部)|领导(?!小组)|领导小组|秘书|客户|供应商|供方|老师|师傅|(?:焊|电|维修|操作|机修|钳|仪表|挡车|叉车)工|助理|总裁|保管|库管|"
    r"(?:^|(?<=[由，]))(?:仓库|财务|行政|人事|生产|质检|采购|销售|设备|技术|工艺|物流|客服|法务|研发|计划|品[管保质])(?=[每于在当\d按将应须把收接])|(?:系统|平台|[A-Z]{2,6})(?=自动|每[小\d]|按))"
)
_BEFORE = re.compile(
    r"(?:.*(?:[前后内时底初末日号月年周天点起间的由请让并则且而若当凡须应再先]|季度?|班次|半年|会同|责成|其中|必要时|定期|及时|分别|首先|然后|随后|之外))?\s*(?:[（(][^）)]*[）)])?\s*(?:[\u4e00-\u9fffA-Za-z]{1,10}[、和及与])*\s*"
)
_TOLD = re.compile(
    r"(?:发|报|送|交|给|向|往|通知|告知|通报|提交|转|抄送|提醒|反馈|呈|询问|要求|与|同|跟|对|从|到|为|除)(?:[^，。；]{0,8}[、和及与])?$"
)
_OCCASION = re.compile(
    r"(?![在于自接收按应须将把对每当负])[^，。；\d]{0,10}?(?:后|时|之前|前|期间|的)(?:$|[，应须对将要由])"
)
_OWNED = re.compile(
    r"(?:的|系统|平台|设备(?!部|科|处|组|员|管)|机房|数据(?!部|中心|科|组|管|员)|服务器|账[号户]|权限|名单|档案|信息(?!部|中心|科|组)|资料|意见|投诉|需求|变动|离职|调岗|入职|变更|等?[，。；、：:]|$|之间|以外|名单)"
)
_NUMBERED = re.compile(
    r"^\s*(?:第[一二三四五六七八九十\d]+[条步款]|\d+(?:[.．]\d+)*|[（(]?[\d一二三四五六七八九十]+[)）.、．]|[①-⑳])\s*"
)
_NAMED = re.compile(r"^\s*(?:[（(【][^）)】]{1,8}[）)】]|[^：:，。；\d]{1,12}[：:])\s*")


def acting(text: str) -> str:
    """The first department, post, person or system that does something in the text; empty where none does."""
    unnumbered = _NUMBERED.sub("", text)
    label = _NAMED.match(unnumbered)
    if label and label[0].strip().endswith(("：", ":")) and _ACTOR.search(label[0].strip("：: ")[-3:]):
        return label[0].strip("：: ")
    bare = _NAMED.sub("", unnumbered)
    arrows = [part.strip() for part in re.split(r"→|⇒|->", unnumbered)]
    if len(arrows) > 1 and len(arrows[0]) <= 12 and _ACTOR.search(arrows[0][-3:]):
        return arrows[0]
    for clause in re.split(r"[，。；;：:！？?→⇒]|->", bare):
        if who := _subject(clause):
            return who
    return told_apart(bare)


def _subject(clause: str) -> str:
    for match in _ACTOR.finditer(clause):
        start = _start(clause, match.start())
        if _NOT_NAMED.match(clause[start : match.end()]):
            continue
        before, after = clause[:start], clause[match.end() :].lstrip()
        known = _BEFORE.fullmatch(before) and not _TOLD.search(before)
        named = re.sub(r"^\s?[\u4e00-\u9fff]{2,3}(?=\s)|^\s*[（(][^）)]*[）)]\s*", "", after).strip()
        if known and not _OWNED.match(named or after) and not _OCCASION.match(named):
            return clause[start : match.end()]
    return ""


_NOT_NAMED = re.compile(
    r"[在于](?!岗)|[^《]*《|(?:填写?|写明|汇总|统计|收集|编制|核对|检查|登记|通知|完成|更新)(?!人员?$|小组$|部门$|组$|[\u4e00-\u9fff]$)"
)
"""What begins with a verb is no name: 汇总供方…, 填《供方…."""


def _start(clause: str, end: int) -> int:
    """Where the name that ends here begins: behind the last word of time or of asking before it."""
    marks = [match.end() for match in _MARK.finditer(clause, 0, end)]
    return max(marks, default=0)


_MARK = re.compile(
    r"(?:[^，]*?(?:[前后内时底初末]|[\d一二三四五六七八九十][日号天周]|每(?:[日天周旬月年]|季度?|半年|班)|当[日天班月]|[\d点]半?|次日|自|起|之日|工作日|年度)(?=[^前后内]))|"
    r"由|经(?!理)|请|让|应(?!急)|须|并|则|(?<![研开])发(?![展动现生])|(?<!情)报(?!告|废|表|修|警)|(?<![配运])送|交(?![付接通易])|给|向|通知|告知|通报|提交|转(?![运炉])|抄送|提醒|反馈|呈|要求|与|(?<!合)同(?!步)|跟|对(?!比|照)|把|将|从|到|为|会同|责成|的|[、和及]"
)
