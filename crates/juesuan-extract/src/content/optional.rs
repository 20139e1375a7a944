//! Optional content (layers): what the document's default configuration switches off.

use std::collections::BTreeSet;

use crate::objects::{Dictionary, Object, ObjectId, Objects};

/// The layers that are off.
#[derive(Debug, Default)]
pub(crate) struct OptionalContent {
    off: BTreeSet<ObjectId>,
}

impl OptionalContent {
    /// Reads `/OCProperties` of the catalog.
    pub(crate) fn read(objects: &Objects) -> Self {
        let mut off = BTreeSet::new();
        if let Some(properties) = objects.catalog().and_then(|catalog| objects.get_dict(catalog, b"OCProperties"))
            && let Some(default) = objects.get_dict(properties, b"D")
        {
            let groups = |dictionary, key: &[u8]| {
                objects.get_array(dictionary, key).unwrap_or_default().iter().filter_map(reference)
            };
            if objects.get_name(default, b"BaseState") == Some(b"OFF") {
                off.extend(groups(properties, b"OCGs"));
                for id in groups(default, b"ON") {
                    off.remove(&id);
                }
            }
            off.extend(groups(default, b"OFF"));
        }
        Self { off }
    }

    /// Whether content under this group (`OCG`) or membership dictionary (`OCMD`) is switched off.
    pub(crate) fn is_off(&self, objects: &Objects, group: &Object) -> bool {
        if self.off.is_empty() {
            return false;
        }
        if reference(group).is_some_and(|id| self.off.contains(&id)) {
            return true;
        }
        let Some(dictionary) = objects.as_dict(group) else { return false };
        objects.get_name(dictionary, b"Type") == Some(b"OCMD") && self.membership_is_off(objects, dictionary)
    }

    fn membership_is_off(&self, objects: &Objects, membership: &Dictionary) -> bool {
        let groups: Vec<ObjectId> = match membership.get(b"OCGs") {
            Ok(Object::Reference(id)) if objects.get_array(membership, b"OCGs").is_none() => vec![*id],
            _ => objects.get_array(membership, b"OCGs").unwrap_or_default().iter().filter_map(reference).collect(),
        };
        if groups.is_empty() {
            return false;
        }
        let mut off = groups.iter().map(|id| self.off.contains(id));
        match objects.get_name(membership, b"P") {
            Some(b"AllOn") => off.any(|off| off),
            Some(b"AnyOff") => !off.any(|off| off),
            Some(b"AllOff") => !off.all(|off| off),
            _ => off.all(|off| off),
        }
    }
}

fn reference(object: &Object) -> Option<ObjectId> {
    object.as_reference().ok()
}
