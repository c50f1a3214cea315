"""Approvers that depend on the class of a matter: 一般变更：部长；重大变更（停机超过4小时）：管理者代表."""

import re

_CLASS = (
    r"特别?重大|重大|重要|较大|关键|严重|紧急|应急|一般|普通|日常|常规|轻微|次要|"
    r"[A-DＡ-Ｄ甲乙丙][类级]|[ⅠⅡⅢ一二三]级"
)
_MATTER = (
    r"(?:类|级)?(?:的)?(?:[一-鿿]{0,4}"
    r"(?:变更|事项|项目|采购|合同|修改|更改|申请|事件|支出|开支|风险|权限|账号|不符合))?"
)
_ASIDE = r"(?:[（(][^（）()]{0,60}[)）])?"
_COLON = re.compile(
    rf"(?P<c>{_CLASS}){_MATTER}{_ASIDE}\s*(?:[：:]|——|→)\s*(?:由|报|经)?(?P<w>[^，。；;：:|（(]{{2,10}})"
)
_PROSE = re.compile(
    rf"(?P<c>{_CLASS}){_MATTER}{_ASIDE}(?:的)?[，,]?(?:应当?|须|均|要|都|一律|必须|还?需|再)?(?:由|报|经(?!理)|提交|送|呈|找)"
    r"(?P<w>[^，。；;：:、|（(]{2,10}?)(?:批准|审批|签批|核准|审定|同意|批)"
)


def classes_in(text: str) -> dict[str, str]:
    """The approver of each class of matter ``text`` tells; empty where the approver depends on no class."""
    found: dict[str, str] = {}
    for pattern in (_COLON, _PROSE):
        for match in pattern.finditer(text):
            who = re.sub(r"(?:批准|审批|签批|核准|审定|签字|同意)$", "", match["w"].strip())
            found.setdefault(match["c"], who)
    return found
