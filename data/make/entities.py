"""Writes data/any/entities.tsv: the named character references of HTML, from Python's copy of the WHATWG table."""

import html.entities as table

rows = []
for name, text in table.html5.items():
    if name.endswith(";"):
        legacy = "legacy" if name[:-1] in table.html5 else ""
        rows.append((name[:-1], " ".join(f"{ord(c):x}" for c in text), legacy))
rows.sort(key=lambda r: r[0].encode())
print("# Named character references of HTML: name, code points in hexadecimal, 'legacy' if the semicolon may be missing.")
print("# licence: CC-BY-4.0 (facts of the WHATWG HTML standard)")
print("# source: Python 3.11 html.entities.html5; made by: python3 data/make/entities.py > data/any/entities.tsv")
for row in rows:
    print("\t".join(row).rstrip("\t"))
