//! How distributions name the platforms of images.

use super::Format;

/// Each platform, Debian's word for it, and Alpine's (empty when it has none).
const NAMES: [(&str, &str, &str); 9] = [
    ("linux/386", "i386", "x86"),
    ("linux/amd64", "amd64", "x86_64"),
    ("linux/arm/v5", "armel", ""),
    ("linux/arm/v6", "", "armhf"),
    ("linux/arm/v7", "armhf", "armv7"),
    ("linux/arm64", "arm64", "aarch64"),
    ("linux/ppc64le", "ppc64el", "ppc64le"),
    ("linux/riscv64", "riscv64", "riscv64"),
    ("linux/s390x", "s390x", "s390x"),
];

/// A distribution's word for a platform such as `linux/arm64`; none when it is not built for it. `linux/arm64/v8` is `linux/arm64`.
pub fn architecture(format: Format, platform: &str) -> Option<&'static str> {
    let platform = platform.strip_suffix("/v8").unwrap_or(platform);
    let (_, deb, apk) = NAMES.iter().find(|(name, ..)| *name == platform)?;
    let word = match format {
        Format::Deb => deb,
        Format::Apk => apk,
    };
    (!word.is_empty()).then_some(*word)
}
