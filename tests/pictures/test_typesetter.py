"""WeasyPrint is loaded by the names of its libraries, not by asking other programs where they are."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """\
import sys
sys.addaudithook(lambda event, args: print(event, args[0]) if event == "subprocess.Popen" else None)
from variorum.pictures.typesetter import load_typesetter
load_typesetter()
print("weasyprint" in sys.modules)
"""


def test_no_program_is_run() -> None:
    said = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert said.stdout == "True\n"
