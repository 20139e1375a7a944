//! Requests → those that are meant for this page, and answers with the headers that keep it to itself.
//!
//! A page of another place can make a browser ask this machine (DNS rebinding): the name that it asked for is then in
//! the Host header, and is refused. What it cannot know is the key in the path.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::uri::Authority;
use axum::http::{StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// What the page may do: its own scripts, its own server, nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What an audit page may do: it holds what a file says, so it is a place of its own that reaches nothing here.
pub(super) const SANDBOX: &str = "sandbox allow-scripts allow-modals; default-src 'none'; img-src data:; \
                                  style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; \
                                  form-action 'none'; frame-ancestors 'none'";

/// Headers of every answer.
const HEADERS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Who may ask.
#[derive(Debug)]
pub(super) struct Guard {
    address: SocketAddr,
    names: Vec<String>,
    key: String,
}

impl Guard {
    /// For what listens at an address, under these names besides localhost.
    pub(super) fn new(address: SocketAddr, names: &[String], key: String) -> Self {
        Self { address, names: names.to_vec(), key }
    }

    /// What the path begins with.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// Whether a request was sent to this page by its name: by localhost or an address with the port, or by a name that
    /// was given, which stands for whatever lies between. An address cannot be rebound.
    fn allows(&self, headers: &HeaderMap, uri: &Uri) -> bool {
        let mut hosts = headers.get_all(header::HOST).iter();
        let host = hosts.next().and_then(|host| Authority::try_from(host.as_bytes()).ok());
        let is_one = hosts.next().is_none();
        is_one
            && host.is_some_and(|host| self.is_ours(&host))
            && uri.authority().is_none_or(|asked| self.is_ours(asked))
    }

    fn is_ours(&self, asked: &Authority) -> bool {
        let name = asked.host().trim_start_matches('[').trim_end_matches(']');
        if self.names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            return true;
        }
        let is_port = asked.port_u16().unwrap_or(80) == self.address.port();
        let is_address =
            name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback() || !self.address.ip().is_loopback());
        is_port && (is_address || name.eq_ignore_ascii_case("localhost"))
    }
}

/// Refuses what is not meant for this page; adds the headers.
pub(super) async fn watch(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let mut response = if guard.allows(request.headers(), request.uri()) {
        next.run(request).await
    } else {
        (StatusCode::MISDIRECTED_REQUEST, "not the name of this page\n").into_response()
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(address: &str, hosts: &[&str], uri: &str) -> bool {
        let guard = Guard::new(address.parse().unwrap(), &["desk.example.org".to_owned()], String::new());
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(header::HOST, HeaderValue::from_str(host).unwrap());
        }
        guard.allows(&headers, &uri.parse().unwrap())
    }

    #[test]
    fn a_loopback_page_answers_to_loopback_names_with_its_port() {
        for host in ["127.0.0.1:80", "localhost:80", "LOCALHOST:80", "[::1]:80", "localhost", "desk.example.org:8443"] {
            assert!(allows("127.0.0.1:80", &[host], "/"), "{host}");
        }
        for host in ["evil.example:80", "localhost:81", "localhost.evil.example:80", "192.0.2.1:80", "", "a b"] {
            assert!(!allows("127.0.0.1:80", &[host], "/"), "{host}");
        }
        assert!(!allows("127.0.0.1:80", &[], "/"), "no host");
        assert!(!allows("127.0.0.1:80", &["localhost:80", "evil.example"], "/"), "two hosts");
        assert!(!allows("127.0.0.1:80", &["localhost:80"], "http://evil.example/"), "asked for another");
    }

    #[test]
    fn an_open_page_answers_to_any_address_and_no_unknown_name() {
        assert!(allows("0.0.0.0:8000", &["192.0.2.1:8000"], "/"));
        assert!(!allows("0.0.0.0:8000", &["evil.example:8000"], "/"));
    }
}
