//! One port of EXPOSE, as BuildKit takes it: `80`, `80/tcp`, `80-90`, and the `ip:host:` before it that it only warns of.

// of the core library: a notation, not the network
use core::net::IpAddr;

/// What is wrong with a port, if anything.
pub(super) fn mistake(text: &str) -> Option<String> {
    let (before, container) = text.rsplit_once(':').unwrap_or(("", text));
    let (ip, host) = before.rsplit_once(':').unwrap_or(("", before));
    let (ports, protocol) = container.split_once('/').unwrap_or((container, ""));
    if !matches!(protocol.to_ascii_lowercase().as_str(), "" | "tcp" | "udp" | "sctp") {
        return Some(format!("unknown protocol `{protocol}`"));
    }
    let ip = ip.strip_prefix('[').and_then(|ip| ip.strip_suffix(']')).unwrap_or(ip);
    if !ip.is_empty() && ip.parse::<IpAddr>().is_err() {
        return Some(format!("`{ip}` is no address"));
    }
    let Some((first, last)) = range(ports) else {
        return Some(format!("`{ports}` is neither a port nor a range of ports"));
    };
    if host.is_empty() {
        return None;
    }
    match range(host) {
        None => Some(format!("`{host}` is neither a port nor a range of ports")),
        Some((start, end)) if first != last && last - first != end - start => {
            Some(format!("`{host}` and `{ports}` are ranges of different lengths"))
        }
        Some(_) => None,
    }
}

/// First and last port.
fn range(text: &str) -> Option<(u16, u16)> {
    let number = |text: &str| text.parse::<u16>().ok();
    let Some((first, last)) = text.split_once('-') else {
        let one = number(text)?;
        return Some((one, one));
    };
    let (first, last) = (number(first)?, number(last)?);
    (first <= last).then_some((first, last))
}
