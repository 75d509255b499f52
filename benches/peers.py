"""Times what others have for finding texts that share text, on the pile that stemma is timed on.

    python3 -m venv target/peers && target/peers/bin/pip install rensa datasketch
    target/peers/bin/python benches/peers.py PILE.jsonl PAIRS.tsv [rensa] [datasketch] [passages]

`cargo xtask bench reuse` runs it beside stemma. PILE has `id` and `text` or `article` in every record; PAIRS has the
columns id_a and id_b, the silver pairs whose recall is counted. One thread. Reading, splitting into words and making shingles is not timed.

rensa, datasketch   MinHash of word 5-grams, 128 permutations, LSH at threshold 0.3: candidates only, nothing is verified
                    and no passage is known.
passages            a stand-in for passim, which no registry carries: candidates by common word 8-grams that stand in at
                    most 100 texts (passim's own limit), each aligned with difflib to get the passages. Only on the texts
                    of the silver pairs, since it is slow.
"""

import csv
import difflib
import json
import re
import sys
import time
from collections import Counter, defaultdict


def shingles(words, length):
    return [" ".join(words[i:i + length]) for i in range(max(1, len(words) - length + 1))]


def with_lsh(texts, lsh, prepare, sketch):
    """Pairs, and the seconds that hashing, inserting and asking take; shingles are made outside of them."""
    hashes, seconds = [], 0.0
    for at, words in enumerate(texts):
        prepared = prepare(shingles(words, 5))
        start = time.perf_counter()
        hashes.append(sketch(prepared))
        lsh.insert(at, hashes[-1])
        seconds += time.perf_counter() - start
    start = time.perf_counter()
    pairs = {(at, other) for at, minhash in enumerate(hashes) for other in lsh.query(minhash) if at < other}
    return pairs, seconds + time.perf_counter() - start


def with_rensa(texts):
    from rensa import RMinHash, RMinHashLSH

    def sketch(shingles):
        minhash = RMinHash(num_perm=128, seed=42)
        minhash.update(shingles)
        return minhash
    return with_lsh(texts, RMinHashLSH(threshold=0.3, num_perm=128, num_bands=32), list, sketch)


def with_datasketch(texts):
    from datasketch import MinHash, MinHashLSH

    def sketch(shingles):
        minhash = MinHash(num_perm=128, seed=1)
        minhash.update_batch(shingles)
        return minhash
    return with_lsh(texts, MinHashLSH(threshold=0.3, num_perm=128), lambda some: [s.encode() for s in set(some)], sketch)


def with_difflib(texts):
    start = time.perf_counter()
    index = defaultdict(set)
    for at, words in enumerate(texts):
        for shingle in shingles(words, 8):
            index[shingle].add(at)
    meetings = Counter()
    for found in index.values():
        if 1 < len(found) <= 100:
            places = sorted(found)
            for n, x in enumerate(places):
                for y in places[n + 1:]:
                    meetings[x, y] += 1
    pairs = set()
    for (x, y), count in meetings.items():
        if count >= 3:
            blocks = difflib.SequenceMatcher(None, texts[x], texts[y], autojunk=False).get_matching_blocks()
            if any(block.size >= 8 for block in blocks):
                pairs.add((x, y))
    return pairs, time.perf_counter() - start


def main():
    pile, silver, *wanted = sys.argv[1:]
    with open(silver, encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        gold = {frozenset((row["id_a"], row["id_b"])) for row in rows}
    ids, texts = [], []
    with open(pile, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            ids.append(str(record["id"]))
            texts.append(re.findall(r"\w+", (record.get("text") or record.get("article") or "").lower()))
    for name, run in (("rensa", with_rensa), ("datasketch", with_datasketch), ("passages", with_difflib)):
        if wanted and name not in wanted:
            continue
        chosen = range(len(ids))
        if name == "passages":
            inside = set().union(*gold)
            chosen = [at for at in chosen if ids[at] in inside]
        try:
            pairs, seconds = run([texts[at] for at in chosen])
        except ImportError:
            print(f"{name}: NOT MEASURED, the package is not installed")
            continue
        found = {frozenset((ids[chosen[x]], ids[chosen[y]])) for x, y in pairs}
        print(f"{name}: {len(chosen)} texts, {seconds:.2f} s, {len(pairs)} pairs, recall {len(gold & found) / len(gold):.3f}", flush=True)


main()
