//! The letters on the pages of a PDF, with their places. Reads the instructions that show text and those that move
//! it; what is drawn is passed over.

use crate::limits;
use hayro_font::hayro_cmap::{BfString, load_embedded};
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::dict::keys::MATRIX;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Pages, Resources, Rotation};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Forms within forms.
const DEPTH: usize = 8;

/// States that are put by at once.
const STATES: usize = 256;

/// One letter, or several that a font shows as one, upright on its page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Letter {
    pub text: String,
    /// Left and right end, in points.
    pub left: f64,
    pub right: f64,
    /// Base line, in points from below.
    pub base: f64,
    /// Size of the font in points.
    pub size: f64,
}

/// What was read.
#[derive(Default)]
pub(super) struct Letters {
    pub pages: Vec<Vec<Letter>>,
    /// Letters whose font does not say what they are.
    pub unknown: usize,
    instructions: usize,
}

impl Letters {
    /// How many there are.
    pub(super) fn letters(&self) -> usize {
        self.pages.iter().map(Vec::len).sum::<usize>() + self.unknown
    }
}

/// A matrix of a PDF.
type Matrix = [f64; 6];

const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `a`, then `b`.
fn then(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

/// Reads the letters of all pages.
pub(super) fn read(pages: &Pages<'_>) -> Letters {
    let mut letters = Letters::default();
    let fonts = Fonts::new();
    for page in pages.iter() {
        letters.pages.push(Vec::new());
        let state = State { matrix: upright(page), ..State::default() };
        let Some(content) = page.page_stream() else { continue };
        show(content, page.resources(), state, (&fonts, DEPTH), &mut letters);
    }
    letters
}

/// Turns a page that is shown turned.
fn upright(page: &Page<'_>) -> Matrix {
    match page.rotation() {
        Rotation::None => UNIT,
        Rotation::Horizontal => [0.0, -1.0, 1.0, 0.0, 0.0, 0.0],
        Rotation::Flipped => [-1.0, 0.0, 0.0, -1.0, 0.0, 0.0],
        Rotation::FlippedHorizontal => [0.0, 1.0, -1.0, 0.0, 0.0, 0.0],
    }
}

struct Fonts<'a> {
    cache: FontCache<'a>,
    programs: FontResolverFn,
    maps: CMapResolverFn,
}

impl<'a> Fonts<'a> {
    fn new() -> Self {
        let programs: FontResolverFn = Arc::new(|query| {
            Some(match query {
                FontQuery::Standard(font) => font.get_font_data(),
                FontQuery::Fallback(query) => query.pick_standard_font().get_font_data(),
            })
        });
        Fonts { cache: FontCache::new(), programs, maps: Arc::new(load_embedded) }
    }

    fn font(&self, dict: &Dict<'a>) -> Option<Font<'a>> {
        self.cache.font(dict, &self.programs, &self.maps)
    }
}

/// A font, and the letters of it that were met.
struct Used<'a> {
    font: Font<'a>,
    met: BTreeMap<u32, (Option<String>, f64)>,
}

impl Used<'_> {
    /// What a code shows, and how far it moves, in ems.
    fn letter(&mut self, code: u32) -> &(Option<String>, f64) {
        let font = &self.font;
        self.met.entry(code).or_insert_with(|| {
            let text = match font.glyph(font.map_code(code), code) {
                FontGlyph::Outline(glyph) => glyph.as_unicode(),
                FontGlyph::Type3(glyph) => glyph.as_unicode(),
            };
            let text = text.map(|text| match text {
                BfString::Char(c) => c.to_string(),
                BfString::String(s) => s,
            });
            (text, font.code_advance(code).x / 1000.0)
        })
    }
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<usize>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

impl Default for State {
    fn default() -> Self {
        State {
            matrix: UNIT,
            font: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

/// Where text goes, and how its lines begin.
struct Pen {
    at: Matrix,
    line: Matrix,
}

impl Pen {
    fn next_line(&mut self, x: f64, y: f64) {
        self.line = then([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.at = self.line;
    }
}

/// Follows the instructions of a page or of a form. A form calls it again, at most [`DEPTH`] times.
fn show<'a>(
    content: &[u8],
    resources: &Resources<'a>,
    state: State,
    (fonts, depth): (&Fonts<'a>, usize),
    letters: &mut Letters,
) {
    let (mut state, mut states) = (state, Vec::new());
    let mut pen = Pen { at: UNIT, line: UNIT };
    let mut used: Vec<Used<'a>> = Vec::new();
    let mut numbers: BTreeMap<Vec<u8>, Option<usize>> = BTreeMap::new();
    state.font = None;
    let mut instructions = TypedIter::new(content);
    while let Some(instruction) = instructions.next() {
        letters.instructions += 1;
        if letters.instructions > limits::INSTRUCTIONS {
            return;
        }
        match instruction {
            TypedInstruction::SaveState(_) if states.len() < STATES => states.push(state.clone()),
            TypedInstruction::RestoreState(_) => state = states.pop().unwrap_or(state),
            TypedInstruction::Transform(t) => {
                let by = [t.0, t.1, t.2, t.3, t.4, t.5].map(|n| n.as_f64());
                state.matrix = then(by, state.matrix);
            }
            TypedInstruction::BeginText(_) => pen = Pen { at: UNIT, line: UNIT },
            TypedInstruction::CharacterSpacing(n) => state.letter_space = n.0.as_f64(),
            TypedInstruction::WordSpacing(n) => state.word_space = n.0.as_f64(),
            TypedInstruction::HorizontalScaling(n) => state.stretch = n.0.as_f64() / 100.0,
            TypedInstruction::TextLeading(n) => state.leading = n.0.as_f64(),
            TypedInstruction::TextRise(n) => state.rise = n.0.as_f64(),
            TypedInstruction::TextFont(font) => {
                state.size = font.1.as_f64();
                state.font = *numbers.entry(font.0.to_vec()).or_insert_with(|| {
                    let font = fonts.font(&resources.get_font(font.0)?)?;
                    used.push(Used { font, met: BTreeMap::new() });
                    Some(used.len() - 1)
                });
            }
            TypedInstruction::NextLine(by) => pen.next_line(by.0.as_f64(), by.1.as_f64()),
            TypedInstruction::NextLineAndSetLeading(by) => {
                state.leading = -by.1.as_f64();
                pen.next_line(by.0.as_f64(), by.1.as_f64());
            }
            TypedInstruction::SetTextMatrix(t) => {
                pen.line = [t.0, t.1, t.2, t.3, t.4, t.5].map(|n| n.as_f64());
                pen.at = pen.line;
            }
            TypedInstruction::NextLineUsingLeading(_) => pen.next_line(0.0, -state.leading),
            TypedInstruction::ShowText(text) => {
                write(text.0.as_bytes(), &state, &mut pen, &mut used, letters)
            }
            TypedInstruction::NextLineAndShowText(text) => {
                pen.next_line(0.0, -state.leading);
                write(text.0.as_bytes(), &state, &mut pen, &mut used, letters);
            }
            TypedInstruction::ShowTextWithParameters(text) => {
                (state.word_space, state.letter_space) = (text.0.as_f64(), text.1.as_f64());
                pen.next_line(0.0, -state.leading);
                write(text.2.as_bytes(), &state, &mut pen, &mut used, letters);
            }
            TypedInstruction::ShowTexts(texts) => write_all(texts.0, &state, &mut pen, &mut used, letters),
            TypedInstruction::XObject(name) if depth > 0 => {
                form(resources, name.0, &state, (fonts, depth), letters);
            }
            _ => {}
        }
    }
}

/// Follows a form, if it is one and no picture.
fn form<'a>(
    resources: &Resources<'a>,
    name: &Name<'_>,
    state: &State,
    (fonts, depth): (&Fonts<'a>, usize),
    letters: &mut Letters,
) {
    let Some(stream): Option<Stream<'a>> = resources.get_x_object(name) else { return };
    let dict = stream.dict();
    if dict.get::<Name<'_>>("Subtype").is_none_or(|kind| &*kind != b"Form") {
        return;
    }
    let mut state = state.clone();
    if let Some(by) = dict.get::<Array<'_>>(MATRIX) {
        let by: Vec<f64> = by.iter::<Number>().map(|n| n.as_f64()).collect();
        if let Ok(by) = Matrix::try_from(by) {
            state.matrix = then(by, state.matrix);
        }
    }
    let own = dict.get::<Dict<'a>>("Resources").map(Resources::new);
    // Even a form that says nothing costs its bytes.
    let Ok(content) = stream.decoded_data() else { return };
    letters.instructions += content.len() / 64;
    show(&content, own.as_ref().unwrap_or(resources), state, (fonts, depth - 1), letters);
}

/// Shows pieces of text with gaps between them.
fn write_all(pieces: &Array<'_>, state: &State, pen: &mut Pen, used: &mut [Used<'_>], letters: &mut Letters) {
    for piece in pieces.iter::<Object<'_>>() {
        match piece {
            Object::String(text) => write(text.as_bytes(), state, pen, used, letters),
            Object::Number(back) => {
                let by = -back.as_f64() / 1000.0 * state.size * state.stretch;
                pen.at = then([1.0, 0.0, 0.0, 1.0, by, 0.0], pen.at);
            }
            _ => {}
        }
    }
}

/// Shows a piece of text.
fn write(bytes: &[u8], state: &State, pen: &mut Pen, used: &mut [Used<'_>], letters: &mut Letters) {
    let Some(used) = state.font.and_then(|n| used.get_mut(n)) else { return };
    let mut at = 0;
    while at < bytes.len() {
        let (code, length) = used.font.read_code(bytes, at);
        at += length.max(1);
        letters.instructions += 1;
        let (text, advance) = used.letter(code);
        let space = if code == 32 && length == 1 { state.word_space } else { 0.0 };
        let by = (advance * state.size + state.letter_space + space) * state.stretch;
        let place = then([1.0, 0.0, 0.0, 1.0, 0.0, state.rise], then(pen.at, state.matrix));
        let end = then([1.0, 0.0, 0.0, 1.0, by, 0.0], place);
        let size = state.size.abs() * place[2].hypot(place[3]);
        // Text that runs up the margin is no part of the article.
        let level = place[1].abs() <= place[0].abs() * 0.1 && place[0] > 0.0;
        match text {
            Some(text) if level && size.is_finite() && place[4].is_finite() && place[5].is_finite() => {
                if let Some(page) = letters.pages.last_mut() {
                    let (left, right) = (place[4], end[4]);
                    page.push(Letter { text: text.clone(), left, right, base: place[5], size });
                }
            }
            Some(_) => {}
            None => letters.unknown += 1,
        }
        pen.at = then([1.0, 0.0, 0.0, 1.0, by, 0.0], pen.at);
    }
}
