//! Requests of a browser → the page, the state of its documents, results.

use std::fs::File;
use std::io::{self, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Path, Query, Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use tokio::sync::Semaphore;

use super::guard::{self, Guard, SANDBOX};
use super::results;
use super::shelf::{Refusal, Shelf};

const HTML: &str = "text/html; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const ZIP: &str = "application/zip";

/// So many files are taken in, or results made, at a time: each is held in memory.
const AT_A_TIME: usize = 2;

/// Bytes of a password: PDF takes 127 of them, Office 255 characters.
const LONGEST_PASSWORD: usize = 1 << 10;

/// Bytes of a file that are sent at a time.
const CHUNK: usize = 64 << 10;

struct Desk {
    shelf: Arc<Shelf>,
    turns: Semaphore,
    ends: SyncSender<()>,
}

type Shared = State<Arc<Desk>>;

/// The routes below the key, all guarded.
pub(super) fn routes(shelf: Arc<Shelf>, guard: Guard, ends: SyncSender<()>) -> Router {
    let at = |path: &str| format!("/{}{path}", guard.key());
    let text =
        |kind: &'static str, text: &'static str| get(move || async move { ([(header::CONTENT_TYPE, kind)], text) });
    let most = usize::try_from(shelf.bounds().file_bytes).unwrap_or(usize::MAX);
    Router::new()
        .route(&at("/"), text(HTML, include_str!("page/serve.html")))
        .route(&at("/serve.js"), text("text/javascript; charset=utf-8", include_str!("page/serve.js")))
        .route(&at("/serve.css"), text("text/css; charset=utf-8", include_str!("page/serve.css")))
        .route(&at("/documents"), get(documents).post(add).delete(clear))
        .route(&at("/documents/{id}/page"), get(page))
        .route(&at("/documents/{id}/workbook"), get(workbook))
        .route(&at("/documents/{id}/password"), post(unlock).layer(DefaultBodyLimit::max(LONGEST_PASSWORD)))
        .route(&at("/workbook"), get(workbook_of_all))
        .route(&at("/tables"), get(tables))
        .route(&at("/everything"), get(everything))
        .route(&at("/end"), post(end))
        .layer(DefaultBodyLimit::max(most))
        .with_state(Arc::new(Desk { shelf, turns: Semaphore::new(AT_A_TIME), ends }))
        .layer(middleware::from_fn_with_state(Arc::new(guard), guard::watch))
}

async fn documents(State(desk): Shared) -> Response {
    match desk.shelf.shown() {
        Ok(state) => ([(header::CONTENT_TYPE, "application/json")], state).into_response(),
        Err(error) => lost(&error.into()),
    }
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

/// Takes the file that is the body of the request.
async fn add(State(desk): Shared, Query(Named { name }): Query<Named>, request: Request) -> Response {
    let bounds = desk.shelf.bounds();
    let announced = |headers: &HeaderMap| headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse::<u64>().ok();
    if announced(request.headers()).is_some_and(|length| length > bounds.file_bytes) {
        return refused(&Refusal::TooLarge);
    }
    let Ok(_turn) = desk.turns.acquire().await else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    let bytes = match Bytes::from_request(request, &()).await {
        Ok(bytes) => bytes,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => return refused(&Refusal::TooLarge),
        Err(rejection) => return rejection.into_response(),
    };
    let shelf = Arc::clone(&desk.shelf);
    match aside(move || Ok(shelf.add(&name, bytes.into()))).await {
        Ok(Ok(())) => StatusCode::CREATED.into_response(),
        Ok(Err(refusal)) => refused(&refusal),
        Err(error) => lost(&error),
    }
}

async fn clear(State(desk): Shared) -> Response {
    match desk.shelf.clear() {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => lost(&error),
    }
}

async fn page(State(desk): Shared, Path(id): Path<u64>) -> Response {
    match desk.shelf.pages(Some(id)).next() {
        Some((_, Ok(html))) => {
            ([(header::CONTENT_TYPE, HTML), (header::CONTENT_SECURITY_POLICY, SANDBOX)], html).into_response()
        }
        Some((_, Err(error))) => lost(&error),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Takes the password of a locked document: the body of the request.
async fn unlock(State(desk): Shared, Path(id): Path<u64>, password: String) -> StatusCode {
    if desk.shelf.unlock(id, password) { StatusCode::ACCEPTED } else { StatusCode::NOT_FOUND }
}

async fn workbook(State(desk): Shared, Path(id): Path<u64>) -> Response {
    made(&desk, XLSX, move |shelf| results::workbook(shelf, Some(id)).map(Body::from)).await
}

async fn workbook_of_all(State(desk): Shared) -> Response {
    made(&desk, XLSX, |shelf| results::workbook(shelf, None).map(Body::from)).await
}

async fn tables(State(desk): Shared) -> Response {
    made(&desk, ZIP, |shelf| FileBody::of(results::tables(shelf)?)).await
}

async fn everything(State(desk): Shared) -> Response {
    made(&desk, ZIP, |shelf| FileBody::of(results::everything(shelf)?)).await
}

/// Ends the command.
async fn end(State(desk): Shared) -> StatusCode {
    let _ = desk.ends.try_send(());
    StatusCode::NO_CONTENT
}

/// A result to be kept as a file; the page gives it its name.
async fn made(
    desk: &Desk,
    kind: &'static str,
    make: impl FnOnce(&Shelf) -> io::Result<Body> + Send + 'static,
) -> Response {
    let Ok(_turn) = desk.turns.acquire().await else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    let shelf = Arc::clone(&desk.shelf);
    match aside(move || make(&shelf)).await {
        Ok(body) => {
            let headers: [(HeaderName, &str); 2] =
                [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, "attachment")];
            (headers, body).into_response()
        }
        Err(error) => lost(&error),
    }
}

/// Work that takes its time, beside the requests.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}

/// A file that is not taken: a word that the page knows.
fn refused(refusal: &Refusal) -> Response {
    match refusal {
        Refusal::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large").into_response(),
        Refusal::TooMany => (StatusCode::CONFLICT, "too_many").into_response(),
        Refusal::Full => (StatusCode::CONFLICT, "full").into_response(),
        Refusal::Lost(error) => lost(error),
    }
}

/// The folder of the page has failed us: its disk is full, or it is gone.
fn lost(error: &io::Error) -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response()
}

/// A file, sent piece by piece. It lies on this machine: reading a piece takes no time worth another thread.
struct FileBody {
    file: File,
    left: u64,
}

impl FileBody {
    fn of(file: File) -> io::Result<Body> {
        let left = file.metadata()?.len();
        Ok(Body::new(Self { file, left }))
    }
}

impl http_body::Body for FileBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, io::Error>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let mut piece = Vec::with_capacity(CHUNK);
        let read = Read::by_ref(&mut self.file).take(CHUNK as u64).read_to_end(&mut piece);
        Poll::Ready(Some(read.and_then(|length| match length {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            length => {
                self.left = self.left.saturating_sub(length as u64);
                Ok(http_body::Frame::data(piece.into()))
            }
        })))
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(self.left)
    }
}
