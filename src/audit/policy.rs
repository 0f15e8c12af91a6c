//! What an organisation decided: which registries are allowed, which rules are off or louder.

/// The policy that an audit runs under. The default one is the strictest that needs no knowledge of the organisation.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// Registries or name prefixes that images may come from, in full form (`docker.io/library`); empty allows all.
    pub allow_registries: Vec<String>,
}
