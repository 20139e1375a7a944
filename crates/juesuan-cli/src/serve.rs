//! `juesuan serve`: a page on this machine for people without a terminal.
//!
//! | module | in | out |
//! | --- | --- | --- |
//! | [`routes`] | requests of a browser | the page, the state of its documents, results |
//! | [`guard`] | the same requests | those that may pass, answers with their headers |
//! | [`shelf`] | dropped files | documents that are read one after another in workers |
//! | [`results`] | answers of workers | workbooks, CSV, an archive of everything |
//! | [`room`] | bytes | files in a temporary folder that ends with the page |

mod guard;
mod results;
mod room;
mod routes;
mod shelf;

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::Duration;

use tokio::sync::oneshot;

use crate::args::ServeArgs;
use crate::audit::browse;
use crate::batch::{Order, Session};
use crate::interrupt;
use crate::output::{Outcome, Stop};
use guard::Guard;
use room::Room;
use shelf::{Bounds, Shelf};

/// A page that ends waits no longer than this for answers under way: a download may take as long as it likes.
const LAST_ANSWER: Duration = Duration::from_secs(1);

/// Serves the page until it is interrupted or its button ends it.
pub(crate) fn run(args: &ServeArgs, session: Session) -> Result<Outcome, Stop> {
    let failed = |source| Stop::Listen { address: args.listen, source };
    let listener = TcpListener::bind(args.listen).map_err(failed)?;
    listener.set_nonblocking(true).map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let key = key().map_err(failed)?;
    let parent = std::env::temp_dir();
    let room = Room::inside(&parent).map_err(Stop::to_file(&parent))?;
    let (ends, ended) = sync_channel(1);
    interrupt::tell(ends.clone());

    let bounds =
        Bounds { file_bytes: args.file_mb << 20, total_bytes: args.total_mb << 20, files: usize::from(args.files) };
    let shelf = Arc::new(Shelf::new(room, bounds, session.lang));
    let pace = args.reading.pace(Order::OfArrival);
    for _ in 0..pace.jobs {
        let (shelf, options) = (Arc::clone(&shelf), args.reading.read_options());
        thread::Builder::new().spawn(move || shelf.work(&options, pace.allowance)).map_err(failed)?;
    }
    let guard = Guard::new(address, &args.hosts, key);
    let page = format!("http://{}/{}/", reachable(address), guard.key());
    let routes = routes::routes(Arc::clone(&shelf), guard, ends.clone());
    let (stop, stopped) = oneshot::channel();
    let (last, answered) = sync_channel(1);
    let serving = move || {
        serve(listener, routes, stopped);
        let _ = last.try_send(());
        let _ = ends.try_send(());
    };
    thread::Builder::new().spawn(serving).map_err(failed)?;

    writeln!(io::stdout(), "{page}").and_then(|()| io::stdout().flush()).map_err(Stop::to_stdout)?;
    say(session, "网页已就绪；按 Ctrl-C 结束，结束后不留任何文件", "ready; Ctrl-C ends it, and nothing is kept then");
    if !address.ip().is_loopback() {
        let zh = "注意：其他机器也能打开，知道网址的人都能使用";
        say(session, zh, "note: other machines can reach it, and who knows the address can use it");
    }
    if !args.no_open {
        browse(page.as_ref());
    }
    // An error means that the server has ended, which is the same.
    let _ = ended.recv();
    // Who ended it still gets an answer.
    drop(stop);
    let _ = answered.recv_timeout(LAST_ANSWER);
    shelf.close().map_err(Stop::to_file(&parent))?;
    say(session, "已结束；没有留下任何文件", "ended; nothing is kept");
    Ok(Outcome::Read)
}

fn say(session: Session, zh: &str, en: &str) {
    if !session.quiet {
        eprintln!("juesuan: {}", session.lang.pick(zh, en));
    }
}

/// Serves until the other end of `stopped` is dropped, and what was asked before is answered.
fn serve(listener: TcpListener, routes: axum::Router, stopped: oneshot::Receiver<()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
    let served = runtime.and_then(|runtime| {
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            let stopped = async { drop(stopped.await) };
            axum::serve(listener, routes).with_graceful_shutdown(stopped).await
        })
    });
    if let Err(error) = served {
        eprintln!("juesuan: {error}");
    }
}

/// Where a browser on this machine finds what listens here.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        ip if !ip.is_unspecified() => ip,
        std::net::IpAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
        std::net::IpAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
    };
    SocketAddr::new(ip, address.port())
}

/// What the address of the page holds and nobody can guess: other users of this machine and pages of other places can
/// reach the port, too.
fn key() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(io::Error::from)?;
    Ok(bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}
