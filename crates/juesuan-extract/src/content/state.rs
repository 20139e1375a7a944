//! The graphics state: what `q` saves and `Q` restores.

use crate::content::matrix::Matrix;
use crate::geometry::Rect;

/// Index of a font in the document's font cache.
pub(crate) type FontIndex = u32;

/// A paint, reduced to what decides whether it can be seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Paint {
    /// 0 black to 1 white; `None` for patterns and colour spaces whose lightness is not known.
    pub(crate) lightness: Option<f32>,
    /// 0 transparent to 1 opaque.
    pub(crate) alpha: f32,
}

impl Paint {
    const BLACK: Self = Self { lightness: Some(0.0), alpha: 1.0 };

    /// The lightness that is seen over a background of the given lightness; dark when not known.
    pub(crate) fn over(&self, background: f32) -> f32 {
        background + (self.lightness.unwrap_or(0.0) - background) * self.alpha
    }
}

/// How the components of a colour tell its lightness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColorSpace {
    /// Grey, RGB or CMYK, by the number of components.
    Additive,
    /// Separation and DeviceN: amounts of ink.
    Ink,
    /// Patterns, palettes and others.
    Unknown,
}

/// The text part of the graphics state.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextState {
    pub(crate) font: Option<FontIndex>,
    pub(crate) size: f64,
    /// `Tc`
    pub(crate) character_spacing: f64,
    /// `Tw`
    pub(crate) word_spacing: f64,
    /// `Tz`, 1 for 100 %
    pub(crate) scaling: f64,
    /// `TL`
    pub(crate) leading: f64,
    /// `Ts`
    pub(crate) rise: f64,
    /// `Tr`
    pub(crate) mode: u8,
}

/// The graphics state.
#[derive(Debug, Clone, Copy)]
pub(crate) struct State {
    /// From user space to the displayed page.
    pub(crate) ctm: Matrix,
    /// What is painted outside is not seen; on the displayed page.
    pub(crate) clip: Rect,
    pub(crate) fill: Paint,
    pub(crate) stroke: Paint,
    pub(crate) fill_space: ColorSpace,
    pub(crate) stroke_space: ColorSpace,
    pub(crate) line_width: f64,
    /// The clip is that box, not something narrower.
    pub(crate) box_clip: bool,
    /// What is painted lets show through what lies below: another blend mode than `Normal`, or a soft mask.
    pub(crate) blends: bool,
    /// The form that this is painted in is transparent as a whole.
    pub(crate) veiled: bool,
    /// The glyphs of the page that are a clip, from and to: what is painted shows in their shape.
    pub(crate) text_clip: Option<(usize, usize)>,
    pub(crate) text: TextState,
}

impl State {
    pub(crate) fn new(ctm: Matrix, clip: Rect) -> Self {
        Self {
            ctm,
            clip,
            fill: Paint::BLACK,
            stroke: Paint::BLACK,
            fill_space: ColorSpace::Additive,
            stroke_space: ColorSpace::Additive,
            line_width: 1.0,
            box_clip: true,
            blends: false,
            veiled: false,
            text_clip: None,
            text: TextState {
                font: None,
                size: 0.0,
                character_spacing: 0.0,
                word_spacing: 0.0,
                scaling: 1.0,
                leading: 0.0,
                rise: 0.0,
                mode: 0,
            },
        }
    }

    /// Whether a fill hides what lies below it.
    pub(crate) fn is_opaque(&self) -> bool {
        /// Nearly opaque is not told apart by the eye.
        const OPAQUE: f32 = 0.95;
        !self.blends && !self.veiled && self.fill.alpha >= OPAQUE && self.text_clip.is_none()
    }

    /// Narrows the clip.
    pub(crate) fn clip_to(&mut self, to: Rect) {
        let clip = &mut self.clip;
        *clip = Rect { x0: clip.x0.max(to.x0), y0: clip.y0.max(to.y0), x1: clip.x1.min(to.x1), y1: clip.y1.min(to.y1) };
    }
}

/// Lightness of a colour given by its components (1 grey, 3 RGB, 4 CMYK in additive spaces).
pub(crate) fn lightness(space: ColorSpace, components: &[f32]) -> Option<f32> {
    if space == ColorSpace::Ink {
        return components.iter().copied().reduce(f32::max).map(|ink| (1.0 - ink).clamp(0.0, 1.0));
    }
    let value = match *components {
        _ if space == ColorSpace::Unknown => return None,
        [grey] => grey,
        [red, green, blue] => 0.299 * red + 0.587 * green + 0.114 * blue,
        [cyan, magenta, yellow, black] => (1.0 - black) * (1.0 - (0.299 * cyan + 0.587 * magenta + 0.114 * yellow)),
        _ => return None,
    };
    Some(value.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lightness_of_device_colours() {
        assert_eq!(lightness(ColorSpace::Additive, &[0.5]), Some(0.5));
        assert_eq!(lightness(ColorSpace::Additive, &[1.0, 1.0, 1.0]), Some(1.0));
        assert_eq!(lightness(ColorSpace::Additive, &[0.0, 0.0, 0.0, 1.0]), Some(0.0));
        assert_eq!(lightness(ColorSpace::Additive, &[0.0, 0.0, 0.0, 0.0]), Some(1.0));
        assert_eq!(lightness(ColorSpace::Additive, &[0.1, 0.2]), None);
        assert_eq!(lightness(ColorSpace::Ink, &[1.0]), Some(0.0));
        assert_eq!(lightness(ColorSpace::Unknown, &[1.0]), None);
    }

    #[test]
    fn transparent_paint_takes_the_background() {
        let watermark = Paint { lightness: Some(0.0), alpha: 0.1 };
        assert!(watermark.over(1.0) > 0.89);
    }
}
