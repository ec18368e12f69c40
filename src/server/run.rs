//! Binds the address, serves until told to stop.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;

use super::{App, app};

/// Why the server could not run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address is taken.
    #[error("{0} is in use; stop the program that uses it, or choose another with --addr 127.0.0.1:8081")]
    Taken(SocketAddr),
    /// The address cannot be bound for another reason.
    #[error("cannot listen on {address}: {source}; choose another address with --addr")]
    Bind {
        /// Which.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// The server stopped with a fault.
    #[error("the server stopped: {0}")]
    Serve(std::io::Error),
}

/// Takes the address first, so that a taken port is told before any work; then calls `ready` and serves.
pub fn serve(
    address: SocketAddr,
    make: impl FnOnce() -> Result<App, String>,
    ready: impl FnOnce(SocketAddr),
) -> Result<Result<(), String>, Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Error::Serve)?;
    runtime.block_on(async {
        let listener = TcpListener::bind(address).await.map_err(|source| match source.kind() {
            std::io::ErrorKind::AddrInUse => Error::Taken(address),
            _ => Error::Bind { address, source },
        })?;
        let made = match make() {
            Ok(made) => made,
            Err(sentence) => return Ok(Err(sentence)),
        };
        ready(listener.local_addr().unwrap_or(address));
        axum::serve(listener, app(Arc::new(made))).with_graceful_shutdown(stop()).await.map_err(Error::Serve)?;
        Ok(Ok(()))
    })
}

/// Ends on Ctrl-C or, on Unix, on a request to terminate.
async fn stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
