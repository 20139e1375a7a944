//! Reading limits on the command line: `--limit pages=500`.

use std::time::Duration;

use juesuan::Limits;

/// A limit that was given: its name and value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Given {
    name: &'static str,
    value: u64,
}

/// The limits by name. `time` is in milliseconds.
const NAMES: &[&str] = &[
    "file_bytes",
    "stream_bytes",
    "total_bytes",
    "objects",
    "values",
    "pages",
    "nesting",
    "operators_per_page",
    "operators",
    "glyphs_per_page",
    "glyphs",
    "rules_per_page",
    "pieces",
    "time",
];

/// Reads `NAME=VALUE`.
pub(crate) fn parse(text: &str) -> Result<Given, String> {
    let (name, value) = text.split_once('=').ok_or("NAME=VALUE is needed")?;
    let name = NAMES.iter().find(|known| **known == name.trim());
    let name = name.ok_or_else(|| format!("the limits are {}", NAMES.join(", ")))?;
    let value = value.trim().replace('_', "").parse().map_err(|_| "a whole number is needed".to_owned())?;
    Ok(Given { name, value })
}

/// The default limits with those given.
pub(crate) fn apply(limits: Limits, given: &[Given]) -> Limits {
    given.iter().fold(limits, |limits, Given { name, value }| {
        let small = u32::try_from(*value).unwrap_or(u32::MAX);
        match *name {
            "file_bytes" => limits.file_bytes(*value),
            "stream_bytes" => limits.stream_bytes(*value),
            "total_bytes" => limits.total_bytes(*value),
            "objects" => limits.objects(small),
            "values" => limits.values(small),
            "pages" => limits.pages(small),
            "nesting" => limits.nesting(small),
            "operators_per_page" => limits.operators_per_page(*value),
            "operators" => limits.operators(*value),
            "glyphs_per_page" => limits.glyphs_per_page(small),
            "glyphs" => limits.glyphs(small),
            "rules_per_page" => limits.rules_per_page(small),
            "pieces" => limits.pieces(small),
            _ => limits.time(Some(Duration::from_millis(*value))),
        }
    })
}

/// The arguments that give these limits.
pub(crate) fn flags(limits: &Limits) -> Vec<String> {
    let values = [
        limits.file_bytes,
        limits.stream_bytes,
        limits.total_bytes,
        limits.objects.into(),
        limits.values.into(),
        limits.pages.into(),
        limits.nesting.into(),
        limits.operators_per_page,
        limits.operators,
        limits.glyphs_per_page.into(),
        limits.glyphs.into(),
        limits.rules_per_page.into(),
        limits.pieces.into(),
        limits.time.map_or(u64::MAX, |time| u64::try_from(time.as_millis()).unwrap_or(u64::MAX)),
    ];
    // No limit on time is how limits are by default.
    NAMES
        .iter()
        .zip(values)
        .filter(|(_, value)| *value != u64::MAX)
        .map(|(name, value)| format!("--limit={name}={value}"))
        .collect()
}

#[cfg(test)]
mod tests {
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
