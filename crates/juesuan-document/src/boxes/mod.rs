//! What boxes tell: the layouts of a whole document → facts and answers without measures. Places are compared here, in
//! front of the border, and nowhere behind it.
//!
//! | module | what |
//! | --- | --- |
//! | `setting` | how lines of pages are set: indents, full lines, gaps ([`Setting`]) |
//! | `overflow` | texts that fill their cell or run over its last border |
//! | `tracks` | borders of tables that are one over several pages ([`crate::Grid::tracks`]) |
//! | `margins`, `beneath` | lines at the edge of a page; lines one below the other |
//! | `borders`, `columns` | texts across the border of their cell; columns of tables that go on |
//! | `place_index` | what stands near a place |

mod beneath;
mod borders;
mod columns;
mod margins;
mod overflow;
mod place_index;
mod setting;
mod tracks;

use crate::layout::Layout;

pub use place_index::PlaceIndex;
pub use setting::{Gap, Setting};

/// Writes into the lines, cells and grids of a whole document what their boxes tell. They have their identities.
pub(crate) fn tell(layouts: &mut [Layout]) {
    setting::set(layouts);
    overflow::set(layouts);
    tracks::set(layouts);
}
