# -*- coding: utf-8 -*-
"""The two commands: `python3 run.py` starts a centre, `python3 run.py test` checks everything that CI checks.

This file parses on every Python, however old, so that an old one is told what to do; the rest is in runner/.
"""

import sys

if sys.version_info < (3, 11):
    text = (
        "Цей Python застарий (%d.%d), потрібен 3.11 або новіший: встановіть його з https://www.python.org/downloads/ "
        "і запустіть ним: python3.11 run.py\n" % tuple(sys.version_info[:2])
    )
    getattr(sys.stderr, "buffer", sys.stderr).write(text if isinstance(text, bytes) else text.encode("utf-8"))
    sys.exit(1)

from runner.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
