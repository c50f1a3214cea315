"""The mean of the built-in library's passage vectors: ``python -m evals.fit_passages --home DIR`` (a prepared one).

What all articles share is taken off when they say where in the own documents to look (``retrieval/beside.py``).
"""

import argparse
from pathlib import Path

import numpy as np

from assistant.bootstrap.parts import Parts
from assistant.settings import LIBRARY, load_settings


def main() -> None:
    """Read the vectors, write their mean."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, help="data folder whose library is indexed")
    parser.add_argument("--out", type=Path, default=Path("corpus/ranker/passage_mean.npz"))
    options = parser.parse_args()
    vectors = Parts(load_settings(options.home)).index.vectors
    rows = vectors.rows(sorted(vectors.ids()), [LIBRARY])
    np.savez_compressed(options.out, mean=np.mean(list(rows.values()), axis=0).astype(np.float32))
    print(f"{options.out}：{len(rows)} 段")


if __name__ == "__main__":
    main()
