"""Departments, posts and persons as Chinese management papers name them."""

import re

_SUFFIX = (
    r"(?:委员会办公室|领导小组办公室|部|处|科|室|中心|车间|办公室|办|局|公司|厂|组|"
    r"委员会|事业部|分厂|工段|班组|站|所|院)"
)
_DEPARTMENT = re.compile(
    rf"[A-Z]{{0,4}}[\u4e00-\u9fff]{{1,10}}?{_SUFFIX}(?![\u4e00-\u9fff]?(?:门|分|位|长|委书记|署|件|于|理|法))"
)
_GENERIC_TEXT = (
    "各部 各部门 相关部门 有关部门 责任部门 归口部门 主管部门 使用部门 受审部门 受审核部门 "
    "业务部门 职能部门 所在部门 本部门 需求部门 主办部门 主责部门 牵头部门 配合部门 申请部门 "
    "编制部门 承办部门 涉及部门 实施部门 目标负责部门 目标责任部门 不符合责任部门 责任单位 "
    "相关单位 各单位 各科室 各车间 相关科室 有关科室 责任科室 归口科室 各中心 相关中心 "
    "各处室 审核组 内审组 评审组 工作组 项目组 专项组 编写组 领导小组 工作小组 推进组 全部 "
    "内部 外部 上级部门 政府部门 监管部门 行业主管部门 档案室 会议室 机房 培训室 办公室 "
    "各办 车间 班组 部门 科室 中心 公司 本公司 子公司 分公司 总部 全公司 集团公司 供应商 "
    "服务商 责任车间 归口管理部门 主控部门 相关车间 管理部门 检查组 专家组 考核组 评价组 "
    "验收组 培训部门 采购部门 信息化部门 财务部门 人事部门 被审核部门 提出部门 接收部门 "
    "审核部门 制定部门 组织部门 测量部门 统计部门 执行部门 数据部门 形成部门 保管部门 "
    "用户部门 需方 发生部门 主责单位 "
)
GENERIC_DEPARTMENTS = frozenset(_GENERIC_TEXT.split())
_POSTS = (
    "董事长|总经理|副总经理|总裁|副总裁|厂长|副厂长|院长|所长|总监|总工程师|总工|管理者代表|最高管理者|主任|副主任|部长|副部长|科长|副科长|处长|副处长|"
    "经理|副经理|主管|组长|审核组长|内审员|审核员|文控员|文件管理员|资料员|班长|班组长|工程师|专员|干事|统计员|计划员|检验员|质检员|操作员|秘书|书记|"
    "分管领导|主管领导|公司领导|负责人|CIO|CEO|首席信息官"
)
_POST = re.compile(rf"(?:[\u4e00-\u9fff]{{2,6}}?(?:部|处|科|室|中心|车间)|各部门)?(?:{_POSTS})")
TOP_MANAGER = re.compile(r"最高管理者|总经理(?!助理|办)|董事长|总裁(?!助理|办)|厂长|院长|首席执行官|CEO|一把手")
DEPUTY = re.compile(r"副(?:总经理|总裁|厂长|院长|董事长)")
REPRESENTATIVE = re.compile(r"管理者代表|管代")
_SURNAMES = (
    "迟钮贲璩仝岳逯斯佟肖覃鄢亓逄郗闫阎粟冼牟佘栗"
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷"
    "罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁"
    "钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓"
    "牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申"
    "扶堵冉宰郦雍郤桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩聂晁勾"
    "敖融冷訾辛阚那简饶空曾母沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖代付闫覃佘岳帅亓仝佟褟"
)  # fmt: skip
_DOUBLE = (
    "欧阳",
    "申屠",
    "闻人",
    "宇文",
    "长孙",
    "轩辕",
    "淳于",
    "濮阳",
    "司空",
    "鲜于",
    "呼延",
    "钟离",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "令狐",
    "慕容",
    "司徒",
    "夏侯",
    "端木",
    "南宫",
    "百里",
)
_PERSON = re.compile(rf"^(?:(?:{'|'.join(_DOUBLE)})[\u4e00-\u9fff]{{1,2}}|[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})$")
_NO_NAME_TEXT = (
    "安全 计划 文件 方针 成立 成员 管理 全体 全员 全部 能力 平均 时间 高层 应急 方案 "
    "路径 通过 通知 通报 相关 相应 项目 任务 于是 连续 单位 解决 解释 明确 关闭 国家 "
    "工程 支持 支撑 水平 双方 公司 公开 经理 经营 经过 包括 查阅 查看 查验 程序 明细 "
    "金额 和谐 元器件 白班 常规 温度 强度 广泛 益处 向上 容量 后续 后补 万元 时限 车间 "
    "师傅 班组 班长 组长 主任 部长 文控 文控员 司机 成品 易损 步骤 充分 终端 利用 单价 "
    "华东 华南 华北 干部 应到 有效 符合 基本符合 严重 高级 高 方法 方式 计算 平台 应用 "
    "应收 左右 包装 石油 程度 曲线 封面 储存 段落 景点 束 和 向 温湿度 关键 关于 权限 "
    "权重 相同 相符 简单 空白 空缺 空 广东 江苏 山东 江西 云南 甘肃 宁夏 安徽 河北 "
    "计量 计量室 设备 成本 余量 余额 明年 金蝶 用友 利润 单据 单号 任职 任命 应对 经办 "
    "经办人 经费 房间 支出 尚未 丰富 全面 全年 全厂 全过程 支付 通用 通讯 能源 能耗 "
    "和解 家用 宣贯 宣传 席位 申请 申报 申请人 连接 连锁 关联 关系 关机 查询 查证 后台 "
    "後勤 红线 游客 管控 管代 查明 通畅 明显 明了 闻讯 成熟 时效 时段 水电 水质 高温 "
    "高速 方向 方面 平稳 常用 常见 安装 安排 齐全 齐套 和 段 应当 应急 经验 房产 解除 "
    "成功 成果 元素 "
)
_NOT_PERSON = frozenset(_NO_NAME_TEXT.split())


_NOT_NAME_END = frozenset("数率量额值度表号日期间位称类别况果项目书单部门科室组员长型版次时分秒元台套件")


def is_person(text: str) -> bool:
    """Whether ``text`` looks like a Chinese person's name of two or three (four with a double surname) characters."""
    return (
        bool(_PERSON.match(text))
        and text != "时机"
        and text[-1] not in _NOT_NAME_END
        and text not in _NOT_PERSON
        and not _DEPARTMENT.fullmatch(text)
    )


def departments_in(text: str) -> list[str]:
    """Department-like names in ``text``, generic ones (各部门, 责任部门) left out, in reading order without repeats."""
    found = [
        re.sub(
            r"^.*?(?:由|经(?!理|营|济|销)|报(?!废|关)|送|会同|与|和|及|向|请|在|对(?!外)|到|的|是|为|等|[年月日季前后])(?=[\u4e00-\u9fff]{3})",
            "",
            m[0],
        )
        for m in _DEPARTMENT.finditer(text)
    ]
    found = [re.sub(r"^[须应]?(?:报(?!废|关|表)|送|由|经(?!理|营|济|销))(?=[\u4e00-\u9fff]{3})", "", d) for d in found]
    return [d for d in dict.fromkeys(found) if len(d) >= 2 and not is_generic(d)]


def is_generic(name: str) -> bool:
    """各部门, 责任部门, 审核组 … name no department of the organisation."""
    return (
        name in GENERIC_DEPARTMENTS
        or name.endswith("部门")
        or re.search("责任|归口|主管|相关|有关|受审|牵头|配合|所在|涉及", name) is not None
        or name.startswith(("各", "相关", "有关", "责任", "该", "本", "其他", "所有", "受审", "归口"))
    )


def posts_in(text: str) -> list[str]:
    """Posts named in ``text`` (总经理, 管理者代表, 信息部部长), in reading order without repeats."""
    found = [
        re.sub(r"^.*?(?:由|经|报|送|和|及|向|请|对|到|的|是|为)(?=[\u4e00-\u9fff]{2})", "", m[0])
        for m in _POST.finditer(text)
    ]
    return list(dict.fromkeys(p for p in found if len(p) >= 2))


def fold_department(name: str) -> str:
    """A department name without company prefix, brackets and white space, for comparison."""
    name = re.sub(r"[（(].*?[)）]|\s|　", "", name)
    return re.sub(r"^(?:公司|本公司|集团)", "", name)
