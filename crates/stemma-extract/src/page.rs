//! A page's tree to the blocks of its main text. Class names and tags rule parts out (after trafilatura, Barbaresi
//! 2021); paragraphs score the elements around them (after readability, Arc90 2009); the best element gives the body,
//! widened to what belongs to it, with the lead that may stand before it.

use crate::block::{Draft, Piece};
use crate::markup::Tree;
use crate::plain::same_words;
use crate::rules::Rules;
use regex::Regex;
use rustc_hash::FxHashMap;
use stemma_lexicon::Lexicon;
use stemma_text::{BlockKind, Removed, RemovedKind};

/// Characters from which a paragraph counts as prose.
const PROSE: usize = 60;
/// Share of link text above which a block is a list of links.
const LINKS: f64 = 0.55;
/// Share of all prose that an element may hold and still be ruled out by its class name.
const TOO_BIG: f64 = 0.55;
/// The same for comments, which may outweigh the article.
const COMMENTS_TOO_BIG: f64 = 0.92;
/// Bytes of text below which an extraction has failed.
const LEAST: usize = 250;
/// How much larger the element around the best one may be and still be the article as a whole.
const WIDEN: f64 = 1.35;
/// Levels above a paragraph that it scores for.
const LEVELS: usize = 5;
/// Class names looked at, in bytes: style systems write hundreds of words into them.
const LONGEST_CLASS: usize = 300;
/// Score that a class name of a body is worth, in points of readability's scale (its own weight is 25).
const BODY_WEIGHT: f64 = 30.0;

/// What an element's name says it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Cut(RemovedKind),
    Body,
    Lead,
}

/// The words of `any/markup`.
pub(crate) struct Markers {
    words: FxHashMap<String, Mark>,
    parts: Vec<(Regex, Mark)>,
}

impl Markers {
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut markers = Self { words: FxHashMap::default(), parts: Vec::new() };
        for entry in &lexicon.words("any", "markup").entries {
            let mark = match entry.text("kind") {
                Some("body") => Mark::Body,
                Some("lead") => Mark::Lead,
                Some(kind) => match RemovedKind::from_name(kind) {
                    Some(kind) => Mark::Cut(kind),
                    None => continue,
                },
                None => continue,
            };
            for word in entry.list("words") {
                markers.words.entry(word.to_owned()).or_insert(mark);
            }
            let parts: Vec<String> = entry.list("parts").map(regex::escape).collect();
            if let Ok(pattern) = Regex::new(&parts.join("|"))
                && !parts.is_empty()
            {
                markers.parts.push((pattern, mark));
            }
        }
        markers
    }

    /// What a class name and identifier say. Body words go before everything else.
    fn mark(&self, name: &str) -> Option<Mark> {
        let lower = name.to_lowercase();
        let part = |body: bool| {
            self.parts.iter().find(|(p, m)| (*m == Mark::Body) == body && p.is_match(&lower)).map(|(_, m)| *m)
        };
        if let Some(mark) = part(true) {
            return Some(mark);
        }
        let mut found = None;
        for token in name.split_whitespace() {
            for word in token.split(|c: char| !c.is_alphanumeric()) {
                found = found.or_else(|| self.words.get(&word.to_lowercase()).copied());
            }
            for word in camel(token) {
                found = found.or_else(|| self.words.get(&word.to_lowercase()).copied());
            }
            if found.is_some() {
                return found;
            }
        }
        part(false)
    }
}

/// Words of `camelCaseNames`.
fn camel(token: &str) -> impl Iterator<Item = &str> {
    let mut rest = token;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut small = false;
        let cut = rest
            .char_indices()
            .find(|(_, c)| {
                let here = small && c.is_uppercase();
                small = c.is_lowercase();
                here
            })
            .map_or(rest.len(), |(n, _)| n);
        let (word, left) = rest.split_at(cut);
        rest = left;
        Some(word)
    })
}

/// The main text of a page as blocks, and what was cut on the way.
#[derive(Default)]
pub(crate) struct Page {
    pub drafts: Vec<Draft>,
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub removed: Vec<Removed>,
}

/// A block of the page with its element.
struct Cell {
    draft: Draft,
    node: usize,
    tag: &'static str,
}

/// Reads the main text of a page. Where class names rule out nearly everything, they are not believed.
pub(crate) fn read(markers: &Markers, rules: &Rules, tree: &Tree, title: Option<&str>) -> Page {
    let cells = cells(tree);
    let prose = prose(tree, &cells);
    let marks = marks(markers, tree, &prose);
    let size = |page: &Page| page.drafts.iter().map(|d| d.text().len()).sum::<usize>();
    let page = select(rules, tree, &cells, (&marks, &prose), title);
    if size(&page) >= LEAST.max(prose[0] / 5) {
        return page;
    }
    let trusted: Vec<Option<Mark>> =
        marks.iter().map(|m| m.filter(|m| *m == Mark::Body || *m == Mark::Lead || is_firm(*m))).collect();
    let wider = select(rules, tree, &cells, (&trusted, &prose), title);
    if size(&wider) > 2 * size(&page) { wider } else { page }
}

/// All of a tree that is text, for fragments that are nothing else.
pub(crate) fn whole(tree: &Tree) -> Page {
    let mut page = Page::default();
    for cell in cells(tree).into_iter().filter(|cell| !cell.draft.text().is_empty()) {
        let text = cell.draft.text();
        if let Some(kind) = tag_cut(cell.tag).filter(|_| cell.tag != "aside") {
            page.removed.push(Removed { kind, text: text.to_owned() });
        } else {
            page.drafts.push(cell.draft);
        }
    }
    page
}

/// Marks that hold even where others are not believed.
fn is_firm(mark: Mark) -> bool {
    matches!(mark, Mark::Cut(RemovedKind::Comments | RemovedKind::CookieNotice | RemovedKind::Navigation))
}

/// The main text under one set of marks.
fn select(
    rules: &Rules,
    tree: &Tree,
    cells: &[Cell],
    (marks, prose): (&[Option<Mark>], &[usize]),
    title: Option<&str>,
) -> Page {
    let cut = cuts(tree, marks, prose);
    let root = root(tree, cells, &cut, marks);
    let mut page = Page::default();
    let end = tree.nodes[root].end;
    let leads = leads(tree, cells, marks, &cut, root);
    for (number, cell) in cells.iter().enumerate() {
        let inside = cell.node >= root && cell.node < end;
        let text = cell.draft.text();
        if text.is_empty() {
            continue;
        }
        if !inside && !leads.contains(&number) {
            if page.removed.len() < 2000 {
                let kind = cut[cell.node].unwrap_or(RemovedKind::Navigation);
                page.removed.push(Removed { kind, text: text.to_owned() });
            }
            continue;
        }
        if let Some(kind) = cut[cell.node].filter(|_| inside) {
            if kind == RemovedKind::Byline && page.authors.is_empty() && text.len() < 150 {
                page.authors = byline_people(rules, text);
            }
            let kind = if kind == RemovedKind::ImageCredit
                && !rules.is_image_credit(text)
                && !credit_in(rules, text)
            {
                RemovedKind::Other
            } else {
                kind
            };
            page.removed.push(Removed { kind, text: text.to_owned() });
            continue;
        }
        if cell.tag == "h1" || title.is_some_and(|t| same_words(t, text)) {
            page.title.get_or_insert_with(|| text.to_owned());
            continue;
        }
        let share = cell.draft.link_share();
        let item = matches!(cell.tag, "li" | "td" | "dd" | "dt" | "div" | "span" | "th");
        let length = text.chars().count();
        if share > LINKS && (item || share > 0.85 || length < 60) && !cell.tag.starts_with('h') {
            let kind = RemovedKind::RelatedPosts;
            page.removed.push(Removed { kind, text: text.to_owned() });
            continue;
        }
        page.drafts.push(cell.draft.clone());
    }
    page
}

fn credit_in(rules: &Rules, text: &str) -> bool {
    text.match_indices(':').any(|(at, _)| {
        let from = text[..at].rfind([' ', '(', '.', '|']).map_or(0, |n| n + 1);
        rules.is_image_credit(&text[from..])
    })
}

fn byline_people(rules: &Rules, text: &str) -> Vec<String> {
    match rules.byline(text) {
        Some(crate::credit::Line::People(people)) => people,
        _ => rules.people(text),
    }
}

/// Elements whose words are never text.
fn is_skipped(tag: &str) -> bool {
    matches!(
        tag,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "canvas"
            | "iframe"
            | "object"
            | "select"
            | "textarea"
            | "title"
            | "head"
            | "noembed"
            | "noframes"
            | "xmp"
            | "audio"
            | "video"
            | "option"
            | "dialog"
            | "amp-ad"
    )
}

/// What an element is by its tag alone.
fn tag_cut(tag: &str) -> Option<RemovedKind> {
    Some(match tag {
        "nav" | "footer" | "menu" => RemovedKind::Navigation,
        "aside" => RemovedKind::RelatedPosts,
        "form" | "button" | "label" | "fieldset" => RemovedKind::Other,
        "figcaption" | "figure" | "caption" => RemovedKind::ImageCredit,
        "address" => RemovedKind::Byline,
        _ => return None,
    })
}

/// All blocks of the page, in order.
fn cells(tree: &Tree) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut run = Run::default();
    let mut blocks: Vec<usize> = vec![0];
    let mut links_until = 0;
    let mut at = 0;
    while at < tree.nodes.len() {
        let node = &tree.nodes[at];
        while blocks.len() > 1 && blocks.last().is_some_and(|b| tree.nodes[*b].end <= at) {
            run.flush(tree, blocks.pop().unwrap_or(0), &mut cells);
        }
        let top = blocks.last().copied().unwrap_or(0);
        if node.is_text() {
            run.add(tree, at, at < links_until);
        } else if is_skipped(node.tag) {
            at = node.end;
            continue;
        } else if node.tag == "br" {
            run.line_end(tree, top, &mut cells, node.start_byte..node.stop_byte);
        } else if node.is_block() || node.tag == "button" || node.tag == "label" {
            run.flush(tree, top, &mut cells);
            blocks.push(at);
        } else if node.tag == "a" {
            links_until = links_until.max(node.end);
        }
        at += 1;
    }
    run.flush(tree, blocks.last().copied().unwrap_or(0), &mut cells);
    cells
}

/// The inline text gathered so far.
#[derive(Default)]
struct Run {
    text: String,
    pieces: Vec<Piece>,
    linked: usize,
    space: Option<(usize, usize)>,
    breaks: usize,
    node: Option<usize>,
}

impl Run {
    /// Adds a text node: characters with the bytes they were written with, white space as one space.
    fn add(&mut self, tree: &Tree, at: usize, linked: bool) {
        let node = &tree.nodes[at];
        let source = &tree.source[..node.stop_byte];
        let before = self.text.len();
        let mut byte = node.start_byte;
        while let Some(c) = source[byte..].chars().next() {
            let (decoded, len) =
                if c == '&' { tree.reference(&source[byte..]) } else { (String::new(), c.len_utf8()) };
            let plain = decoded.is_empty();
            let blank = if plain { c.is_whitespace() } else { decoded.chars().all(char::is_whitespace) };
            if blank || (plain && matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}')) || decoded == "\u{ad}" {
                if blank {
                    self.space.get_or_insert((byte, len));
                }
            } else {
                self.put_space();
                let clean = self.text.len();
                if plain {
                    self.text.push(c);
                } else {
                    self.text.push_str(&decoded);
                }
                self.piece(clean, self.text.len() - clean, byte, len);
                self.node.get_or_insert(node.parent);
            }
            byte += len;
        }
        if linked {
            self.linked += self.text.len() - before;
        }
    }

    fn put_space(&mut self) {
        if let Some((byte, len)) = self.space.take()
            && !self.text.is_empty()
        {
            let mark = if self.breaks > 0 { '\n' } else { ' ' };
            let clean = self.text.len();
            self.text.push(mark);
            self.piece(clean, 1, byte, len);
        }
        self.breaks = 0;
    }

    fn piece(&mut self, clean: usize, len: usize, raw: usize, raw_len: usize) {
        if let Some(last) = self.pieces.last_mut()
            && len == raw_len
            && last.1 == last.3
            && last.0 + last.1 == clean
            && last.2 + last.3 == raw
        {
            last.1 += len;
            last.3 += len;
            return;
        }
        self.pieces.push((clean, len, raw, raw_len));
    }

    /// One line end inside a block is a line end; two make a new block.
    fn line_end(&mut self, tree: &Tree, block: usize, cells: &mut Vec<Cell>, bytes: std::ops::Range<usize>) {
        if self.breaks > 0 {
            self.flush(tree, block, cells);
        } else if !self.text.is_empty() {
            self.space.get_or_insert((bytes.start, bytes.len()));
            self.breaks = 1;
        }
    }

    fn flush(&mut self, tree: &Tree, block: usize, cells: &mut Vec<Cell>) {
        let run = std::mem::take(self);
        let Some(inner) = run.node else { return };
        let tag = tree.nodes[block].tag;
        let mut above = Vec::new();
        let mut up = block;
        while up != 0 && above.len() < 6 {
            above.push(tree.nodes[up].tag);
            up = tree.nodes[up].parent;
        }
        let kind = match tag {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Heading,
            "td" | "th" => BlockKind::Table,
            "figcaption" | "caption" => BlockKind::Caption,
            _ if above.contains(&"blockquote") => BlockKind::BlockQuote,
            "li" | "dd" | "dt" => BlockKind::ListItem,
            "p" | "div" if above.contains(&"li") => BlockKind::ListItem,
            _ => BlockKind::Paragraph,
        };
        let mut draft = Draft::new(kind, run.text, run.pieces);
        draft.linked = run.linked;
        // A block inside one inline element takes that element's marks too: `<div><span class="ad">…`.
        let node = if inner > block { inner } else { block };
        cells.push(Cell { draft, node, tag });
    }
}

/// Bytes of prose inside every element.
fn prose(tree: &Tree, cells: &[Cell]) -> Vec<usize> {
    let mut prose = vec![0; tree.nodes.len()];
    for cell in cells {
        if cell.draft.text().len() >= PROSE && cell.draft.link_share() < 0.4 {
            prose[cell.node] += cell.draft.text().len();
        }
    }
    for at in (1..tree.nodes.len()).rev() {
        prose[tree.nodes[at].parent] += prose[at];
    }
    prose
}

/// What the names of the elements say.
fn marks(markers: &Markers, tree: &Tree, prose: &[usize]) -> Vec<Option<Mark>> {
    let mut known: FxHashMap<String, Option<Mark>> = FxHashMap::default();
    let mut marks = vec![None; tree.nodes.len()];
    for (at, node) in tree.nodes.iter().enumerate() {
        if node.is_text()
            || node.tag == "body"
            || node.tag == "html"
            || node.tag == "article" && prose[at] > 0
        {
            continue;
        }
        let source = tree.tag_source(at);
        if !(source.contains("class")
            || source.contains("id")
            || source.contains("CLASS")
            || source.contains("itemprop"))
        {
            continue;
        }
        if source.contains("itemprop") && source.contains("articleBody") {
            marks[at] = Some(Mark::Body);
            continue;
        }
        let mut name = tree.attribute(at, "class").unwrap_or_default();
        if let Some(id) = tree.attribute(at, "id") {
            name.push(' ');
            name.push_str(&id);
        }
        name.truncate(name.floor_char_boundary(LONGEST_CLASS));
        if name.trim().is_empty() {
            continue;
        }
        marks[at] = *known.entry(name).or_insert_with_key(|n| markers.mark(n));
    }
    marks
}

/// Bytes of prose that every class name would rule out: a name that many paragraphs bear is one of style.
fn weights(tree: &Tree, marks: &[Option<Mark>], prose: &[usize]) -> FxHashMap<String, usize> {
    let mut weights: FxHashMap<String, usize> = FxHashMap::default();
    let mut until: FxHashMap<String, usize> = FxHashMap::default();
    for at in 0..tree.nodes.len() {
        if matches!(marks[at], Some(Mark::Cut(_))) && prose[at] > 0 {
            let class = tree.attribute(at, "class").unwrap_or_default();
            // Elements inside one of the same name are counted with it.
            if until.get(&class).is_none_or(|end| *end <= at) {
                until.insert(class.clone(), tree.nodes[at].end);
                *weights.entry(class).or_insert(0) += prose[at];
            }
        }
    }
    weights
}

/// What is ruled out, and as what; children inherit it.
fn cuts(tree: &Tree, marks: &[Option<Mark>], prose: &[usize]) -> Vec<Option<RemovedKind>> {
    let total = prose[0].max(1) as f64;
    let weights = weights(tree, marks, prose);
    let mut cut: Vec<Option<RemovedKind>> = vec![None; tree.nodes.len()];
    for at in 1..tree.nodes.len() {
        let node = &tree.nodes[at];
        if cut[node.parent].is_some() {
            cut[at] = cut[node.parent];
            continue;
        }
        if node.is_text()
            || matches!(node.tag, "p" | "h1" | "blockquote" | "em" | "strong" | "b" | "i")
                && prose[at] >= 2 * PROSE
        {
            continue;
        }
        let source = tree.tag_source(at);
        let hidden = source.contains("display:none")
            || source.contains("display: none")
            || source.contains(" hidden>")
            || (source.contains("aria-hidden=\"true\"") && prose[at] < 400);
        let by_mark = match marks[at] {
            Some(Mark::Cut(kind)) => Some(kind),
            _ => None,
        };
        let Some(kind) = by_mark.or(tag_cut(node.tag)).or(hidden.then_some(RemovedKind::Other)) else {
            continue;
        };
        if marks[at] == Some(Mark::Body) {
            continue;
        }
        let limit = if kind == RemovedKind::Comments { COMMENTS_TOO_BIG } else { TOO_BIG };
        let weight = match by_mark {
            Some(_) if prose[at] > 0 => {
                let class = tree.attribute(at, "class").unwrap_or_default();
                if class.is_empty() { prose[at] } else { weights.get(&class).copied().unwrap_or(0) }
            }
            _ => prose[at],
        };
        if weight as f64 > limit * total {
            continue;
        }
        cut[at] = Some(kind);
    }
    cut
}

/// The element that holds the article.
fn root(tree: &Tree, cells: &[Cell], cut: &[Option<RemovedKind>], marks: &[Option<Mark>]) -> usize {
    let mut scores = vec![0.0f64; tree.nodes.len()];
    let mut good = vec![0usize; tree.nodes.len()];
    for cell in cells {
        let text = cell.draft.text();
        if cut[cell.node].is_some()
            || cell.draft.link_share() > 0.4
            || text.len() < 25
            || cell.tag.starts_with('h')
        {
            continue;
        }
        let commas = text.matches([',', '，']).count().min(10) as f64;
        let score = 1.0 + commas + (text.len() as f64 / 100.0).min(3.0);
        good[cell.node] += text.len();
        let mut up = cell.node;
        // The element of a bare text is its own container.
        if matches!(cell.tag, "p" | "li" | "blockquote" | "td" | "pre") {
            up = tree.nodes[up].parent;
        }
        for level in 0..LEVELS {
            scores[up] += score / [1.0, 2.0, 6.0, 9.0, 12.0][level];
            if up == 0 {
                break;
            }
            up = tree.nodes[up].parent;
        }
    }
    for at in (1..tree.nodes.len()).rev() {
        good[tree.nodes[at].parent] += good[at];
    }
    let mut best = (0, 0.0);
    for (at, node) in tree.nodes.iter().enumerate() {
        if node.is_text() || scores[at] == 0.0 || cut[at].is_some() {
            continue;
        }
        let bonus = if marks[at] == Some(Mark::Body) && good[at] > 250 { BODY_WEIGHT } else { 0.0 }
            + if matches!(node.tag, "article" | "main") && good[at] > 250 { BODY_WEIGHT / 2.0 } else { 0.0 };
        let score = scores[at] + bonus;
        if score > best.1 {
            best = (at, score);
        }
    }
    widen(tree, best.0, &good, marks)
}

/// The largest element around the best one that is still about the same article.
fn widen(tree: &Tree, best: usize, good: &[usize], marks: &[Option<Mark>]) -> usize {
    let own = good[best].max(1) as f64;
    let mut root = best;
    let mut up = best;
    while up != 0 {
        up = tree.nodes[up].parent;
        let node = &tree.nodes[up];
        if good[up] as f64 > own * WIDEN + 600.0 {
            break;
        }
        let article = matches!(node.tag, "article" | "main") || marks[up] == Some(Mark::Body);
        if article || good[up] > good[root] && node.tag != "body" && node.tag != "html" {
            root = up;
        }
    }
    root
}

/// Numbers of the blocks before the body that are its lead.
fn leads(
    tree: &Tree,
    cells: &[Cell],
    marks: &[Option<Mark>],
    cut: &[Option<RemovedKind>],
    root: usize,
) -> Vec<usize> {
    let mut found = Vec::new();
    let mut headed = false;
    for (number, cell) in cells.iter().enumerate() {
        if cell.node >= root {
            break;
        }
        if cell.tag == "h1" {
            headed = true;
            found.clear();
        }
        let text = cell.draft.text();
        let mut up = cell.node;
        let mut marked = false;
        for _ in 0..4 {
            marked |= marks[up] == Some(Mark::Lead);
            up = tree.nodes[up].parent;
        }
        let long = text.chars().count() >= 40 && cell.draft.link_share() < 0.3;
        if headed
            && cell.tag != "h1"
            && long
            && cut[cell.node].is_none()
            && (marked || (cell.tag == "p" && text.len() > 80))
        {
            found.push(number);
        }
    }
    found
}
