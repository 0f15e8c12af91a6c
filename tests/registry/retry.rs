//! What passes is asked again, after as long as the registry wants, and not without end.

use crate::{
    lab::{Lab, good},
    server::{Manner, Reply},
};

#[test]
fn a_busy_registry_is_asked_again_when_it_says() {
    for status in [429, 500, 502, 503, 504] {
        let lab = Lab::new(move |request| match request.before {
            0 => Reply::new(status, "").with("retry-after", "0"),
            1 => Reply::new(status, "").with("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"),
            _ => good(),
        });
        lab.run(&["lock", "--retries", "2"]).is(0).tells("wrote app.lock");
        assert_eq!(lab.server.asked().len(), 3);
    }
}

#[test]
fn it_is_asked_no_more_often_than_allowed() {
    let lab = Lab::new(|_| Reply::new(503, "").with("retry-after", "0"));
    lab.run(&["lock", "--retries", "2"])
        .is(2)
        .tells("it is out of order (status 503), 3 times in a row");
    assert_eq!(lab.server.asked().len(), 3);
}

#[test]
fn nobody_waits_for_hours() {
    for wait in ["86400", "Fri, 01 Jan 2999 00:00:00 GMT", "99999999999999999999"] {
        let lab = Lab::new(move |_| Reply::new(429, "").with("retry-after", wait));
        lab.run(&["lock"]).is(2).tells("too many requests (status 429)");
        assert_eq!(lab.server.asked().len(), 1, "{wait}");
    }
}

#[test]
fn a_cut_connection_is_tried_again() {
    let lab = Lab::new(|request| match request.before {
        0 => good().manner(Manner::Cut),
        _ => good(),
    });
    lab.run(&["lock", "--retries", "1"]).is(0);
    assert_eq!(lab.server.asked().len(), 2);
}

#[test]
fn what_will_not_pass_is_asked_once() {
    for status in [401, 403, 404, 418] {
        let lab = Lab::new(move |_| Reply::new(status, ""));
        lab.run(&["lock"]).is(2);
        assert_eq!(lab.server.asked().len(), 1, "{status}");
    }
}
