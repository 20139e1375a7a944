//! The fonts of a document, each decoded once.

use std::collections::HashMap;

use crate::content::state::FontIndex;
use crate::font::Font;
use crate::objects::{Dictionary, Object, ObjectId, Objects};

/// Ranges, widths and glyphs that all fonts together hold at most; each takes some fifty bytes. Once that is exceeded,
/// no more fonts are read.
const MAX_HELD: usize = 3_000_000;

/// Fonts by the object that defines them.
#[derive(Default)]
pub(crate) struct FontCache {
    fonts: Vec<Font>,
    /// Objects that are none, too.
    by_object: HashMap<ObjectId, Option<FontIndex>>,
    /// Fonts written directly into a resource dictionary, by the address of that dictionary, which does not move
    /// while the document is open.
    by_address: HashMap<usize, FontIndex>,
}

impl FontCache {
    /// The font that a resource or graphics state names.
    pub(crate) fn find(&mut self, objects: &Objects, object: &Object) -> Option<FontIndex> {
        if let Object::Reference(id) = object {
            if let Some(&known) = self.by_object.get(id) {
                return known;
            }
            let font = objects.read_once(object);
            let dictionary = font.as_deref().and_then(|font| objects.as_dict(font));
            let index = dictionary.and_then(|dictionary| self.add(objects, dictionary, id.0));
            self.by_object.insert(*id, index);
            return index;
        }
        let dictionary = objects.as_dict(object)?;
        let address = std::ptr::from_ref(dictionary).addr();
        if let Some(&known) = self.by_address.get(&address) {
            return Some(known);
        }
        // Beyond the numbers of objects; direct fonts are all but extinct.
        let id = u32::MAX - self.by_address.len() as u32;
        let index = self.add(objects, dictionary, id)?;
        self.by_address.insert(address, index);
        Some(index)
    }

    fn add(&mut self, objects: &Objects, dictionary: &Dictionary, id: u32) -> Option<FontIndex> {
        if self.fonts.iter().map(Font::held).sum::<usize>() > MAX_HELD {
            return None;
        }
        self.fonts.push(Font::read(objects, dictionary, id));
        Some((self.fonts.len() - 1) as FontIndex)
    }

    pub(crate) fn get_mut(&mut self, index: FontIndex) -> Option<&mut Font> {
        self.fonts.get_mut(index as usize)
    }
}
