//! Whether there is time left: asked between the steps of reading a report, and within the long ones. Where there is none,
//! nothing is given: what can be read in a time depends on the machine.

use std::convert::Infallible;

/// Says whether to go on; the error ends the reading.
pub(crate) type Clock<'a, E> = &'a dyn Fn() -> Result<(), E>;

/// The time is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Over;

/// A clock for those who wait as long as it takes.
pub(crate) const fn endless() -> Result<(), Infallible> {
    Ok(())
}
