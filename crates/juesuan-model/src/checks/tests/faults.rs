//! Seeded faults in the truth of the corpus: a wrong digit is seen unless rounding could have made it.

use rust_decimal::Decimal;

use super::corpus::{corpus, documents, facts};
use super::{check_facts, failing};
use crate::tables::Fact;

/// Trials per document.
const TRIALS: usize = 40;

/// A small generator of repeatable numbers below a bound.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

/// Changes one digit of one number that is not zero; gives the size of the error.
fn change_a_digit(facts: &mut [Fact], dice: &mut Dice) -> Option<Decimal> {
    let index = dice.below(facts.len());
    let value = &mut facts[index].amount.value;
    let mut digits = value.to_string();
    let places: Vec<usize> = digits.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let at = places[dice.below(places.len())];
    let digit = digits[at..=at].parse::<usize>().unwrap();
    digits.replace_range(at..=at, &((digit + 1 + dice.below(9)) % 10).to_string());
    let before = std::mem::replace(value, digits.parse().unwrap());
    (!before.is_zero()).then(|| (*value - before).abs())
}

#[test]
fn wrong_digits_are_seen_unless_rounding_could_have_made_them() {
    let Some(corpus) = corpus() else { return };
    let mut dice = Dice(1);
    let (mut trials, mut unseen) = (0, 0);
    for document in documents(&corpus) {
        let facts = facts(&document);
        if !failing(&check_facts(&facts)).is_empty() {
            continue;
        }
        for _ in 0..TRIALS {
            let mut wrong = facts.clone();
            let Some(size) = change_a_digit(&mut wrong, &mut dice) else { continue };
            trials += 1;
            if failing(&check_facts(&wrong)).is_empty() {
                unseen += 1;
                assert!(size < Decimal::new(2, 1), "{}: {size} unseen", document.display());
            }
        }
    }
    println!("{unseen} of {trials} wrong digits lie within rounding");
    assert!(trials > 300 && unseen * 10 < trials);
}
