"""Makes the training texts of speech-model.tsv, outside the repository (texts of data sets never enter it).

    python3 data/make/speech_train.py SHARED OUT.tsv [PART]     then crates/stemma-quote/src/learned/train.rs

SpkAtt-2023 task 1, GePaDe (CC BY-SA 4.0), part train (or PART). One speech a line: the text, a tab, and its events
apart by spaces. An event is its roles apart by ";": a letter (c cue, s source, a addressee, m message, t topic, e
medium or evidence) and its tokens as start:end in bytes apart by ",".
"""
import json
import sys
from pathlib import Path

shared, out = Path(sys.argv[1]), Path(sys.argv[2])
part = sys.argv[3] if len(sys.argv) > 3 else "train"
sys.path.insert(0, str(shared / "eval"))
from common import join_tokens  # noqa: E402

ROLES = {"Cue": "c", "Source": "s", "Addr": "a", "Message": "m", "Topic": "t", "Medium": "e", "Evidence": "e"}

with open(out, "w", encoding="utf-8", newline="") as file:
    for row in open(shared / "datasets/quotes_de_bundestag_spkatt" / f"{part}.jsonl", encoding="utf-8"):
        record, flat, index = json.loads(row), [], {}
        for sentence in record["Sentences"]:
            for number, token in enumerate(sentence["Tokens"]):
                index[f"{sentence['SentenceId']}:{number}"] = len(flat)
                flat.append(token)
        text, spans = join_tokens(flat)
        bytes_at = [0]
        for character in text:
            bytes_at.append(bytes_at[-1] + len(character.encode()))
        events = []
        for event in record["Annotations"]:
            roles = []
            for name, letter in ROLES.items():
                tokens = sorted({index[t] for t in event.get(name) or [] if t in index})
                if tokens:
                    places = (f"{bytes_at[spans[t][0]]}:{bytes_at[spans[t][1]]}" for t in tokens)
                    roles.append(letter + ",".join(places))
            if roles and roles[0].startswith("c"):
                events.append(";".join(roles))
        assert "\n" not in text
        file.write(text.replace("\t", " ") + "\t" + " ".join(events) + "\n")
