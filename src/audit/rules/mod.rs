//! All rules, in alphabetical order. A rule is `x.rs`, `x.md` and its word in this list.

use super::Rule;

macro_rules! rules {
    ($($name:ident)*) => {
        $(mod $name;)*

        /// Every rule, in the order of their names.
        pub const RULES: &[Rule] = &[$($name::RULE),*];
    };
}

rules! {
    add_local
    add_remote_without_checksum
    admin_port
    apt_key
    apt_not_apt_get
    broken_exec_form
    build_tools_in_final_stage
    dangerous_capability
    debug_mode
    disallowed_registry
    duplicate_stage
    extra_package_index
    heredoc_without_errexit
    hidden_characters
    host_key_unchecked
    host_socket
    ignored_http_error
    insecure_download
    insecure_run
    interactive_install
    invalid_port
    latest_tag
    leaked_secret
    legacy_env
    maintainer
    missing_healthcheck
    missing_label
    named_user
    package_lists_kept
    password_in_image
    passwordless_sudo
    pipe_to_shell
    pipe_without_pipefail
    plain_http
    privileged_port
    recommended_packages
    relative_workdir
    root_user
    secret_file_copied
    secret_in_arg
    secret_in_env
    secret_in_url
    secret_kept
    secret_mount_readable
    setuid_added
    several_commands
    shell_form_command
    short_key_id
    sudo_used
    syntax_error
    system_directory
    system_upgrade
    tls_check_off
    undigested_image
    undigested_syntax
    unknown_stage
    unlocked_install
    unpinned_clone
    unpinned_package
    unresolved_image
    untagged_image
    untrusted_syntax
    unverified_download
    unverified_packages
    update_without_install
    whole_context_copied
    world_writable
}
