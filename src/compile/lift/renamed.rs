//! Debian packages that older releases had under another name, for those who bring the name along from there.

/// The old name, and the one that has its place in Debian 13, where no package of the old name can be installed.
const RENAMED: [(&str, &str); 19] = [
    ("libaio1", "libaio1t64"),
    ("libatlas-base-dev", "libopenblas-dev"),
    ("libffi7", "libffi8"),
    ("libgdk-pixbuf2.0-0", "libgdk-pixbuf-2.0-0"),
    ("libgl1-mesa-glx", "libgl1"),
    ("libicu67", "libicu76"),
    ("libicu72", "libicu76"),
    ("libjpeg8-dev", "libjpeg-dev"),
    ("libmariadbclient-dev", "libmariadb-dev"),
    ("libmysqlclient-dev", "default-libmysqlclient-dev"),
    ("libncurses5", "libncurses6"),
    ("libpango1.0-0", "libpango-1.0-0"),
    ("libssl1.1", "libssl3t64"),
    ("libtiff5", "libtiff6"),
    ("libtinfo5", "libtinfo6"),
    ("libwebp6", "libwebp7"),
    ("mysql-client", "default-mysql-client"),
    ("netcat", "netcat-openbsd"),
    ("ttf-dejavu", "fonts-dejavu"),
];

/// What a package is called now.
pub fn renamed(name: &str) -> &str {
    RENAMED.iter().find(|(old, _)| *old == name).map_or(name, |(_, new)| new)
}
