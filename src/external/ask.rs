//! Asks another site for one page, as politely as a person would                     ← ureq, web_url.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ureq::http::{Response, header};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use web_url::{Host, Url};

use crate::check::outside::{Answer, Trouble};
use crate::external::Settings;
use crate::external::guard::{self, Guard, Inside};
use crate::lock::lock;

/// A page may send on to another one so many times.
const REDIRECTS: usize = 5;
/// How long to wait when a site asks for it without saying how long.
const WAIT: Duration = Duration::from_secs(5);

/// An address as it is asked for: complete, without the part of the page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address(Url);

impl Address {
    /// The address of a link; none when it makes no sense.
    pub fn new(written: &str) -> Option<Address> {
        Url::parse(written).ok().and_then(Address::from)
    }

    fn from(mut url: Url) -> Option<Address> {
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
            return None;
        }
        url.set_fragment(None);
        // Nobody's password is sent.
        url.set_username("").ok()?;
        url.set_password(None).ok()?;
        Some(Address(url))
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The site.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    fn is_private(&self) -> bool {
        match self.0.host() {
            Some(Host::Domain(name)) => guard::is_private_name(name),
            Some(Host::Ipv4(address)) => guard::is_private(address.into()),
            Some(Host::Ipv6(address)) => guard::is_private(address.into()),
            None => true,
        }
    }
}

/// When a host was last asked: whoever holds it is the only one to ask that host.
type Turn = Arc<Mutex<Option<Instant>>>;

/// Asks, one request at a time for each host.
pub struct Asker<'s> {
    settings: &'s Settings,
    agent: Agent,
    turns: Mutex<BTreeMap<String, Turn>>,
}

/// Only the head of a page, or the page itself, whose text is not read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    Head,
    Get,
}

impl Asker<'_> {
    /// Ready to ask.
    pub fn new(settings: &Settings) -> Asker<'_> {
        let config = Agent::config_builder();
        // The server of a test is on this very computer: the organisation's proxy does not know it.
        let config = if settings.private { config.proxy(None) } else { config };
        let config = config
            .user_agent(concat!("Boucle/", env!("CARGO_PKG_VERSION"), " (checks the links of a website)"))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections_per_host(1)
            .timeout_global(Some(settings.timeout))
            .build();
        let guard = Guard { private: settings.private, inner: DefaultResolver::default() };
        let agent = Agent::with_parts(config, DefaultConnector::default(), guard);
        Asker { settings, agent, turns: Mutex::default() }
    }

    /// What became of an address.
    pub fn answer(&self, address: &Address) -> Answer {
        let mut here = address.clone();
        let mut moved = None;
        let mut for_good = true;
        for _ in 0..=REDIRECTS {
            if !self.settings.private && here.is_private() {
                return Answer::Internal;
            }
            let response = match self.ask(&here) {
                Ok(response) => response,
                Err(answer) => return answer,
            };
            match response.status().as_u16() {
                200..=299 | 304 => return moved.map_or(Answer::Alive, |to: Address| Answer::Moved(to.as_str().into())),
                status @ (301 | 302 | 303 | 307 | 308) => {
                    let Some(next) = destination(&here, &response) else { return Answer::Failed(Trouble::Unclear) };
                    for_good &= matches!(status, 301 | 308);
                    if for_good {
                        moved = Some(next.clone());
                    }
                    here = next;
                }
                status @ (404 | 410) => return Answer::Dead(status),
                status @ (400..=499 | 999 | 503) => return Answer::Refused(status),
                status @ 500..=599 => return Answer::Failed(Trouble::Broken(status)),
                _ => return Answer::Failed(Trouble::Unclear),
            }
        }
        Answer::Failed(Trouble::Endless)
    }

    /// Asks for the head of a page; for the page itself when the site knows no such question.
    fn ask(&self, address: &Address) -> Result<Response<Body>, Answer> {
        match self.patiently(address, Method::Head) {
            // Some sites cut or refuse this question only: nothing bad is said before the other one.
            Ok(response) if response.status().as_u16() < 400 || is_busy(&response) => Ok(response),
            Ok(_) | Err(Answer::Failed(Trouble::Cut | Trouble::Unclear)) => self.patiently(address, Method::Get),
            Err(answer) => Err(answer),
        }
    }

    /// One request, and a second one when the site asks to wait a little.
    fn patiently(&self, address: &Address, method: Method) -> Result<Response<Body>, Answer> {
        let turn = {
            let mut turns = lock(&self.turns);
            Arc::clone(turns.entry(address.host().to_owned()).or_default())
        };
        let mut last = lock(&turn);
        if let Some(left) = last.and_then(|last| self.settings.pause.checked_sub(last.elapsed())) {
            std::thread::sleep(left);
        }
        let mut answer = self.request(address, method);
        if let Ok(response) = &answer
            && is_busy(response)
            && let Some(wait) = wait(response).filter(|wait| *wait <= self.settings.patience)
        {
            std::thread::sleep(wait.max(self.settings.pause));
            answer = self.request(address, method);
        }
        *last = Some(Instant::now());
        answer
    }

    fn request(&self, address: &Address, method: Method) -> Result<Response<Body>, Answer> {
        let request = match method {
            Method::Head => self.agent.head(address.as_str()),
            Method::Get => self.agent.get(address.as_str()),
        };
        request.call().map_err(|error| failure(error, address))
    }
}

/// Does the site ask to come back later?
fn is_busy(response: &Response<Body>) -> bool {
    matches!(response.status().as_u16(), 429 | 503)
}

/// How long it asks to wait. A date is not read: it is then too long.
fn wait(response: &Response<Body>) -> Option<Duration> {
    match response.headers().get(header::RETRY_AFTER) {
        None => Some(WAIT),
        Some(value) => value.to_str().ok()?.trim().parse().ok().map(Duration::from_secs),
    }
}

/// Where a page sends on to.
fn destination(here: &Address, response: &Response<Body>) -> Option<Address> {
    let written = String::from_utf8_lossy(response.headers().get(header::LOCATION)?.as_bytes());
    Address::from(here.0.join(written.trim()).ok()?)
}

/// What went wrong, in our own terms.
fn failure(error: ureq::Error, address: &Address) -> Answer {
    use std::io::ErrorKind;
    let is_secure = address.0.scheme() == "https";
    Answer::Failed(match error {
        ureq::Error::Other(error) if error.is::<Inside>() => return Answer::Internal,
        ureq::Error::Timeout(_) => Trouble::Late,
        ureq::Error::HostNotFound => Trouble::Unnamed,
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) | ureq::Error::Pem(_) | ureq::Error::TlsRequired => {
            Trouble::Insecure
        }
        ureq::Error::Io(error) if error.kind() == ErrorKind::TimedOut => Trouble::Late,
        ureq::Error::Io(error) if error.kind() == ErrorKind::InvalidData && is_secure => Trouble::Insecure,
        ureq::Error::Io(_) | ureq::Error::ConnectionFailed | ureq::Error::ConnectProxyFailed(_) => Trouble::Cut,
        _ => Trouble::Unclear,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_asked_for_without_its_part_and_without_a_password() {
        let address = |written: &str| Address::new(written).map(|a| a.as_str().to_owned());
        assert_eq!(address("HTTPS://me:pass@Exemple.fr/é#b").unwrap(), "https://exemple.fr/%C3%A9");
        assert_eq!(address("https://élu.fr").unwrap(), "https://xn--lu-9ia.fr/");
        assert_eq!(address("ftp://x.fr/"), None);
        assert_eq!(address("https://"), None);
    }

    #[test]
    fn disguised_private_addresses_are_known() {
        for written in ["http://127.1/", "http://2130706433/", "http://0x7f.1/", "http://[::1]/", "http://LOCALHOST./"]
        {
            assert!(Address::new(written).unwrap().is_private(), "{written}");
        }
        assert!(!Address::new("https://exemple.fr/").unwrap().is_private());
    }
}
