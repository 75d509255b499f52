"""Runs one extractor of the Python world over pages and writes what the scorer of extraction reads.

    python3 -m venv target/peers
    target/peers/bin/pip install trafilatura newspaper4k readability-lxml lxml_html_clean justext resiliparse
    target/peers/bin/python benches/extractors.py NAME < IN.jsonl > OUT.jsonl

NAME is trafilatura, trafilatura-fast (without its fallbacks), newspaper4k, readability, justext or resiliparse.
Input: `id`, `html` and perhaps `url`. One thread. Only extraction is timed, in seconds of processor, not reading and
writing JSON. `cargo xtask bench extract` runs all of them beside stemma.
"""

import json
import logging
import re
import sys
import time


def trafilatura(fast=False):
    from trafilatura import bare_extraction

    def run(html, url):
        found = bare_extraction(html, url=url, with_metadata=True, include_comments=False, fast=fast)
        if not found:
            return {}
        authors = [a for a in (found.author or "").split("; ") if a]
        return {"text": found.text, "title": found.title, "date": found.date, "authors": authors}
    return run


def newspaper4k():
    from newspaper import Article

    def run(html, url):
        article = Article(url or "https://example.org/", fetch_images=False)
        article.download(input_html=html)
        article.parse()
        date = article.publish_date.isoformat() if article.publish_date else None
        return {"text": article.text, "title": article.title, "date": date, "authors": article.authors}
    return run


def readability():
    from lxml.html import fromstring
    from readability import Document

    def run(html, url):
        document = Document(html, url=url)
        tree = fromstring(document.summary(html_partial=True))
        blocks = [re.sub(r"\s+", " ", b.text_content()).strip() for b in tree.iter("p", "h2", "h3", "h4", "li", "blockquote", "pre")]
        text = "\n\n".join(b for b in blocks if b) or tree.text_content()
        return {"text": text, "title": document.short_title()}
    return run


def justext():
    import justext as library
    lists = {code: library.get_stoplist(name) for code, name in
             [("de", "German"), ("en", "English"), ("fr", "French"), ("es", "Spanish"), ("it", "Italian")]}

    def run(html, url):
        # The language is told by the page, or by the stop words that the page has most of.
        said = re.search(r"<html[^>]*\slang=[\"']?(\w\w)", html)
        words = set(re.findall(r"\w+", html.lower()))
        code = said.group(1).lower() if said else None
        stop = lists.get(code) or max(lists.values(), key=lambda l: len(words & l))
        return {"text": "\n\n".join(p.text for p in library.justext(html.encode(), stop, encoding="utf-8") if not p.is_boilerplate)}
    return run


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    return lambda html, url: {"text": extract_plain_text(html, main_content=True, alt_texts=False, links=False, form_fields=False)}


RUNS = {"trafilatura": trafilatura, "trafilatura-fast": lambda: trafilatura(True), "newspaper4k": newspaper4k,
        "readability": readability, "justext": justext, "resiliparse": resiliparse}


def main():
    name = sys.argv[1]
    logging.disable(logging.CRITICAL)
    try:
        run = RUNS[name]()
    except ImportError:
        sys.exit(f"{name}: NOT MEASURED, the package is not installed")
    pages = [json.loads(line) for line in sys.stdin]
    seconds, broken = 0.0, 0
    for page in pages:
        start = time.process_time()
        try:
            found = run(page["html"], page.get("url")) or {}
        except Exception:
            found, broken = {}, broken + 1
        seconds += time.process_time() - start
        record = {"id": page["id"], "text": found.get("text") or "", "title": found.get("title") or None,
                  "published": {"value": found["date"]} if found.get("date") else None, "authors": found.get("authors") or []}
        print(json.dumps(record, ensure_ascii=False))
    print(f"{name}: {len(pages)} pages, {seconds:.3f} s, {len(pages) / seconds:.1f} pages/s, broken off {broken}", file=sys.stderr)


main()
