//! Content streams: a page and a form (behind `----`) that may paint itself, with a simple and a composite font.
#![no_main]

use juesuan_fuzz::{halves, one_page, read, stream};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (content, form) = halves(data);
    let resources = "/Font<</F1 5 0 R/F2 6 0 R>>/XObject<</X 7 0 R/I 8 0 R>>/ExtGState<</G<</ca 0.1/Font[5 0 R 9]>>>>\
        /Properties<</P<</ActualText(text)>>>>/ColorSpace<</S[/Separation/All/DeviceGray 9 0 R]>>";
    let more = [
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec(),
        b"<</Type/Font/Subtype/Type0/Encoding/GBK-EUC-V/DescendantFonts[<</Subtype/CIDFontType0>>]>>".to_vec(),
        stream("/Subtype/Form/BBox[0 0 500 500]/Matrix[1 0 0 1 5 5]", form),
        stream("/Subtype/Image/Width 1/Height 1", b""),
    ];
    read(one_page(resources, content, &more));
});
