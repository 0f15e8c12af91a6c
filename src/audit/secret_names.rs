//! Variables that hold secrets by what they are called.

/// Words that make a name secret wherever they stand in it.
const ALWAYS: &[&str] = &[
    "PASSWORD",
    "PASSWD",
    "PASSPHRASE",
    "SECRET",
    "CREDENTIAL",
    "CREDENTIALS",
    "APIKEY",
    "SECRETKEY",
    "PRIVATEKEY",
    "AUTHTOKEN",
];
/// Words that make a name secret at its end.
const LAST: &[&str] = &["TOKEN", "PASS", "PSWD", "PAT"];
/// Before a final KEY, these say that it opens something.
const KEY_OF: &[&str] = &[
    "API",
    "ACCESS",
    "PRIVATE",
    "AUTH",
    "ENCRYPTION",
    "SIGNING",
    "SSH",
    "DEPLOY",
    "MASTER",
    "ACCOUNT",
    "STORAGE",
    "LICENSE",
    "SERVICE",
    "RSA",
    "HMAC",
    "JWT",
];
/// Words that say that the value only speaks about a secret.
const ABOUT: &[&str] = &[
    "FILE",
    "FILENAME",
    "PATH",
    "DIR",
    "DIRECTORY",
    "NAME",
    "ID",
    "URL",
    "URI",
    "ENDPOINT",
    "HOST",
    "PORT",
    "VERSION",
    "LENGTH",
    "SIZE",
    "TTL",
    "EXPIRY",
    "EXPIRATION",
    "EXPIRES",
    "TIMEOUT",
    "TYPE",
    "ALGORITHM",
    "ALG",
    "ENABLED",
    "REQUIRED",
    "POLICY",
    "USER",
    "USERNAME",
    "HEADER",
    "FIELD",
    "LOCATION",
    "ISSUER",
    "AUDIENCE",
    "COUNT",
    "LIMIT",
    "MIN",
    "MAX",
    "REGEX",
    "FORMAT",
    "PREFIX",
    "SUFFIX",
    "STORE",
    "ALIAS",
    "PROVIDER",
    "SERVER",
    "FINGERPRINT",
    "MANAGER",
    "MODE",
    "BACKEND",
    "REGION",
    "ARN",
    "REF",
    "ROTATION",
    "INTERVAL",
    "DURATION",
    "AGE",
    "MOUNT",
    "NAMESPACE",
    "PROJECT",
];
/// Words that say that there is nothing to hide.
const HARMLESS: &[&str] = &[
    "PUBLIC", "PUB", "DUMMY", "ALLOW", "DISABLE", "ENABLE", "NO", "SKIP", "USE", "REQUIRE", "RANDOM", "EMPTY", "SALT", "HASH",
];

/// Whether a variable of that name is meant to hold a secret.
pub fn is_secret_name(name: &str) -> bool {
    // PASS…, PAT, PSWD, PWD, …CRE…, KEY and TOKEN: each word of the lists has one of these pairs of letters, and most names have none
    let pairs = name.as_bytes().iter().zip(name.as_bytes().iter().skip(1));
    let may = |(first, second): (&u8, &u8)| {
        matches!(
            (first | 0x20, second | 0x20),
            (b'p', b'a' | b's' | b'w') | (b'c', b'r') | (b'k', b'e')
        )
    };
    if !pairs.into_iter().any(may) {
        return false;
    }
    let mut words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    let (mut last, mut before, mut always) = ("", "", false);
    let is = |list: &[&str], word: &str| list.iter().any(|w| w.eq_ignore_ascii_case(word));
    for word in &mut words {
        // `PASSWORD1` is one, too
        let plain = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let word = if plain.is_empty() { word } else { plain };
        if is(HARMLESS, word) {
            return false;
        }
        let joined = word.len().checked_sub("PASSWORD".len()).and_then(|at| word.get(at..));
        always |= is(ALWAYS, word) || joined.is_some_and(|end| end.eq_ignore_ascii_case("PASSWORD"));
        (before, last) = (last, word);
    }
    if is(ABOUT, last) {
        return false;
    }
    let key = last.eq_ignore_ascii_case("KEY") && is(KEY_OF, before);
    let password = last.eq_ignore_ascii_case("PWD") && !before.is_empty() && !before.eq_ignore_ascii_case("OLD");
    let single_token = !before.is_empty() || !last.eq_ignore_ascii_case("PAT");
    always || key || password || (is(LAST, last) && single_token)
}

/// Words that make a name open for either: with a value that looks random it is a secret.
const EITHER: &[&str] = &[
    "ACCESS",
    "AUTH",
    "AUTHORIZATION",
    "BASIC",
    "BEARER",
    "COOKIE",
    "CRED",
    "CREDS",
    "DSN",
    "KEY",
    "LICENSE",
    "LOGIN",
    "PEPPER",
    "PIN",
    "PRIVATE",
    "PSK",
    "SALT",
    "SEED",
    "SESSION",
    "SIGNATURE",
    "SIGNING",
    "TOKENS",
];

/// Whether a variable of that name may hold a secret, if its value looks like one.
pub fn may_be_secret(name: &str) -> bool {
    let either = |word: &str| EITHER.iter().any(|w| w.eq_ignore_ascii_case(word));
    let public = |word: &str| ["PUBLIC", "PUB", "GPG"].iter().any(|w| w.eq_ignore_ascii_case(word));
    let words = || name.split(|c: char| !c.is_ascii_alphanumeric());
    words().any(either) && !words().any(public)
}

/// Whether a value cannot be a secret although its name says so: a switch, a path, a plain address.
pub fn is_harmless_value(value: &str) -> bool {
    let switch = ["", "0", "1", "true", "false", "yes", "no", "on", "off", "none", "null"];
    let path = value.starts_with(['/', '~']) || value.starts_with("./") || value.starts_with("file:");
    let address = value.contains("://") && !value.contains('@');
    path || address || switch.iter().any(|word| word.eq_ignore_ascii_case(value))
}
