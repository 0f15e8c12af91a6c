//! How long to wait before a registry is asked again, and when not to.

use std::time::Duration;

use jiff::{Timestamp, fmt::rfc2822::DateTimeParser};

/// Dates of HTTP are mail's dates; whoever gets the day of the week wrong still means the date.
static DATES: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);

/// The longest that a registry may make us wait. Whoever asks for more is told of instead.
pub const LONGEST: Duration = Duration::from_secs(60);

/// Whether a status says that the same question may be answered later.
pub fn passes(status: u16) -> bool {
    matches!(status, 408 | 429 | 500 | 502 | 503 | 504)
}

/// `Retry-After`: seconds, or a date (RFC 9110, 10.2.3). A date that is past means now; what is neither says nothing.
pub fn retry_after(header: &str, now: Timestamp) -> Option<Duration> {
    let header = header.trim();
    if !header.is_empty() && header.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Duration::from_secs(header.parse().unwrap_or(u64::MAX)));
    }
    let then = DATES.parse_timestamp(header).ok()?;
    Some(Duration::try_from(then.duration_since(now)).unwrap_or_default())
}

/// The pause before the next attempt, when the registry asks for none: half a second, and twice as long each time.
pub fn back_off(attempt: u32) -> Duration {
    Duration::from_millis(500)
        .saturating_mul(2_u32.saturating_pow(attempt))
        .min(LONGEST)
}

/// A time as people say it, rounded up.
pub fn spoken(time: Duration) -> String {
    match time.as_secs() + u64::from(time.subsec_nanos() > 0) {
        1 => "1 second".to_owned(),
        seconds @ 0..120 => format!("{seconds} seconds"),
        seconds @ 120..7200 => format!("{} minutes", seconds.div_ceil(60)),
        seconds => format!("{} hours", seconds.div_ceil(3600)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: Timestamp = "2026-11-22T08:49:37Z".parse().expect("it is a time");
        let seconds = |text| retry_after(text, now).map(|d| d.as_secs());
        assert_eq!(seconds("120"), Some(120));
        assert_eq!(seconds(" 0 "), Some(0));
        assert_eq!(seconds("Sun, 22 Nov 2026 08:50:07 GMT"), Some(30));
        assert_eq!(seconds("Sun, 22 Nov 2020 08:50:07 GMT"), Some(0), "it is past");
        assert_eq!(seconds("99999999999999999999999"), Some(u64::MAX));
        for odd in ["", "soon", "-1", "1.5", "Sun, 99 Nov 2026 08:50:07 GMT"] {
            assert_eq!(seconds(odd), None, "{odd}");
        }
    }

    #[test]
    fn pauses_grow_and_end() {
        assert_eq!([0, 1, 2].map(|n| back_off(n).as_millis()), [500, 1000, 2000]);
        assert_eq!(back_off(u32::MAX), LONGEST);
    }

    #[test]
    fn times_are_spoken_in_a_fitting_unit() {
        assert_eq!(
            [1, 90, 121, 7201].map(|s| spoken(Duration::from_secs(s))),
            ["1 second", "90 seconds", "3 minutes", "3 hours"]
        );
    }
}
