//! Annotations: what they paint over the page (stamps, typed-in text, form fields), by their normal appearance.

use super::{Frame, Interpreter};
use crate::content::matrix::Matrix;
use crate::content::state::State;
use crate::objects::{Dictionary, Object, Stream};

/// Flags of annotations that are not shown: hidden, and not for the screen.
const UNSEEN: u32 = 1 << 1 | 1 << 5;

impl<'a> Interpreter<'a> {
    /// Paints the annotations of a page over it; ends where a limit ended the page.
    pub(crate) fn run_annotations(&mut self, annotations: &'a [Object], to_page: Matrix) {
        for annotation in annotations {
            if self.painted.limit.is_some() || self.count(1).and_then(|()| self.look_at_time()).is_err() {
                return;
            }
            let Some(annotation) = self.context.objects.as_dict(annotation) else { continue };
            if !self.is_shown(annotation) {
                continue;
            }
            if self.context.objects.get_dict(annotation, b"AP").is_none() {
                self.show_field(annotation, to_page);
            } else if let Some((appearance, placed)) = self.appearance(annotation) {
                let state = State::new(placed.then(&to_page), self.page);
                if self.paint_form(appearance, &mut Frame::new(None, state, 0)).is_err() {
                    return;
                }
            }
        }
    }

    /// Whether an annotation is shown at all.
    fn is_shown(&self, annotation: &'a Dictionary) -> bool {
        let objects = self.context.objects;
        let flags = objects.get_number(annotation, b"F").unwrap_or(0.0) as u32;
        let off = annotation.get(b"OC").is_ok_and(|group| self.context.optional.is_off(objects, group));
        flags & UNSEEN == 0 && !off && objects.get_name(annotation, b"Subtype") != Some(b"Popup")
    }

    /// What an annotation paints, and where: its appearance's box fills its rectangle.
    fn appearance(&self, annotation: &'a Dictionary) -> Option<(&'a Stream, Matrix)> {
        let objects = self.context.objects;
        let appearance = match objects.get(objects.get_dict(annotation, b"AP")?, b"N")? {
            Object::Stream(appearance) => appearance,
            // One for each state, as of a check box.
            Object::Dictionary(states) => objects.get_stream(states, objects.get_name(annotation, b"AS")?)?,
            _ => return None,
        };
        let [x0, y0, x1, y1] = objects.get_numbers::<4>(&appearance.dict, b"BBox")?.map(f64::from);
        let matrix = objects.get_numbers(&appearance.dict, b"Matrix").map_or(Matrix::IDENTITY, Matrix::new);
        let bounds = matrix.apply_box(x0, y0, x1, y1);
        let [left, low, right, high] = objects.get_numbers::<4>(annotation, b"Rect")?;
        let scale = |from: f32, to: f32| if from > 0.0 { f64::from(to.abs() / from) } else { 1.0 };
        let (a, d) = (scale(bounds.width(), right - left), scale(bounds.height(), high - low));
        let (e, f) = (
            f64::from(left.min(right)) - a * f64::from(bounds.x0),
            f64::from(low.min(high)) - d * f64::from(bounds.y0),
        );
        let placed = Matrix { a, d, e, f, ..Matrix::IDENTITY };
        placed.is_finite().then_some((appearance, placed))
    }
}
