//! OFD files: the bytes are the content of a page, and (behind `----`) of its template.
#![no_main]

use juesuan_fuzz::{halves, office, package};

const MAIN: &[u8] = b"<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>";
const DOCUMENT: &[u8] = b"<Document><TemplatePage ID='1' BaseLoc='T.xml'/><Page BaseLoc='P.xml'/></Document>";

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (content, template) = halves(data);
    let content = [b"<Page><Template TemplateID='1'/><Content>", content].concat();
    let template = [b"<Page><Content>", template].concat();
    office(&package(&[("OFD.xml", MAIN), ("D.xml", DOCUMENT), ("P.xml", &content), ("T.xml", &template)]));
});
