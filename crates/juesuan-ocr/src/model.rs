//! The recogniser: crops of text lines in, characters with their places and probabilities out.
//!
//! A model is a folder (or a wheel unpacked into one) with an ONNX file and the dictionary of its characters. It is run
//! on one thread: documents are what is read side by side.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rten::{Model, ModelOptions, RunOptions, ThreadPool, Value};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use crate::install::{FIRST_FILES, SECOND_FILES};
use crate::raster::Raster;

/// Height of the crops that the model takes.
const HEIGHT: usize = 48;
/// Widest crop: a line of a hundred characters.
const MAX_WIDTH: usize = 4800;
/// Crops of one or two characters get a blank beside them: the model was trained with short texts in wide frames, and
/// takes a character that fills its frame for another.
const SINGLE: usize = 76;
const MIN_FRAME: usize = 176;
/// Pixels of width recognised in one go.
const BATCH_WIDTH: usize = 6400;
/// The least probability at which a simplified character replaces a traditional one.
const SIMPLIFIED: f32 = 0.02;

/// Why there is no recogniser.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The folder lacks a file, or it cannot be read.
    #[error(
        "the recognition model in {folder} cannot be read ({reason}); install it again with `juesuan ocr-model add`"
    )]
    Unreadable {
        /// The folder.
        folder: String,
        /// What is wrong.
        reason: String,
    },
}

/// A character as it was recognised.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Seen {
    pub(crate) character: char,
    pub(crate) probability: f32,
    /// Where it stands, as a part of the crop's width.
    pub(crate) at: f32,
    /// For a point or a comma, and for a zero or a round letter: how probable it is that one of them stands here.
    pub(crate) kin: f32,
}

/// A part of a raster to be recognised.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Crop {
    pub(crate) x0: f32,
    pub(crate) y0: f32,
    pub(crate) x1: f32,
    pub(crate) y1: f32,
}

/// A loaded model.
pub struct Recogniser {
    model: Model,
    /// Class 0 is "nothing"; a class may have no character.
    classes: Vec<Option<char>>,
    /// Whether a class is a character of traditional writing or another that these documents do not print.
    unusual: Vec<bool>,
    /// The classes of characters that look alike and of which the place says which it is.
    alike: [Vec<usize>; 2],
    pool: Arc<ThreadPool>,
    /// The folder of a second model, for what this one is not sure of; loaded when it is first needed.
    folder: Option<PathBuf>,
    second: OnceLock<Option<Box<Recogniser>>>,
}

impl std::fmt::Debug for Recogniser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recogniser").field("classes", &self.classes.len()).finish_non_exhaustive()
    }
}

impl Recogniser {
    /// Loads the model of a folder: `rec.onnx` and `dict.txt`. Where there are `second.onnx` and `second.txt`, they are
    /// a second model.
    ///
    /// # Errors
    /// When a file is missing or is no model.
    pub fn open(folder: &Path) -> Result<Self, ModelError> {
        let mut first = Self::load(folder, FIRST_FILES)?;
        first.folder = folder.join(SECOND_FILES.0).is_file().then(|| folder.to_owned());
        Ok(first)
    }

    /// The second model, where one is installed.
    pub(crate) fn second(&self) -> Option<&Self> {
        let load = || self.folder.as_deref().and_then(|folder| Self::load(folder, SECOND_FILES).ok()).map(Box::new);
        self.second.get_or_init(load).as_deref()
    }

    fn load(folder: &Path, (model, dictionary): (&str, &str)) -> Result<Self, ModelError> {
        let unreadable = |reason: String| ModelError::Unreadable { folder: folder.display().to_string(), reason };
        let read =
            |name: &str| std::fs::read(folder.join(name)).map_err(|error| unreadable(format!("{name}: {error}")));
        let dictionary = String::from_utf8(read(dictionary)?).map_err(|error| unreadable(error.to_string()))?;
        let mut options = ModelOptions::default();
        options.prepack_weights(true);
        let model = options.load(read(model)?).map_err(|error| unreadable(error.to_string()))?;
        let mut classes = vec![None];
        classes.extend(dictionary.lines().map(|line| line.chars().next()));
        classes.push(Some(' '));
        let unusual = classes.iter().map(|class| class.is_some_and(is_unusual)).collect();
        let of = |kin: &str| {
            let counts = |(_, class): &(usize, &Option<char>)| class.is_some_and(|c| kin.contains(c));
            classes.iter().enumerate().filter(counts).map(|(index, _)| index).collect()
        };
        let alike = [of(".,，．"), of("0OoＯ〇")];
        let pool = Arc::new(ThreadPool::with_num_threads(1));
        Ok(Self { model, classes, unusual, alike, pool, folder: None, second: OnceLock::new() })
    }

    /// Recognises crops of a raster. The order of the answers is that of the crops; a crop that the model refuses has
    /// no characters.
    pub(crate) fn read(&self, raster: &Raster, crops: &[Crop]) -> Vec<Vec<Seen>> {
        let mut order: Vec<(usize, usize)> = crops.iter().map(width).enumerate().map(|(i, width)| (width, i)).collect();
        order.sort_unstable();
        let mut answers = vec![Vec::new(); crops.len()];
        let mut from = 0;
        while from < order.len() {
            let rest = order.get(from..).unwrap_or_default();
            let mut count = 0;
            for (index, (width, _)) in rest.iter().enumerate() {
                // Crops of one batch have similar widths: padding costs as much as text.
                let first = rest.first().map_or(1, |first| first.0);
                let first = framed(first);
                if index > 0
                    && ((index + 1) * framed(*width) > BATCH_WIDTH
                        || framed(*width) > first + first / 4 + 32
                        || framed(*width) < first)
                {
                    break;
                }
                count = index + 1;
            }
            let batch = rest.get(..count).unwrap_or_default();
            let seen = self.batch(raster, crops, batch).unwrap_or_default();
            for ((_, index), seen) in batch.iter().zip(seen) {
                if let Some(answer) = answers.get_mut(*index) {
                    *answer = seen;
                }
            }
            from += count.max(1);
        }
        answers
    }

    fn batch(&self, raster: &Raster, crops: &[Crop], batch: &[(usize, usize)]) -> Option<Vec<Vec<Seen>>> {
        let widest = batch.iter().map(|(width, _)| framed(*width)).max()?;
        let plane = HEIGHT * widest;
        let mut data = vec![0.0_f32; batch.len() * 3 * plane];
        for (image, (width, index)) in data.chunks_exact_mut(3 * plane).zip(batch) {
            let crop = crops.get(*index)?;
            let step = ((crop.x1 - crop.x0) / *width as f32, (crop.y1 - crop.y0) / HEIGHT as f32);
            // Large type is shrunk: several pixels make one.
            let taps = if step.1 > 1.3 { 2 } else { 1 };
            let (first, others) = image.split_at_mut(plane);
            for (y, row) in first.chunks_exact_mut(widest).enumerate() {
                for (x, value) in row.iter_mut().take(*width).enumerate() {
                    let mut sum = 0.0;
                    for tap in 0..taps * taps {
                        let shift = |i: usize| (i as f32 + 0.5) / taps as f32;
                        let at_x = crop.x0 + (x as f32 + shift(tap % taps)) * step.0 - 0.5;
                        let at_y = crop.y0 + (y as f32 + shift(tap / taps)) * step.1 - 0.5;
                        sum += f32::from(raster.between(at_x, at_y));
                    }
                    *value = sum / (taps * taps) as f32 / 127.5 - 1.0;
                }
            }
            for other in others.chunks_exact_mut(plane) {
                other.copy_from_slice(first);
            }
        }
        let input = NdTensor::from_data([batch.len(), 3, HEIGHT, widest], data);
        let options = RunOptions::default().with_thread_pool(Some(self.pool.clone()));
        let output: Value = self.model.run_one(input.into(), Some(options)).ok()?;
        let output: NdTensor<f32, 3> = output.try_into().ok()?;
        let [_, steps, classes] = output.shape();
        let values = output.data()?;
        let read = |(index, (width, _)): (usize, &(usize, usize))| {
            let from = index * steps * classes;
            // What lies beyond the crop is padding: a step of it tells that the last character has ended.
            let own_steps = (*width * steps).div_ceil(widest).saturating_add(2).min(steps);
            let own = values.get(from..from + own_steps * classes).unwrap_or_default();
            self.characters(own, classes, steps, widest as f32 / *width as f32)
        };
        Some(batch.iter().enumerate().map(read).collect())
    }

    /// How probable a character or one that looks like it is at one step.
    fn kin(&self, class: usize, row: &[f32]) -> f32 {
        let group = self.alike.iter().find(|group| group.contains(&class));
        group.map_or(0.0, |group| group.iter().filter_map(|class| row.get(*class)).sum())
    }

    /// The characters of one crop, from its own steps of those of the batch. `stretch` is the width of the batch in
    /// widths of the crop.
    fn characters(&self, values: &[f32], classes: usize, steps: usize, stretch: f32) -> Vec<Seen> {
        let mut seen: Vec<Seen> = Vec::new();
        let mut last = 0;
        let mut run: Option<(Seen, f32, f32)> = None;
        for (step, row) in values.chunks_exact(classes.max(1)).enumerate() {
            let (mut class, mut probability) = largest(row);
            if self.unusual.get(class).copied().unwrap_or(false) {
                let usual = largest_of(row, |class| class != 0 && !self.unusual.get(class).copied().unwrap_or(false));
                if usual.1 >= SIMPLIFIED {
                    (class, probability) = usual;
                }
            }
            let at = (step as f32 + 0.5) / steps as f32 * stretch;
            if class != last {
                if let Some((mut ended, sum, count)) = run.take() {
                    ended.at = sum / count;
                    seen.push(ended);
                }
                if class != 0
                    && let Some(character) = self.classes.get(class).copied().flatten()
                {
                    let kin = self.kin(class, row);
                    run = Some((Seen { character, probability, at, kin }, at, 1.0));
                }
            } else if let Some((open, sum, count)) = &mut run {
                open.probability = open.probability.max(probability);
                open.kin = open.kin.max(self.kin(class, row));
                *sum += at;
                *count += 1.0;
            }
            last = class;
        }
        if let Some((mut ended, sum, count)) = run {
            ended.at = sum / count;
            seen.push(ended);
        }
        seen
    }
}

/// The first of the largest values and its place: thousands of classes at each step, most of the work after the model.
fn largest(row: &[f32]) -> (usize, f32) {
    const LANES: usize = 16;
    let mut lanes = [f32::MIN; LANES];
    let (chunks, rest) = row.as_chunks::<LANES>();
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane = if *value > *lane { *value } else { *lane };
        }
    }
    let most = lanes.iter().chain(rest).copied().fold(f32::MIN, f32::max);
    (row.iter().position(|value| *value >= most).unwrap_or(0), most)
}

/// The same among some of the classes.
fn largest_of(row: &[f32], counts: impl Fn(usize) -> bool) -> (usize, f32) {
    let mut found = (0, f32::MIN);
    for (class, value) in row.iter().enumerate() {
        if *value > found.1 && counts(class) {
            found = (class, *value);
        }
    }
    found
}

/// The width of a crop when it is as high as the model takes it.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // bounded
fn width(crop: &Crop) -> usize {
    let ratio = (crop.x1 - crop.x0) / (crop.y1 - crop.y0).max(1.0);
    ((HEIGHT as f32 * ratio).ceil().max(16.0) as usize).min(MAX_WIDTH)
}

/// The width of the frame of a crop.
fn framed(width: usize) -> usize {
    if width < SINGLE { MIN_FRAME } else { width }
}

/// Ideographs outside GB 2312: traditional forms and rare ones.
fn is_unusual(character: char) -> bool {
    if !matches!(u32::from(character), 0x2e80..=0x9fff | 0xf900..=0xfaff | 0x2_0000..) {
        return false;
    }
    let mut text = [0; 4];
    let (bytes, _, lost) = encoding_rs::GBK.encode(character.encode_utf8(&mut text));
    lost || !matches!(*bytes, [0xB0..=0xF7, 0xA1..=0xFF])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_probable_class_is_found() {
        let mut row = vec![0.1_f32; 40];
        (row[7], row[33], row[39]) = (0.4, 0.5, 0.5);
        assert_eq!(largest(&row), (33, 0.5));
        assert_eq!(largest_of(&row, |class| class < 30), (7, 0.4));
        assert_eq!(largest(&[]), (0, f32::MIN));
    }

    #[test]
    fn traditional_characters_are_unusual() {
        assert!(is_unusual('決') && is_unusual('萬') && is_unusual('喆'));
        assert!(!is_unusual('决') && !is_unusual('万') && !is_unusual('3') && !is_unusual('（'));
    }
}
