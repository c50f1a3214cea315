import pytest

from assistant.checks.subjects import acting


@pytest.mark.parametrize(
    "text",
    [
        "5.1 信息中心应每月检查一次备份。",
        "4. 每月 8 日前，计划室出《监测月报》，发管理者代表和各部门。",
        "第九条　模型上线前由信息技术部组织评审。",
        "员工离职后，管理员应在当日停用账号。",
        "（提需求）每年10月15日前，各责任处室负责人填《需求表》。",
        "生产部、质量部每周一共同评审。",
        "编制初稿（文控员），5日内。",
    ],
)
def test_whoever_does_the_step_is_read(text: str):
    assert acting(text)


@pytest.mark.parametrize(
    "text",
    [
        "每月 8 日前，出《监测月报》，发管理者代表和各部门。",
        "对不符合项应开具《不符合报告》，并要求整改。",
        "员工调岗后应对其权限进行必要的调整。",
        "末次会议后10个工作日内编制《审核报告》，经管理者代表批准后提交管理评审。",
        "离职人员账号应于当日停用并记录。",
        "完整率低于98%的，书面通知责任单位在5个工作日内补正。",
        "备份介质每季度检查一次可读性，结果记入台账。",
    ],
)
def test_those_who_are_told_or_spoken_of_do_nothing(text: str):
    assert not acting(text)
