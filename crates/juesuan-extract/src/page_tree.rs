//! The page tree: which objects are pages, and what they inherit.

use std::collections::BTreeSet;

use crate::content::matrix::Matrix;
use crate::error::Error;
use crate::limits::{Limit, Limits};
use crate::objects::{Dictionary, Object, ObjectId, Objects};

/// Depth at which a page tree is no tree of pages any more.
const MAX_DEPTH: usize = 64;
/// US Letter, which other readers take when a page states no size.
const DEFAULT_SIZE: [f32; 4] = [0.0, 0.0, 612.0, 792.0];

/// One page with its inherited attributes.
#[derive(Debug, Clone)]
pub(crate) struct PageNode {
    page: Object,
    /// The object that has the `Resources`: the page itself or an ancestor.
    resources: Option<Object>,
    /// Media box cut to the crop box, in default user space.
    bounds: [f32; 4],
    /// Quarter turns clockwise.
    turns: u8,
    user_unit: f32,
}

#[derive(Clone, Copy, Default)]
struct Inherited<'a> {
    resources: Option<&'a Object>,
    media: Option<[f32; 4]>,
    crop: Option<[f32; 4]>,
    rotate: f32,
}

impl<'a> Inherited<'a> {
    /// With what a node states itself.
    fn with(&self, objects: &Objects, node: &'a Object, dictionary: &Dictionary) -> Self {
        Self {
            resources: if objects.get_dict(dictionary, b"Resources").is_some() { Some(node) } else { self.resources },
            media: objects.get_numbers(dictionary, b"MediaBox").or(self.media),
            crop: objects.get_numbers(dictionary, b"CropBox").or(self.crop),
            rotate: objects.get_number(dictionary, b"Rotate").unwrap_or(self.rotate),
        }
    }
}

/// How many pages the tree announces, where it says so and can be believed.
pub(crate) fn announced(objects: &Objects) -> Option<usize> {
    let pages = objects.get_dict(objects.catalog()?, b"Pages")?;
    usize::try_from(objects.get(pages, b"Count")?.as_i64().ok()?).ok()
}

/// All pages in order. Where the tree leads to none, every page object of the file, by number.
pub(crate) fn page_nodes(objects: &Objects, limits: &Limits) -> Result<Vec<PageNode>, Error> {
    let mut nodes = Vec::new();
    if let Some(root) = objects.catalog().and_then(|catalog| catalog.get(b"Pages").ok()) {
        let mut seen = BTreeSet::new();
        let mut stack = vec![(root, Inherited::default(), 0)];
        while let Some((node, inherited, depth)) = stack.pop() {
            if node.as_reference().is_ok_and(|id| !seen.insert(id)) {
                continue;
            }
            let Some(dictionary) = objects.as_dict(node) else { continue };
            let inherited = inherited.with(objects, node, dictionary);
            match objects.get_array(dictionary, b"Kids") {
                Some(_) if depth >= MAX_DEPTH => {}
                Some(kids) if objects.get_name(dictionary, b"Type") != Some(b"Page") => {
                    stack.extend(kids.iter().rev().map(|kid| (kid, inherited, depth + 1)));
                }
                _ if depth > 0 || objects.get_name(dictionary, b"Type") == Some(b"Page") => {
                    nodes.push(PageNode::new(objects, node, dictionary, &inherited));
                }
                _ => {}
            }
            if nodes.len() > limits.pages as usize {
                return Err(Error::LimitExceeded { limit: Limit::Pages, maximum: limits.pages.into() });
            }
        }
    }
    if nodes.is_empty() {
        let is_page =
            |(_, dictionary): &(ObjectId, &Dictionary)| objects.get_name(dictionary, b"Type") == Some(b"Page");
        nodes.extend(objects.dictionaries().filter(is_page).take(limits.pages as usize).map(|(id, dictionary)| {
            let node = Object::Reference(id);
            let inherited = Inherited::default().with(objects, &node, dictionary);
            PageNode::new(objects, &node, dictionary, &inherited)
        }));
    }
    if nodes.is_empty() {
        return Err(Error::Damaged { reason: "no pages".to_owned() });
    }
    Ok(nodes)
}

impl PageNode {
    fn new(objects: &Objects, page: &Object, dictionary: &Dictionary, inherited: &Inherited<'_>) -> Self {
        let media = inherited.media.and_then(ordered).unwrap_or(DEFAULT_SIZE);
        let cropped = inherited.crop.and_then(ordered).and_then(|crop| {
            let [x0, y0, x1, y1] = media;
            ordered_strictly([crop[0].max(x0), crop[1].max(y0), crop[2].min(x1), crop[3].min(y1)])
        });
        let turns = (inherited.rotate / 90.0).round().rem_euclid(4.0) as u8;
        let user_unit =
            objects.get_number(dictionary, b"UserUnit").filter(|unit| (0.01..=1000.0).contains(unit)).unwrap_or(1.0);
        let (page, resources) = (page.clone(), inherited.resources.cloned());
        Self { page, resources, bounds: cropped.unwrap_or(media), turns, user_unit }
    }

    pub(crate) fn dictionary<'a>(&'a self, objects: &'a Objects) -> Option<&'a Dictionary> {
        objects.as_dict(&self.page)
    }

    pub(crate) fn resources<'a>(&'a self, objects: &'a Objects) -> Option<&'a Dictionary> {
        objects.get_dict(objects.as_dict(self.resources.as_ref()?)?, b"Resources")
    }

    pub(crate) fn annotations<'a>(&'a self, objects: &'a Objects) -> &'a [Object] {
        self.dictionary(objects).and_then(|page| objects.get_array(page, b"Annots")).unwrap_or_default()
    }

    /// Width and height as displayed, and the transformation from default user space to the displayed page, with the
    /// origin at its top left and y downwards.
    pub(crate) fn display(&self) -> (f32, f32, Matrix) {
        let [x0, y0, x1, y1] = self.bounds.map(f64::from);
        let (width, height) = (x1 - x0, y1 - y0);
        let unit = f64::from(self.user_unit);
        let (turned, wide, high) = match self.turns {
            1 => (Matrix { a: 0.0, b: 1.0, c: 1.0, d: 0.0, e: -y0, f: -x0 }, height, width),
            2 => (Matrix { a: -1.0, b: 0.0, c: 0.0, d: 1.0, e: x1, f: -y0 }, width, height),
            3 => (Matrix { a: 0.0, b: -1.0, c: -1.0, d: 0.0, e: y1, f: x1 }, height, width),
            _ => (Matrix { a: 1.0, b: 0.0, c: 0.0, d: -1.0, e: -x0, f: y1 }, width, height),
        };
        let scale = Matrix { a: unit, d: unit, ..Matrix::IDENTITY };
        ((wide * unit) as f32, (high * unit) as f32, turned.then(&scale))
    }
}

/// A box with its corners in order; `None` when it is empty or absurdly large.
fn ordered([x0, y0, x1, y1]: [f32; 4]) -> Option<[f32; 4]> {
    ordered_strictly([x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)])
}

fn ordered_strictly(bounds: [f32; 4]) -> Option<[f32; 4]> {
    const MAX_SIDE: f32 = 200_000.0;
    let [x0, y0, x1, y1] = bounds;
    let sane = |side: f32| side > 0.5 && side < MAX_SIDE;
    (sane(x1 - x0) && sane(y1 - y0)).then_some(bounds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Point;

    fn node(turns: u8) -> PageNode {
        PageNode { page: Object::Null, resources: None, bounds: [10.0, 20.0, 110.0, 220.0], turns, user_unit: 1.0 }
    }

    #[test]
    fn pages_are_displayed_turned_clockwise() {
        // The lower left corner of the page, wherever it is displayed.
        for (turns, size, corner) in [
            (0, (100.0, 200.0), (0.0, 200.0)),
            (1, (200.0, 100.0), (0.0, 0.0)),
            (2, (100.0, 200.0), (100.0, 0.0)),
            (3, (200.0, 100.0), (200.0, 100.0)),
        ] {
            let (width, height, to_page) = node(turns).display();
            assert_eq!((width, height), size);
            assert_eq!(to_page.apply(10.0, 20.0), Point { x: corner.0, y: corner.1 }, "{turns} turns");
        }
    }

    #[test]
    fn user_units_scale_the_page() {
        let (width, height, to_page) = PageNode { user_unit: 2.0, ..node(0) }.display();
        assert_eq!((width, height), (200.0, 400.0));
        assert_eq!(to_page.apply(110.0, 220.0), Point { x: 200.0, y: 0.0 });
    }
}
