//! `Clips` of an object → the box beyond which nothing of it is shown.

use crate::xml::{Element, Node, Xml};

use super::matrix::{Matrix, boundary, numbers};

/// The box around what the clips show, in millimetres of the object; none where it is not known. Each `Clip` is all its
/// areas together, and what all of them show is seen. Reads to the end of the element that was opened last.
pub(super) fn read(xml: &mut Xml<'_>) -> Option<[f32; 4]> {
    let (mut all, mut clip): (Option<[f32; 4]>, Option<[f32; 4]>) = (None, None);
    let (mut area, mut path) = (Matrix::IDENTITY, [0.0; 4]);
    let (mut open, mut known) = (1_usize, true);
    while open > 0 {
        match xml.next() {
            None => return None,
            Some(Node::Close) => open = open.saturating_sub(1),
            Some(Node::Text(_)) => {}
            Some(Node::Open(element)) => {
                open = open.saturating_add(1);
                match element.name.as_str() {
                    "Clip" => {
                        all = both(all, clip.take());
                    }
                    "Area" => area = matrix(&element),
                    "Path" => {
                        path = boundary(element.attribute("Boundary")).unwrap_or_default();
                        area = area.after(matrix(&element));
                    }
                    "AbbreviatedData" => {
                        let points = points(&xml.text());
                        open = open.saturating_sub(1);
                        known &= !points.is_empty();
                        for (x, y) in points {
                            let (x, y) = area.on(path, x, y);
                            let [x0, y0, x1, y1] = clip.unwrap_or([x, y, x, y]);
                            clip = Some([x0.min(x), y0.min(y), x1.max(x), y1.max(y)]);
                        }
                    }
                    // The outlines of letters.
                    "Text" => known = false,
                    _ => {}
                }
            }
        }
    }
    both(all, clip).filter(|_| known)
}

fn matrix(element: &Element) -> Matrix {
    Matrix::parse(element.attribute("CTM"))
}

/// What lies in both boxes.
fn both(one: Option<[f32; 4]>, other: Option<[f32; 4]>) -> Option<[f32; 4]> {
    match (one, other) {
        (Some([a0, b0, a1, b1]), Some([c0, d0, c1, d1])) => Some([a0.max(c0), b0.max(d0), a1.min(c1), b1.min(d1)]),
        (one, other) => one.or(other),
    }
}

/// The points of a path, those that pull its curves too: the path lies between them. An arc is none.
fn points(path: &str) -> Vec<(f32, f32)> {
    let mut found = Vec::new();
    for part in path.split(|c: char| c.is_ascii_alphabetic() && c != 'e' && c != 'E') {
        let numbers = numbers(part);
        if !numbers.len().is_multiple_of(2) {
            return Vec::new();
        }
        found.extend(numbers.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))));
    }
    found
}
