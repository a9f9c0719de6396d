"""One of the processes that fill a large index: `python -m oseredok.spine.search.hand FOLDER`, started by `building`.

A line on its input is a part of a source, [code, first, last]; a line of its output, how many rows that was. When the input
ends it writes what it has, and says «done».
"""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path


def work(folder: Path) -> None:
    """Do all parts that come. Django is set up."""
    from oseredok.spine.search import analysis, sources
    from oseredok.spine.search.engines.tantivy import TantivyEngine, words_of_a_rebuild
    from oseredok.spine.search.rows import rows_of_part

    analysis.Remembered.most = words_of_a_rebuild()
    gc.freeze()
    # Nearly nothing here goes round in circles, and what is remembered is much to look through.
    gc.set_threshold(50_000, 50, 100)
    batch = TantivyEngine(folder).batch(fresh=True)
    for line in sys.stdin:
        code, first, last = json.loads(line)
        source, many = sources.by_code(code), 0
        for row in rows_of_part(source, first, last) if source else ():
            batch.put(row)
            many += 1
        _say(str(many))
    batch.commit()
    _say("done")


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    import django

    django.setup()
    work(Path(sys.argv[1]))
