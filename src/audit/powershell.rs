//! What PowerShell and cmd fetch, by the words of their text: nobody takes it apart here.

use super::downloads::is_local;
use crate::{
    dockerfile::{Dockerfile, Instruction},
    source::Span,
};

/// Whether PowerShell runs the instruction with that index: by SHELL, or because it is called first.
pub fn is_powershell(file: &Dockerfile, at: usize) -> bool {
    if !file.may_be_foreign() {
        return false;
    }
    let called = |text: &str| {
        let lower = text.to_ascii_lowercase();
        ["powershell", "pwsh"].iter().any(|name| lower.contains(name))
    };
    let shell = file.shell_at(at).and_then(|words| words.first());
    shell.is_some_and(|word| called(&word.value))
        || file
            .instructions
            .get(at)
            .is_some_and(|i| starts_powershell(file.source.slice(i.arguments)))
}

/// Whether a command line, or an array of words, begins with the name of PowerShell.
fn starts_powershell(text: &str) -> bool {
    let bytes = text.as_bytes();
    let start = bytes.iter().position(|b| !matches!(b, b'[' | b'"' | b' ')).unwrap_or(bytes.len());
    let rest = bytes.get(start..).unwrap_or_default();
    let end = rest
        .iter()
        .position(|b| b.is_ascii_whitespace() || *b == b'"')
        .unwrap_or(rest.len());
    let program = text.get(start..start + end).unwrap_or_default();
    let folders = program.bytes().rposition(|b| matches!(b, b'/' | b'\\')).map_or(0, |at| at + 1);
    let name = program.get(folders..).unwrap_or_default();
    let names = ["powershell", "powershell.exe", "pwsh", "pwsh.exe"];
    names.iter().any(|known| name.eq_ignore_ascii_case(known))
}

fn has(lower: &str, names: &[&str]) -> bool {
    lower
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .any(|word| names.contains(&word))
}

/// `iex (… DownloadString …)`, `irm … | iex`.
pub fn evaluates_download(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    has(&lower, &["iex", "invoke-expression"]) && has(&lower, &["downloadstring", "invoke-webrequest", "invoke-restmethod", "iwr", "irm"])
}

/// The first address that an instruction saves to a file without a look at a hash or signature.
pub fn unverified(file: &Dockerfile, instruction: &Instruction) -> Option<Span> {
    let text = file.source.slice(instruction.span);
    let lower = text.to_ascii_lowercase();
    let checked = ["get-filehash", "get-authenticodesignature", "-hashfile", "sha256", "sha512"];
    if checked.iter().any(|word| lower.contains(word)) || evaluates_download(text) {
        return None;
    }
    let requested = has(
        &lower,
        &["invoke-webrequest", "invoke-restmethod", "iwr", "irm", "curl", "curl.exe", "wget"],
    );
    let kept = has(&lower, &["-outfile", "--output", "-o"]);
    let fetched = has(&lower, &["downloadfile", "start-bitstransfer", "bitsadmin", "-urlcache"]);
    if !(requested && kept || fetched) {
        return None;
    }
    let start = lower.find("https://").or_else(|| lower.find("http://"))?;
    let address = text.get(start..)?;
    let end = address
        .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ')' | ';' | ','))
        .unwrap_or(address.len());
    let address = address.get(..end).filter(|address| !is_local(address))?;
    let start = instruction.span.start + start;
    Some(Span::new(start, start + address.len()))
}
