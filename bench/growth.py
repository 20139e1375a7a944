#!/usr/bin/env python3
"""How processor time grows with each kind of content: four times as much may take at most five times as long.

    cargo build --release -p juesuan-cli
    bench/growth.py [--bin target/release/juesuan] [--least 0.4] [--only KIND]

Each kind is one document made of one thing, again and again. The size is doubled until reading takes `--least` seconds,
and then taken four times. Ends with 1 where that takes more than five times as long. Linux, macOS; standard library.
"""

import argparse
import io
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST = 5.0
TITLE = "<h1>某市某局2024年度部门决算</h1>"


def page(*parts):
    return "<html><body>" + TITLE + "".join(parts) + "</body></html>"


def paragraphs(texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def table(rows):
    return "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"


def amount(n):
    return f"{n * 7 % 99991}.{n % 100:02}"


SPENT = "<h2>第三部分 2024年度部门决算情况说明</h2><p>三、支出决算情况说明</p>"
HEADER = ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]


def codes(n):
    return [[f"{2010101 + i % 8999999}", f"某项支出{i}", amount(i), amount(i), "0.00"] for i in range(n)]


HTML = {
    "one paragraph": lambda n: page(SPENT, "<p>", "".join(f"其中第{i}项支出{amount(i)}万元，" for i in range(n)), "</p>"),
    "paragraphs": lambda n: page(SPENT, paragraphs(f"基本支出{amount(i)}万元，比上年增加{amount(i + 1)}万元，增长{i % 90}.5%。" for i in range(n))),
    "no stops": lambda n: page(SPENT, "<p>", "用于某项工作" * n, "</p>"),
    "headings": lambda n: page(SPENT, paragraphs(f"（{'一二三四五六七八九'[i % 9]}）某项支出情况说明" for i in range(n))),
    "contents": lambda n: page("<p>目录</p>", paragraphs(f"{i + 1}、某项支出决算表{'.' * 20}{i % 300}" for i in range(n))),
    "glossary": lambda n: page("<h2>第四部分 名词解释</h2>", paragraphs(f"{i + 1}.某项经费{i}：指单位用于某项工作的支出。" for i in range(n))),
    "glossary in one": lambda n: page("<h2>第四部分 名词解释</h2><p>", "".join(f"某项经费{i}：指某项工作的支出。" for i in range(n)), "</p>"),
    "ticked boxes": lambda n: page(SPENT, "<p>", "".join(f"比上年□增加 ■减少{amount(i)}万元，" for i in range(n)), "</p>"),
    "listed years": lambda n: page(SPENT, "<p>", "".join(f"{2000 + i % 24}、" for i in range(n)), "年度支出</p>"),
    "years": lambda n: page(SPENT, "<p>", "".join(f"{2000 + i % 24}年度" for i in range(n)), "</p>"),
    "long table": lambda n: page("<h2>支出决算表</h2><p>单位：万元</p>", table([HEADER, *codes(n)])),
    "wide table": lambda n: page("<h2>支出决算表</h2><p>单位：万元</p>", table([[f"某栏{i}" for i in range(n)]] + [[amount(i) for i in range(n)]] * 9)),
    "blank table": lambda n: page("<h2>支出决算表</h2><p>单位：万元</p>", table([HEADER, *[["", "", "", "", ""]] * n])),
    "many tables": lambda n: page(*("<h2>支出决算表</h2><p>单位：万元</p>" + table([HEADER, *codes(3)]) for _ in range(n))),
    "raw tables": lambda n: page(*(f"<p>附表{i} 某项情况表</p>" + table([["事项", "数量"], ["甲", str(i)]]) for i in range(n))),
    "forms": lambda n: page(*("<h2>项目支出绩效自评表</h2>" + table([
        ["项目名称", f"某项目{i}", "主管部门", "某局"], ["年度资金总额", "10.00", "10.00", "100%"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", ], ["产出指标", "数量指标", "次数", "≥3次"], ["总分", "", "", "98"],
    ]) for i in range(n))),
}


def packed(parts):
    """A file of Word or Excel."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


OFFICE = "http://schemas.openxmlformats.org"
RELATED = f"{OFFICE}/officeDocument/2006/relationships"


def docx(*parts):
    head = f'<w:document xmlns:w="{OFFICE}/wordprocessingml/2006/main"><w:body>'
    body = worded(["某市某局2024年度部门决算"]) + "".join(parts)
    return packed({"word/document.xml": head + body + "</w:body></w:document>"})


def worded(texts):
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


def word_table(rows):
    cells = ("".join(f"<w:tc>{worded([cell])}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def xlsx(*sheets):
    main = f"{OFFICE}/spreadsheetml/2006/main"
    names = "".join(f'<sheet name="表{i}" sheetId="{i}" r:id="r{i}"/>' for i in range(1, len(sheets) + 1))
    links = "".join(
        f'<Relationship Id="r{i}" Type="{RELATED}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(sheets) + 1)
    )
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{RELATED}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{OFFICE}/package/2006/relationships">{links}</Relationships>',
    }
    for i, rows in enumerate(sheets, 1):
        cells = ("".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) for row in rows)
        lines = "".join(f'<row r="{at}">{row}</row>' for at, row in enumerate(cells, 1))
        parts[f"xl/worksheets/sheet{i}.xml"] = f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>'
    return packed(parts)


SHEET = [["2024年度支出决算表"], ["单位：万元"], HEADER]

DOCX = {
    "docx paragraphs": lambda n: docx(worded(f"基本支出{amount(i)}万元，比上年增加{amount(i + 1)}万元，增长{i % 90}.5%。" for i in range(n))),
    "docx table": lambda n: docx(worded(["2024年度支出决算表", "单位：万元"]), word_table([HEADER, *codes(n)])),
    "docx tables": lambda n: docx(*(worded([f"附表{i} 某项情况表"]) + word_table([["事项", "数量"], ["甲", str(i)]]) for i in range(n))),
}

XLSX = {
    "xlsx rows": lambda n: xlsx([*SHEET, *codes(n)]),
    "xlsx columns": lambda n: xlsx([*SHEET, *[[amount(i) for i in range(n)]] * 9]),
    "xlsx sheets": lambda n: xlsx(*([[*SHEET, *codes(3)]] * n)),
}

TEXT = {
    "text lines": lambda n: "某市某局2024年度部门决算\n" + "".join(f"基本支出{amount(i)}万元，增长{i % 90}.5%。\n" for i in range(n)),
    "text table": lambda n: "某市某局2024年度部门决算\n支出决算表\n" + "".join("\t".join(row) + "\n" for row in [HEADER, *codes(n)]),
}


def pdf(content):
    """A PDF of pages whose content is given."""
    bodies, kids = [], []
    for number, stream in enumerate(content):
        at = 4 + 2 * number
        kids.append(b"%d 0 R" % at)
        bodies.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>" % (at + 1))
        bodies.append(b"<</Length %d>>\nstream\n%s\nendstream" % (len(stream), stream))
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids)), font, *bodies]
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % at for at in offsets)
    return bytes(out) + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def shown(x, y, text, size=8):
    return b"BT /F %g Tf %.2f %.2f Td (%s) Tj ET\n" % (size, x, y, text)


def spread(n, draw):
    """n things over one page, side by side and one below the other."""
    return pdf([b"".join(draw(20 + 550 * (i * 37 % 1000) / 1000, 20 + 800 * i / n, i) for i in range(n))])


PDF = {
    "pdf pages": lambda n: pdf([b"".join(shown(50, 800 - 12 * i, b"Line %d of 12.50 and 3" % i) for i in range(40))] * n),
    "pdf glyphs": lambda n: spread(n, lambda x, y, i: shown(x, y, b"%d" % (i % 1000))),
    "pdf one line": lambda n: pdf([b"".join(shown(20 + 550 * i / n, 400, b"7", 4) for i in range(n))]),
    "pdf struck": lambda n: spread(n, lambda x, y, i: shown(x, y, b"12.50") + b"%.2f %.2f m %.2f %.2f l S\n" % (x, y + 2, x + 20, y + 2)),
    "pdf boxes": lambda n: spread(n, lambda x, y, i: b"%.2f %.2f 6 6 re S\n" % (x, y) + shown(x, y, b"1", 4)),
    "pdf uprights": lambda n: spread(n, lambda x, y, i: b"%.2f %.2f m %.2f %.2f l S\n" % (x, y, x, y + 30) + shown(x + 2, y, b"1.00")),
    "pdf turned": lambda n: spread(n, lambda x, y, i: b"BT /F 8 Tf 0 1 -1 0 %.2f %.2f Tm (1.0) Tj ET\n" % (x, y)),
}


def seconds(binary, path):
    with open(os.devnull, "r+b") as nothing:
        process = subprocess.Popen([binary, "json", "--compact", "-q", path], stdin=nothing, stdout=nothing, stderr=nothing)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = 0
    if os.WIFSIGNALED(status):
        raise SystemExit(f"{path} ended by signal {os.WTERMSIG(status)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, os.WEXITSTATUS(status)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=Path, default=ROOT / "target/release/juesuan")
    parser.add_argument("--least", type=float, default=0.4)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    bad = []
    with tempfile.TemporaryDirectory() as folder:
        sources = {"html": HTML, "docx": DOCX, "xlsx": XLSX, "txt": TEXT, "pdf": PDF}
        for suffix, kind, make in [(suffix, *pair) for suffix, kinds in sources.items() for pair in kinds.items()]:
            if args.only not in kind:
                continue
            path = Path(folder) / f"growth.{suffix}"

            def take(size):
                made = make(size)
                path.write_bytes(made if isinstance(made, bytes) else made.encode())
                return seconds(args.bin, path)

            size = 250
            spent = take(size)
            while spent[0] < args.least and size < 250_000:
                size *= 2
                spent = take(size)
            # Beyond a limit, which is said, less is read: that is no growth.
            more = take(4 * size)
            factor = more[0] / max(spent[0], 0.001)
            slow = factor > MOST and more[0] > args.least
            bad += [kind] if slow else []
            print(
                f"{'BAD' if slow else 'ok ':4}{kind:18} {size:7}: {spent[0]:6.2f} s {spent[1]:4} MB   "
                f"x4: {more[0]:6.2f} s {more[1]:4} MB   x {factor:.1f}" + ("   a limit was reached" if more[2] else ""),
                flush=True,
            )
    print("grows too fast:", ", ".join(bad) or "nothing")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
