//! Files that hold secrets by what they are called.

/// How sure a file's name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Such a file is there for the secret in it.
    Secret,
    /// Such a file may also be without one.
    Perhaps,
}

/// Whole names.
const SECRET: &[&str] = &[
    ".env",
    ".netrc",
    "_netrc",
    ".git-credentials",
    ".pypirc",
    ".htpasswd",
    ".pgpass",
    ".my.cnf",
    ".vault-token",
    ".dockercfg",
    ".dockerconfigjson",
    "id_rsa",
    "id_dsa",
    "id_ecdsa",
    "id_ed25519",
    "master.key",
    "kubeconfig",
    ".ssh",
    ".aws",
    ".gnupg",
    ".kube",
    ".terraformrc",
    "credentials.json",
    "secrets.yml",
    "secrets.yaml",
    "secrets.json",
    "secrets.toml",
    "secrets.env",
    "terraform.tfstate",
];
/// Ends of the names that keys of cloud accounts are saved under.
const ACCOUNTS: &[&str] = &[
    "service-account.json",
    "service_account.json",
    "serviceaccount.json",
    "service-account-key.json",
    "serviceaccountkey.json",
];
const PERHAPS: &[&str] = &[
    ".npmrc",
    ".yarnrc",
    "pip.conf",
    ".docker",
    "auth.json",
    "credentials",
    ".git",
    "secrets",
    ".secrets",
];
/// Endings of key stores and private keys.
const SECRET_ENDINGS: &[&str] = &[".p12", ".pfx", ".jks", ".keystore", ".kdbx", ".ppk", ".tfstate"];
const KEY_ENDINGS: &[&str] = &[".pem", ".key"];
/// What follows `.env.` in files that are only a pattern for it.
const PATTERNS: &[&str] = &["example", "sample", "template", "dist", "defaults", "schema", "tpl"];
/// Words that a certificate's or public key's name has.
const PUBLIC: &[&str] = &[
    "ca",
    "cert",
    "certs",
    "certificate",
    "chain",
    "fullchain",
    "bundle",
    "root",
    "pub",
    "public",
    "dhparam",
    "dhparams",
    "trusted",
    "gpg",
    "apt",
    "repo",
];

/// Whether a path of the build context names a file that holds a secret.
pub fn holds(path: &str) -> Option<Holds> {
    let name = path.trim_end_matches(['/', '*']).rsplit('/').next().unwrap_or(path);
    if name.is_empty() {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    let one_of = |list: &[&str]| list.contains(&lower.as_str());
    let ends = |list: &[&str]| list.iter().any(|ending| lower.ends_with(ending) && lower.len() > ending.len());
    if one_of(SECRET)
        || ACCOUNTS.iter().any(|end| lower.ends_with(end))
        || ends(SECRET_ENDINGS)
        || path.ends_with(".kube/config")
        || path.ends_with(".docker/config.json")
    {
        return Some(Holds::Secret);
    }
    if let Some(variant) = lower.strip_prefix(".env.") {
        let pattern = variant.split(['.', '-', '_']).any(|part| PATTERNS.contains(&part));
        return (!pattern).then_some(Holds::Secret);
    }
    if ends(KEY_ENDINGS) {
        let public = lower.split(['.', '-', '_']).any(|part| PUBLIC.contains(&part));
        return (!public).then_some(Holds::Perhaps);
    }
    one_of(PERHAPS).then_some(Holds::Perhaps)
}

/// Whether a file from the build context goes to a place where a program looks for its credentials, whatever it was called before.
pub fn becomes(source: &str, destination: &str) -> bool {
    let from = source
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or(source)
        .to_ascii_lowercase();
    if from.contains('*')
        || from
            .split(['.', '-', '_'])
            .any(|part| PATTERNS.contains(&part) || PUBLIC.contains(&part))
    {
        return false;
    }
    let path = if destination.ends_with('/') {
        format!("{destination}{from}")
    } else {
        destination.to_owned()
    };
    PLACES.iter().any(|place| path.ends_with(place)) || path.contains("/.ssh/id_") && !path.ends_with(".pub") || at_home(&path)
}

/// Where programs look for what tells who somebody is.
const PLACES: &[&str] = &[
    "/.aws/credentials",
    "/.azure/accessTokens.json",
    "/.cargo/credentials",
    "/.cargo/credentials.toml",
    "/.config/gcloud/application_default_credentials.json",
    "/.config/gh/hosts.yml",
    "/.docker/config.json",
    "/.git-credentials",
    "/.kube/config",
    "/.netrc",
    "/.pgpass",
    "/.pypirc",
    "/.vault-token",
    "/etc/kubernetes/admin.conf",
];

/// Settings of a person rather than of a project.
fn at_home(path: &str) -> bool {
    let home = ["/root/", "/home/", "~/", "$HOME/", "${HOME}/"]
        .iter()
        .any(|home| path.starts_with(home));
    home && [".npmrc", ".yarnrc", ".my.cnf", "pip.conf", ".composer/auth.json"]
        .iter()
        .any(|name| path.ends_with(name))
}
