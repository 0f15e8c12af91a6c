//! A secret that is found is never printed whole: neither in a message nor in the lines that a report shows.

use hullwright::{
    audit::Policy,
    report::{Paint, human, json, sarif},
};

use super::findings;

/// Lines of a Dockerfile, and the secret in each.
const LEAKS: &[(&str, &str)] = &[
    ("CMD app --password hunter22hunter", "hunter22hunter"),
    (
        "ENV TOKEN_X ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        "16C7e42F292c6912E7710c838347Ae178B4a",
    ),
    (
        "ENV GREETING=ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        "16C7e42F292c6912E7710c838347Ae178B4a",
    ),
    ("ARG DB_PASSWORD=\"correct horse battery\"", "horse battery"),
    ("ENV SESSION_SALT=q8Zt3LxW9vKd0BnYr5Js2HgTp7Mc", "Zt3LxW9vKd0BnYr5Js2HgTp7Mc"),
    (
        "RUN echo npm_16C7e42F292c6912E7710c838347Ae178B4a > /t",
        "16C7e42F292c6912E7710c838347Ae178B4a",
    ),
    ("RUN git clone https://jane:hunter22hunter@example.com/a.git", "hunter22hunter"),
    ("RUN echo 'root:hunter22hunter' | chpasswd", "hunter22hunter"),
    ("RUN useradd -p hunter22hunter app", "hunter22hunter"),
    ("LABEL password=hunter22hunter", "hunter22hunter"),
    ("CMD [\"/app\", \"--password\", \"hunter22hunter\"]", "hunter22hunter"),
    ("RUN mysql -phunter22hunter -e 'select 1'", "hunter22hunter"),
    (
        "RUN curl --insecure -u jane:hunter22hunter https://example.com -o /x",
        "hunter22hunter",
    ),
];

#[test]
fn a_secret_that_is_found_is_never_printed_whole() {
    for (line, secret) in LEAKS {
        let found = findings(&format!("FROM debian:13\n{line}\n"), &Policy::default());
        let hidden = found.iter().any(|finding| !finding.secrets.is_empty());
        assert!(hidden, "{line}\n{}", super::brief(&found));
        let report = human::findings(&found, Paint::Plain);
        assert!(!report.contains(secret), "{report}");
        assert!(report.contains("****"), "{report}");
        let json = json::report(&found, &[], 1, 0, false);
        assert!(!json.contains(secret), "{json}");
        let sarif: serde_json::Value = serde_json::from_str(&sarif::report(&found, &[])).expect("it is JSON");
        // the rules' pages have examples of their own
        let results = sarif["runs"][0]["results"].to_string();
        assert!(!results.contains(secret) && results.contains("ruleId"), "{results}");
    }
}

#[test]
fn the_address_of_a_webhook_is_masked_where_its_secret_begins() {
    let (part, guid) = ("a1B2".repeat(17), "00000000-0000-0000-0000-000000000000");
    let teams = format!(
        "acme.webhook.office.com/webhookb2/{guid}@{guid}/Incoming{}/{}/{guid}",
        "Webhook",
        &part[..32]
    );
    let addresses = [
        (
            format!("hooks.slack.{}/services/T00000000/B00000000/{}", "com", &part[..24]),
            &part[..24],
        ),
        (format!("discord.{}/api/webhooks/100000000000000000/{part}", "com"), part.as_str()),
        (teams, &part[..32]),
        (format!("api.telegram.{}/bot0000000000:AA{}/getMe", "org", &part[..33]), &part[..33]),
    ];
    for (address, secret) in addresses {
        for line in [format!("ENV TELL=https://{address}"), format!("RUN notify https://{address}")] {
            let found = findings(&format!("FROM debian:13\n{line}\n"), &Policy::default());
            assert!(found.iter().any(|finding| !finding.secrets.is_empty()), "{line}");
            let report = human::findings(&found, Paint::Plain);
            assert!(!report.contains(secret) && report.contains("****"), "{report}");
        }
        let elsewhere = address.replacen(".com", ".example", 1).replacen(".org", ".example", 1);
        let found = findings(&format!("FROM debian:13\nRUN notify https://{elsewhere}\n"), &Policy::default());
        let quiet = elsewhere.contains(":AA") || found.iter().all(|finding| finding.secrets.is_empty());
        assert!(quiet, "{elsewhere}");
    }
}
