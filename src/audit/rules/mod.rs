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
    abrupt_stop
    add_local
    add_remote_without_checksum
    admin_port
    ambiguous_destination
    apt_key
    apt_not_apt_get
    arg_out_of_scope
    authentication_off
    bashism
    broken_exec_form
    build_device
    build_tools_in_final_stage
    clock_in_image
    code_owned_by_app
    constant_platform
    copy_from_empty_stage
    credentials_written
    dangerous_capability
    dead_healthcheck
    debug_mode
    development_dependencies
    digest_without_tag
    disallowed_registry
    duplicate_stage
    empty_continuation
    end_of_life_base
    extra_package_index
    fat_base
    heredoc_without_errexit
    hidden_characters
    host_key_unchecked
    host_socket
    ignored_http_error
    inherited_setuid
    insecure_download
    insecure_run
    interactive_install
    invalid_port
    latest_tag
    leaked_secret
    legacy_env
    lookalike_image
    lost_groups
    maintainer
    misplaced_directive
    missing_healthcheck
    missing_label
    missing_shell
    moving_packages
    named_user
    onbuild_trigger
    package_lists_kept
    password_in_image
    passwordless_sudo
    pip_cache_kept
    pipe_to_shell
    pipe_without_pipefail
    plain_http
    privileged_port
    recommended_packages
    redundant_platform
    relative_destination
    relative_workdir
    remote_shell
    root_user
    scripts_as_root
    secret_file_copied
    secret_in_arg
    secret_in_command
    secret_in_env
    secret_in_url
    secret_kept
    secret_mount_readable
    self_reference
    service_shell
    setuid_added
    several_commands
    shared_user_id
    shell_form_command
    shell_replaced
    short_key_id
    spaced_equals
    sparse_login_log
    sudo_used
    syntax_error
    system_directory
    system_upgrade
    telemetry_on
    tls_check_off
    trust_store_weakened
    undefined_variable
    undigested_image
    undigested_syntax
    unknown_stage
    unknown_user
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
    whole_root_copied
    world_writable
}
