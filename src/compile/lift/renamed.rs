//! Packages that older releases of Debian, or Alpine, have under another name, for those who bring the name along from there.

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

/// Packages that programs call or load and people install from Alpine, with the ones of Debian 13 that have the same.
const OF_ALPINE: [(&str, &str); 50] = [
    ("bash", "bash"),
    ("ca-certificates", "ca-certificates"),
    ("cairo", "libcairo2"),
    ("chromium", "chromium"),
    ("curl", "curl"),
    ("exiftool", "libimage-exiftool-perl"),
    ("ffmpeg", "ffmpeg"),
    ("font-dejavu", "fonts-dejavu"),
    ("font-freefont", "fonts-freefont-ttf"),
    ("font-liberation", "fonts-liberation"),
    ("font-noto", "fonts-noto-core"),
    ("font-noto-cjk", "fonts-noto-cjk"),
    ("font-noto-emoji", "fonts-noto-color-emoji"),
    ("ghostscript", "ghostscript"),
    ("giflib", "libgif7"),
    ("git", "git"),
    ("graphviz", "graphviz"),
    ("imagemagick", "imagemagick"),
    ("jq", "jq"),
    ("libjpeg-turbo", "libjpeg62-turbo"),
    ("libpng", "libpng16-16t64"),
    ("libpq", "libpq5"),
    ("librsvg", "librsvg2-2"),
    ("libwebp", "libwebp7"),
    ("libxml2", "libxml2"),
    ("libxslt", "libxslt1.1"),
    ("mariadb-client", "mariadb-client"),
    ("mariadb-connector-c", "libmariadb3"),
    ("mysql-client", "default-mysql-client"),
    ("openssh-client", "openssh-client"),
    ("openssl", "openssl"),
    ("pandoc", "pandoc"),
    ("pango", "libpango-1.0-0"),
    ("poppler-utils", "poppler-utils"),
    ("postgresql-client", "postgresql-client"),
    ("postgresql-libs", "libpq5"),
    ("rsync", "rsync"),
    ("sqlite", "sqlite3"),
    ("sqlite-libs", "libsqlite3-0"),
    ("tesseract-ocr", "tesseract-ocr"),
    ("ttf-dejavu", "fonts-dejavu"),
    ("ttf-freefont", "fonts-freefont-ttf"),
    ("ttf-liberation", "fonts-liberation"),
    ("tzdata", "tzdata"),
    ("unzip", "unzip"),
    ("vips", "libvips42t64"),
    ("wget", "wget"),
    ("xvfb", "xvfb"),
    ("zip", "zip"),
    ("zlib", "zlib1g"),
];

/// What an Alpine package is called in Debian.
pub fn of_alpine(name: &str) -> Option<&'static str> {
    OF_ALPINE.iter().find(|(alpine, _)| *alpine == name).map(|(_, debian)| *debian)
}
