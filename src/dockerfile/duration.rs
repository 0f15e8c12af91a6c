//! Durations as Go writes them: `30s`, `1m30s`, `1.5h`.

/// The length of a duration, if it is one; nothing at all is 0.
pub(super) fn nanoseconds(text: &str) -> Option<f64> {
    if text.is_empty() {
        return Some(0.0);
    }
    let (sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Some(0.0);
    }
    if rest.is_empty() {
        return None;
    }
    let mut sum = 0.0;
    while !rest.is_empty() {
        let is_number = |c: char| c.is_ascii_digit() || c == '.';
        let number = rest.get(..rest.find(|c| !is_number(c))?)?;
        rest = rest.get(number.len()..)?;
        let unit = rest.get(..rest.find(is_number).unwrap_or(rest.len()))?;
        rest = rest.get(unit.len()..)?;
        let factor = match unit {
            "ns" => 1.0,
            "us" | "µs" | "μs" => 1e3,
            "ms" => 1e6,
            "s" => 1e9,
            "m" => 6e10,
            "h" => 3.6e12,
            _ => return None,
        };
        // Go takes `1.` and `.5`, and Rust does too; neither takes `.` alone
        sum += number.parse::<f64>().ok()? * factor;
    }
    (sum < 9.2e18).then_some(sign * sum)
}
