//! CMaps: one as `ToUnicode`, one (behind `----`) as the encoding, of a font that shows codes of all lengths.
#![no_main]

use juesuan_fuzz::{halves, one_page, read, stream};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (to_unicode, encoding) = halves(data);
    let more = [
        b"<</Type/Font/Subtype/Type0/Encoding 6 0 R/ToUnicode 7 0 R/DescendantFonts[8 0 R]>>".to_vec(),
        stream("/UseCMap/GBK-EUC-H", encoding),
        stream("", to_unicode),
        b"<</Subtype/CIDFontType2/CIDSystemInfo<</Ordering(GB1)>>/W[0[500 600]10 20 300]>>".to_vec(),
    ];
    let content = b"BT /F1 9 Tf 50 700 Td (\x00\x01\x02\x03abc\x81\x40\xFE\xFE\xFF\xFF\xFF\xFF) Tj <0041004200430000> Tj ET";
    read(one_page("/Font<</F1 5 0 R>>", content, &more));
});
