//! What may be spent on reading the objects of a document, however often the file makes us read the same bytes.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::limits::Limit;

/// Numbers of values that may be read and of bytes that may be copied; used up for good.
#[derive(Debug)]
pub(super) struct Budget {
    values: AtomicU64,
    bytes: AtomicU64,
}

impl Budget {
    pub(super) fn new(values: u64, bytes: u64) -> Self {
        Self { values: values.saturating_add(1).into(), bytes: bytes.saturating_add(1).into() }
    }

    /// Takes so many values from the budget; `false` where there are not so many left, and then none is.
    pub(super) fn spend(&self, values: usize) -> bool {
        take(&self.values, values)
    }

    /// The same for bytes.
    pub(super) fn copy(&self, bytes: usize) -> bool {
        take(&self.bytes, bytes)
    }

    /// What is used up.
    pub(super) fn exceeded(&self) -> Option<Limit> {
        let is_empty = |left: &AtomicU64| left.load(Ordering::Relaxed) == 0;
        let values = is_empty(&self.values).then_some(Limit::Values);
        values.or_else(|| is_empty(&self.bytes).then_some(Limit::TotalBytes))
    }
}

fn take(left: &AtomicU64, number: usize) -> bool {
    let number = number as u64;
    let before = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| Some(left.saturating_sub(number)));
    before.is_ok_and(|before| before > number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_used_up_for_good() {
        let budget = Budget::new(2, 10);
        assert!(budget.spend(2) && budget.copy(10));
        assert_eq!(budget.exceeded(), None);
        assert!(!budget.copy(1) && !budget.copy(0));
        assert_eq!(budget.exceeded(), Some(Limit::TotalBytes));
        assert!(!budget.spend(1));
        assert_eq!(budget.exceeded(), Some(Limit::Values));
    }
}
