//! PDF bytes → the neutral document, by `juesuan-extract`.

use juesuan_document::Document;
use juesuan_extract::OpenOptions;

use crate::error::Error;
use crate::options::ReadOptions;

/// Reads a PDF.
pub(crate) fn open(bytes: Vec<u8>, options: &ReadOptions) -> Result<Document, Error> {
    let mut open = OpenOptions::default().limits(options.limits.clone());
    if let Some(password) = &options.password {
        open = open.password(password);
    }
    let pdf = juesuan_extract::Document::open_with(bytes, &open)?;
    #[cfg(feature = "ocr")]
    return recognised(&pdf, options);
    #[cfg(not(feature = "ocr"))]
    Ok(pdf.document_in_time()?)
}

/// What small print of final accounts is taken for, and how their rows of column numbers begin.
#[cfg(feature = "ocr")]
const WORDING: juesuan_ocr::Wording = juesuan_ocr::Wording {
    mended: &[
        ("λ", "入"),
        ("年未结转", "年末结转"),
        ("年未财政", "年末财政"),
        ("年未余额", "年末余额"),
        ("项月", "项目"),
        ("项日", "项目"),
        ("购咒", "购置"),
        ("购罝", "购置"),
        ("住虏", "住房"),
        ("购虏", "购房"),
    ],
    column_numbers: &["栏次"],
};

/// The document, its scanned pages recognised where a model is there.
#[cfg(feature = "ocr")]
fn recognised(pdf: &juesuan_extract::Document, options: &ReadOptions) -> Result<Document, Error> {
    let juesuan_ocr::Mode::Off = options.recognition.mode else {
        let folder = juesuan_ocr::install::find(options.recognition.model.as_deref());
        return match folder {
            Some(folder) => {
                let document = juesuan_ocr::document(pdf, &folder, options.recognition.mode, &WORDING);
                pdf.kept_time()?;
                Ok(document)
            }
            None => Ok(pdf.document_in_time()?),
        };
    };
    Ok(pdf.document_in_time()?)
}
