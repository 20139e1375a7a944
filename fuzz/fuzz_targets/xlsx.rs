//! Excel files: the bytes are a sheet, and (behind `----`) the styles.
#![no_main]

use juesuan_fuzz::{halves, office, package};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (sheet, styles) = halves(data);
    let main = b"<workbook><sheets><sheet name=\"a\" r:id=\"r\"/></sheets></workbook>";
    let sheet = [b"<worksheet><sheetData>", sheet].concat();
    office(&package(&[("xl/workbook.xml", main), ("xl/worksheets/sheet1.xml", &sheet), ("xl/styles.xml", styles)]));
});
