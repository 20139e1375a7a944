//! A grey picture in memory, and the colour of its ink.

/// Grey values row by row; outside it everything is paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Raster {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// 0 is black, 255 white.
    pub(crate) data: Vec<u8>,
}

impl Raster {
    /// All of one value.
    pub(crate) fn filled(width: usize, height: usize, value: u8) -> Self {
        Self { width, height, data: vec![value; width.saturating_mul(height)] }
    }

    /// The value at a place; white outside.
    pub(crate) fn at(&self, x: usize, y: usize) -> u8 {
        if x >= self.width {
            return 255;
        }
        self.data.get(y.saturating_mul(self.width).saturating_add(x)).copied().unwrap_or(255)
    }

    /// One row; empty outside.
    pub(crate) fn row(&self, y: usize) -> &[u8] {
        let from = y.saturating_mul(self.width);
        self.data.get(from..from.saturating_add(self.width)).unwrap_or_default()
    }

    /// One row, to be written.
    pub(crate) fn row_mut(&mut self, y: usize) -> &mut [u8] {
        let from = y.saturating_mul(self.width);
        self.data.get_mut(from..from.saturating_add(self.width)).unwrap_or_default()
    }

    /// Sets a value, where there is such a place.
    pub(crate) fn set(&mut self, x: usize, y: usize, value: u8) {
        if x < self.width
            && let Some(slot) = self.data.get_mut(y.saturating_mul(self.width).saturating_add(x))
        {
            *slot = value;
        }
    }

    /// The value between four places, `x` and `y` in pixels from the middle of the first.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // both are checked
    pub(crate) fn between(&self, x: f32, y: f32) -> u8 {
        if !(x > -1.0 && y > -1.0 && x < self.width as f32 && y < self.height as f32) {
            return 255;
        }
        let (left, top) = (x.floor(), y.floor());
        let (fx, fy) = (((x - left) * 256.0) as u32, ((y - top) * 256.0) as u32);
        let pixel = |dx: f32, dy: f32| {
            let (x, y) = (left + dx, top + dy);
            if x < 0.0 || y < 0.0 { 255 } else { u32::from(self.at(x as usize, y as usize)) }
        };
        let above = pixel(0.0, 0.0) * (256 - fx) + pixel(1.0, 0.0) * fx;
        let below = pixel(0.0, 1.0) * (256 - fx) + pixel(1.0, 1.0) * fx;
        ((above * (256 - fy) + below * fy) >> 16).min(255) as u8
    }

    /// Black for white and white for black.
    pub(crate) fn inverted(mut self) -> Self {
        self.data.iter_mut().for_each(|value| *value = 255 - *value);
        self
    }

    /// Turned by quarters, clockwise.
    pub(crate) fn turned(&self, quarters: u8) -> Self {
        let (width, height) =
            if quarters.is_multiple_of(2) { (self.width, self.height) } else { (self.height, self.width) };
        let mut turned = Self::filled(width, height, 255);
        for y in 0..height {
            for (x, slot) in turned.row_mut(y).iter_mut().enumerate() {
                let (from_x, from_y) = match quarters % 4 {
                    0 => (x, y),
                    1 => (y, self.height.saturating_sub(1 + x)),
                    2 => (self.width.saturating_sub(1 + x), self.height.saturating_sub(1 + y)),
                    _ => (self.width.saturating_sub(1 + y), x),
                };
                *slot = self.at(from_x, from_y);
            }
        }
        turned
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_quarters_are_none() {
        let raster = Raster { width: 3, height: 2, data: vec![1, 2, 3, 4, 5, 6] };
        assert_eq!(raster.turned(1), Raster { width: 2, height: 3, data: vec![4, 1, 5, 2, 6, 3] });
        assert_eq!(raster.turned(2).data, [6, 5, 4, 3, 2, 1]);
        assert_eq!(raster.turned(1).turned(3), raster);
    }

    #[test]
    fn values_between_pixels_are_mixed() {
        let raster = Raster { width: 2, height: 1, data: vec![0, 200] };
        assert_eq!(raster.between(0.5, 0.0), 100);
        assert_eq!(raster.between(-5.0, 0.0), 255);
    }
}
