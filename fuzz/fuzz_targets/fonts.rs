//! Font programs: the same bytes as TrueType, CFF and Type 1, of simple and composite fonts.
#![no_main]

use juesuan_fuzz::{one_page, read, stream};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let simple = |number: usize| format!("<</Type/Font/Subtype/TrueType/BaseFont/A/FontDescriptor {number} 0 R>>");
    let composite = "<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType2/FontDescriptor 10 0 R>>]>>";
    let more = [
        simple(9).into_bytes(),
        simple(10).into_bytes(),
        simple(11).into_bytes(),
        composite.as_bytes().to_vec(),
        b"<</Type/FontDescriptor/Flags 4/FontFile 12 0 R>>".to_vec(),
        b"<</Type/FontDescriptor/Flags 4/FontFile2 12 0 R>>".to_vec(),
        b"<</Type/FontDescriptor/Flags 32/FontFile3 12 0 R>>".to_vec(),
        stream("", data),
    ];
    let content = b"BT 50 700 Td /F1 9 Tf (ABCabc012\x00\x01\xF0\xFF) Tj /F2 9 Tf (ABCabc012\x00\x01\xF0\xFF) Tj \
        /F3 9 Tf (ABCabc012\x00\x01\xF0\xFF) Tj /F4 9 Tf <0000000100020041FFFF> Tj ET";
    read(one_page("/Font<</F1 5 0 R/F2 6 0 R/F3 7 0 R/F4 8 0 R>>", content, &more));
});
