//! Reading limits on the command line: `--limit pages=500`.

use juesuan::Limits;

/// A limit that was given: its name and value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Given {
    name: &'static str,
    value: u64,
}

/// Reads `NAME=VALUE`.
pub(crate) fn parse(text: &str) -> Result<Given, String> {
    let (name, value) = text.split_once('=').ok_or("NAME=VALUE is needed")?;
    let name = Limits::NAMES.iter().find(|known| **known == name.trim());
    let name = name.ok_or_else(|| format!("the limits are {}", Limits::NAMES.join(", ")))?;
    let value = value.trim().replace('_', "").parse().map_err(|_| "a whole number is needed".to_owned())?;
    Ok(Given { name, value })
}

/// The default limits with those given.
pub(crate) fn apply(limits: Limits, given: &[Given]) -> Limits {
    given.iter().fold(limits, |limits, Given { name, value }| limits.clone().named(name, *value).unwrap_or(limits))
}

/// The arguments that give these limits.
pub(crate) fn flags(limits: &Limits) -> Vec<String> {
    limits.by_name().into_iter().map(|(name, value)| format!("--limit={name}={value}")).collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn every_limit_comes_back_from_its_flag() {
        let limits = Limits::default().pages(7).glyphs_per_page(8).time(Some(Duration::from_millis(9)));
        let given: Vec<Given> = flags(&limits).iter().map(|flag| parse(&flag["--limit=".len()..]).unwrap()).collect();
        assert_eq!(apply(Limits::default(), &given), limits);
    }

    #[test]
    fn an_unknown_limit_is_refused_with_the_known_ones() {
        assert!(parse("sheets=3").unwrap_err().contains("glyphs_per_page"));
        assert!(parse("pages=many").is_err());
    }
}
