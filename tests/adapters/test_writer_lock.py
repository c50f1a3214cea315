import subprocess
import sys

import pytest

from assistant.adapters.writer_lock import writing
from assistant.domain.errors import StoreBusyError

HOLD = """
import sys, time
from pathlib import Path
from assistant.adapters.writer_lock import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_second_writer_is_told_and_a_dead_one_blocks_nobody(tmp_path):
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout.readline().strip() == "held"
        with pytest.raises(StoreBusyError, match="正在写入"), writing(tmp_path):
            pass
    finally:
        holder.kill()
        holder.wait()
    with writing(tmp_path):
        pass
