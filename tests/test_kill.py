"""Kill -9 during ingest, at random points, then look at what is left."""

import json
import random
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.slow

WORDS = ("方针", "目标", "内审", "管理评审", "培训", "监视", "数据", "流程", "设备", "职责")


def command(home, models_dir, *arguments):
    environment = {"PATH": "/usr/bin:/bin", "GUANBIAO_MODELS": str(models_dir), "PYTHONIOENCODING": "utf-8"}
    return {
        "args": [sys.executable, "-m", "assistant", *arguments, "--home", str(home)],
        "env": environment, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True,
    }  # fmt: skip


def run(home, models_dir, *arguments):
    return subprocess.run(**command(home, models_dir, *arguments), check=False, timeout=300)


def make_folder(folder, prefix, count):
    folder.mkdir()
    for number in range(count):
        owner = f"{prefix}{number}号部门"
        lines = [f"{k}.{number} {word}工作由{owner}每月检查一次，结果保存三年。" for k, word in enumerate(WORDS, 1)]
        (folder / f"{prefix}{number}.txt").write_text("\n\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_ingest_loses_nothing_reported_and_the_next_run_finishes_it(home, models_dir, tmp_path, seed):
    make_folder(tmp_path / "甲", "甲", 4)
    make_folder(tmp_path / "乙", "乙", 12)
    first = run(home, models_dir, "ingest", str(tmp_path / "甲"), "--json")
    reported = {d["id"]: d["chunks"] for d in json.loads(first.stdout)["documents"]}
    victim = subprocess.Popen(**command(home, models_dir, "ingest", str(tmp_path / "乙"), "--json"))
    time.sleep(random.Random(seed).uniform(0.8, 5.0))
    victim.kill()
    victim.communicate()
    kept = json.loads(run(home, models_dir, "documents", "--json").stdout)["documents"]
    assert set(reported) <= {d["id"] for d in kept}
    assert run(home, models_dir, "doctor").returncode in (0, 3)
    again = json.loads(run(home, models_dir, "ingest", str(tmp_path / "乙"), "--json").stdout)
    assert {d["status"] for d in again["documents"]} <= {"added", "unchanged"}
    assert run(home, models_dir, "doctor").returncode == 0
    found = json.loads(run(home, models_dir, "search", "乙11号部门检查什么", "--scope", "workspace", "--json").stdout)
    assert "乙11" in found["passages"][0]["document"] or "乙11" in found["passages"][0]["text"]


def test_reindex_mends_a_destroyed_index(home, models_dir):
    import shutil

    shutil.rmtree(home / "index" / "keyword")
    assert run(home, models_dir, "doctor").returncode == 3
    assert run(home, models_dir, "reindex").returncode == 0
    assert run(home, models_dir, "doctor").returncode == 0
