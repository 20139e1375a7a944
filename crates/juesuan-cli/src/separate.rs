//! What is written is never what is read: the files of a command's output, its inputs → nothing, or the one that is both.

#[cfg(unix)]
use std::fs::File;
use std::path::{Path, PathBuf};

use crate::args::ReadArgs;
use crate::input::Input;
use crate::output::Stop;

/// Fails when any output is an input, or the list of inputs.
pub(crate) fn outputs_from_inputs(
    outputs: impl IntoIterator<Item = PathBuf>,
    inputs: &[Input],
    args: &ReadArgs,
) -> Result<(), Stop> {
    for output in outputs {
        let read = inputs.iter().flat_map(Input::paths);
        if output.exists() && read.chain(args.files_from.as_deref()).any(|path| is_same(&output, path)) {
            return Err(Stop::OutputIsInput { path: output });
        }
    }
    Ok(())
}

/// Fails when standard output goes into a file that is read.
#[cfg(unix)]
pub(crate) fn stdout_from_inputs(inputs: &[Input]) -> Result<(), Stop> {
    use std::os::fd::AsFd;
    use std::os::unix::fs::MetadataExt;
    let Ok(stdout) = std::io::stdout().as_fd().try_clone_to_owned().map(File::from) else { return Ok(()) };
    let Some(written) = stdout.metadata().ok().filter(std::fs::Metadata::is_file) else { return Ok(()) };
    for input in inputs {
        let is_written =
            |path: &&Path| path.metadata().is_ok_and(|read| (read.dev(), read.ino()) == (written.dev(), written.ino()));
        if let Some(path) = input.paths().into_iter().find(is_written) {
            return Err(Stop::OutputIsInput { path: path.to_owned() });
        }
    }
    Ok(())
}

#[cfg(not(unix))]
pub(crate) fn stdout_from_inputs(_: &[Input]) -> Result<(), Stop> {
    Ok(())
}

/// Whether two paths lead to one file, by whatever names and links.
#[cfg(unix)]
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &Path| path.metadata().ok().map(|there| (there.dev(), there.ino()));
    id(one).is_some_and(|one| id(other) == Some(one))
}

#[cfg(not(unix))]
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    real(one).is_some_and(|one| real(other) == Some(one))
}
