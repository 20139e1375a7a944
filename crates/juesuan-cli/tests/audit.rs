//! `juesuan audit` and `juesuan open`: the page to check a document on.
#![cfg(feature = "audit")]
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod support;

use std::fs;

use support::{Folder, document, juesuan, run};

#[test]
fn the_page_holds_pictures_numbers_and_nothing_from_elsewhere() {
    let folder = Folder::new("audit-page");
    let page = folder.path("页.html");
    let ran = run(juesuan().arg("audit").arg(document("shenzhen")).arg("-o").arg(&page));
    assert_eq!((ran.status, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
    let html = fs::read_to_string(&page).unwrap();
    assert!(html.contains("id=\"picture-4\"") && html.contains("9419.24") && html.contains("default-src 'none'"));
    for elsewhere in ["src=\"http", "href=\"http", "@import", "url("] {
        assert!(!html.contains(elsewhere), "{elsewhere}");
    }
    let again = run(juesuan().arg("audit").arg(document("shenzhen")).arg("-o").arg(&page));
    assert_eq!(again.status, Some(0), "a page of ours is replaced");
    assert_eq!(fs::read_to_string(&page).unwrap(), html, "same bytes in, same bytes out");
}

#[test]
fn what_cannot_be_read_leaves_no_page_and_what_is_not_ours_stays() {
    let folder = Folder::new("audit-none");
    let broken = folder.file("broken.pdf", "%PDF-1.7\nnothing");
    let page = folder.path("a.html");
    let ran = run(juesuan().arg("audit").arg(&broken).arg("-o").arg(&page));
    assert!(ran.status == Some(1) && ran.err.contains("broken.pdf") && !page.exists());
    let foreign = folder.file("b.html", "<p>mine</p>");
    let ran = run(juesuan().arg("audit").arg(document("shenzhen")).arg("-o").arg(&foreign));
    assert_eq!((ran.status, folder.read("b.html").as_str()), (Some(2), "<p>mine</p>"));
    let ran = run(juesuan().arg("audit").arg(document("shenzhen")).arg(document("budget")).arg("-o").arg(&page));
    assert!(ran.status == Some(2) && ran.err.contains("takes one"), "{}", ran.err);
}

#[cfg(target_os = "linux")]
#[test]
fn open_writes_the_page_says_where_and_asks_the_system_to_show_it() {
    use std::os::unix::fs::PermissionsExt;
    use std::thread::sleep;
    use std::time::Duration;
    let folder = Folder::new("audit-open");
    let told = folder.path("told");
    let opener = folder.file(
        "bin/xdg-open",
        format!("#!/bin/sh\nprintf '%s' \"$1\" > '{0}.part'\nmv '{0}.part' '{0}'\n", told.display()),
    );
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.path("bin").display(), std::env::var("PATH").unwrap());
    let ran = run(juesuan().arg("open").arg(document("shenzhen")).env("TMPDIR", folder.path("")).env("PATH", path));
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    let page = ran.out.trim();
    assert!(fs::read_to_string(page).unwrap().contains("juesuan audit"));
    while !told.exists() {
        sleep(Duration::from_millis(20));
    }
    assert_eq!(folder.read("told"), page);
    // Without a browser the page is there all the same.
    let ran = run(juesuan().arg("open").arg(document("shenzhen")).env("TMPDIR", folder.path("")).env("PATH", ""));
    assert!(ran.status == Some(0) && ran.err.contains("xdg-open"), "{}", ran.err);
}
