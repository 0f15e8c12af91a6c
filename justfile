# What a developer does all day; `just ci` is what CI runs.

# All tests that need neither root nor a daemon
test:
    cargo test

# Formatting and lints, as CI wants them
lint:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings

# Write the goldens anew; read what changed before committing it
bless:
    UPDATE_GOLDEN=1 cargo test
    git diff --stat

# Build and run every example with a real engine and registry (root, Debian)
e2e *ARGS:
    tests/e2e/run.sh {{ARGS}}

# Whole processes beside cat and the peers that are installed
bench:
    cargo bench --bench whole_process

# The release binary: static, small
dist:
    cargo build --profile dist --target x86_64-unknown-linux-musl
    ls -l target/x86_64-unknown-linux-musl/dist/hullwright

# Everything that CI runs
ci:
    bash .ci/run
